//! Files and folders that are named on the command line, and the captures that are there already.

use super::capture::LARGEST;
use crate::diag::Failure;
use crate::dossier::nearest;
use std::ffi::OsString;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Why a given file was not read.
#[derive(Debug)]
pub enum NotRead {
    /// There is none.
    Missing,
    /// It is a folder.
    Folder,
    /// It is a pipe, a device and the like.
    NotRegular,
    /// It is longer than 32 MiB: so many bytes.
    TooLong(u64),
    /// It cannot be read.
    Failed(Failure),
}

/// The bytes of the file at `path`.
///
/// # Errors
/// [`NotRead`], with the reason.
pub fn read_given(path: &Path) -> Result<Vec<u8>, NotRead> {
    let failed = |error| NotRead::Failed(Failure::new("read", path, error));
    let facts = std::fs::metadata(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => NotRead::Missing,
        _ => failed(error),
    })?;
    if facts.is_dir() {
        return Err(NotRead::Folder);
    }
    if !facts.is_file() {
        return Err(NotRead::NotRegular);
    }
    if facts.len() > LARGEST {
        return Err(NotRead::TooLong(facts.len()));
    }
    let file = std::fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    // It may have grown since.
    let read = file
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    let read = read as u64;
    if read > LARGEST {
        Err(NotRead::TooLong(read))
    } else {
        Ok(bytes)
    }
}

/// The file or folder beside the missing `path` that is called nearly as it.
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

/// The names of what is in the folder `folder`, in order; none where nothing is there.
///
/// # Errors
/// [`Failure`] where it cannot be read, or is no folder.
pub fn names_in(folder: &Path) -> Result<Vec<OsString>, Failure> {
    let failed = |error| Failure::new("read the folder", folder, error);
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        // A link to nothing is there, and no folder can be made in its place.
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

/// The files in the folder `folder`, by their names: those that can be read, for comparing with. None where there is no
/// such folder.
pub fn captures(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    let read = |name: String| {
        let bytes = read_given(&folder.join(&name)).ok()?;
        Some((name, bytes))
    };
    names.into_iter().filter_map(read).collect()
}
