//! Reads files and folders named on the command line.
//!
//! In: a path. Out: bytes, names, or a similar name. Links may lead anywhere, unlike in a project's
//! own files, which `opened.rs` checks.

use super::opened::{NotRead, Opened, open};
use crate::diag::Failure;
use crate::text::nearest;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The bytes of the file at `path`.
///
/// # Errors
/// [`NotRead`], with the reason.
pub fn read_given(path: &Path) -> Result<Vec<u8>, NotRead> {
    open(path).and_then(Opened::read)
}

/// The entry in the same folder with a name most similar to the missing `path`, if any is close.
pub fn near(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let parent = path.parent().filter(|parent| *parent != Path::new(""));
    let entries = std::fs::read_dir(parent.unwrap_or(Path::new("."))).ok()?;
    let names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    let near = nearest(name, names.iter().map(String::as_str))?;
    Some(path.with_file_name(near))
}

/// The names in the folder `folder`, sorted. Empty if nothing is there.
///
/// # Errors
/// [`Failure`] if it cannot be read, or is not a folder.
pub fn names_in(folder: &Path) -> Result<Vec<OsString>, Failure> {
    Failure::guard(folder, || read_names(folder))?
}

fn read_names(folder: &Path) -> Result<Vec<OsString>, Failure> {
    let failed = |error| Failure::new("read the folder", folder, error);
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        // A broken link does exist, and no folder can be created in its place.
        Err(error) if error.kind() == ErrorKind::NotFound && !folder.is_symlink() => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(failed(error)),
    };
    let names: Result<Vec<_>, _> = entries
        .map(|entry| entry.map(|entry| entry.file_name()))
        .collect();
    let mut names = names.map_err(failed)?;
    names.sort();
    Ok(names)
}
