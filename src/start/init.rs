//! A first dossier in a folder of its own: the files of `first/`, and the schemas by which editors check them.

use crate::diag::Failure;
use crate::schema;
use crate::source::{first_dossier, names_in};
use crate::write::{NotCreated, create_files};
use std::path::{Path, PathBuf};

/// Why nothing was written.
#[derive(Debug)]
pub enum NotBegun {
    /// The folder holds this already.
    NotEmpty(String),
    /// The machine failed.
    Failed(Failure),
}

/// Writes the first dossier into `folder`, which is made where it is not there: every file or none. Returns their paths in it, with
/// `/`, in order.
///
/// # Errors
/// [`NotBegun`] where the folder holds anything but what a fresh repository has, or the machine fails.
pub fn init(folder: &Path) -> Result<Vec<String>, NotBegun> {
    let names = names_in(folder).map_err(NotBegun::Failed)?;
    let names = names.iter().map(|name| name.to_string_lossy());
    let in_the_way = names.filter(|name| !may_stay(name));
    // `.gitignore` is told last: alone it is easily moved.
    if let Some(name) = in_the_way.min_by_key(|name| name == ".gitignore") {
        return Err(NotBegun::NotEmpty(name.into_owned()));
    }
    let files = files();
    let placed: Vec<(PathBuf, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (folder.join(name), bytes.as_slice()))
        .collect();
    match create_files(placed.iter().map(|(path, bytes)| (path.as_path(), *bytes))) {
        Ok(()) => Ok(files.into_iter().map(|(name, _)| name).collect()),
        // It was not there a moment ago.
        Err(NotCreated::There(path)) => Err(NotBegun::NotEmpty(path.display().to_string())),
        Err(NotCreated::Failed(failure)) => Err(NotBegun::Failed(failure)),
    }
}

/// Whether a folder with this in it is as good as empty: what hosts put into a new repository, and what no dossier has.
fn may_stay(name: &str) -> bool {
    let (stem, _) = name.split_once('.').unwrap_or((name, ""));
    name == ".git"
        || ["README", "LICENSE", "LICENCE"]
            .iter()
            .any(|known| stem.eq_ignore_ascii_case(known))
}

/// The files of the first dossier, by their paths in it.
fn files() -> Vec<(String, Vec<u8>)> {
    let first = first_dossier().into_iter();
    let mut files: Vec<(String, Vec<u8>)> = first
        .map(|(name, bytes)| (name_in_project(name), bytes.to_vec()))
        .collect();
    let schemas = schema::all().into_iter();
    files.extend(schemas.map(|(name, text)| (format!(".schemas/{name}"), text.into_bytes())));
    files.sort();
    files
}

/// In the program's own sources these have no dot, so that git and editors do not take them for theirs.
fn name_in_project(name: String) -> String {
    if name == "gitignore" || name.starts_with("vscode/") {
        format!(".{name}")
    } else {
        name
    }
}
