//! Writes a first dossier into an empty folder.
//!
//! In: a folder. Out: the files of `first/`, and the schemas that editors use to check a project.
//! Overwriting nothing is left to `write/`.

use crate::diag::Failure;
use crate::schema;
use crate::source::{first_dossier, names_in};
use crate::write::{NotCreated, create_files};
use std::path::{Path, PathBuf};

/// The reason why nothing was written.
#[derive(Debug)]
pub enum NotBegun {
    /// The folder already holds something. The text is its name, or its path if it appeared just
    /// now.
    NotEmpty(String),
    /// The system could not read or write.
    Failed(Failure),
}

/// Writes the first dossier into `folder`: every file or none. A missing folder is created. Returns
/// the paths of the files relative to it, with `/`, sorted.
///
/// # Errors
/// [`NotBegun`] if the folder holds more than a new repository does, or if a system call fails.
pub fn init(folder: &Path) -> Result<Vec<String>, NotBegun> {
    let names = names_in(folder).map_err(NotBegun::Failed)?;
    let names = names.iter().map(|name| name.to_string_lossy());
    let in_the_way = names.filter(|name| !may_stay(name));
    // Report `.gitignore` last, because it is easy to move if it is the only obstacle.
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
        // The file appeared after the check above.
        Err(NotCreated::There(path)) => Err(NotBegun::NotEmpty(path.display().to_string())),
        Err(NotCreated::Failed(failure)) => Err(NotBegun::Failed(failure)),
    }
}

/// Whether a folder with this entry counts as empty. Hosting services put such files into a new
/// repository, and no dossier uses the names.
fn may_stay(name: &str) -> bool {
    let (stem, _) = name.split_once('.').unwrap_or((name, ""));
    name == ".git"
        || ["README", "LICENSE", "LICENCE"]
            .iter()
            .any(|known| stem.eq_ignore_ascii_case(known))
}

/// The files of the first dossier, with their paths relative to it, sorted by path.
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

/// The program's sources store these names without the dot. Otherwise git and editors would apply
/// them to this repository.
fn name_in_project(name: String) -> String {
    if name == "gitignore" || name.starts_with("vscode/") {
        format!(".{name}")
    } else {
        name
    }
}
