//! Replaces a single file of a project atomically.
//!
//! In: a path and the new bytes. Out: the complete old file or the complete new one, even if the
//! run is killed. Whole sites are published by `staging.rs`.

use super::create::is_absence;
use super::hold::Held;
use super::open::{Occupant, open};
use crate::diag::Failure;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// Replaces the file at `path` of a project. Readers see either the complete old file or the
/// complete new one. A file with identical bytes is left alone. The caller must hold the project
/// since before it read the old file, to avoid losing another run's change.
///
/// # Errors
/// [`Failure`] if the file cannot be written. The old file then remains.
pub fn replace_file(_held: &Held, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    replace(path, bytes)
}

fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if holds(path, bytes)? {
        return Ok(());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = write(&new, bytes).and_then(|()| {
        // Keep the permissions of the old file, so that access does not change.
        match path.symlink_metadata() {
            Ok(old) => std::fs::set_permissions(&new, old.permissions())
                .map_err(|error| Failure::new("set the permissions of", &new, error))?,
            Err(error) if is_absence(&error) => {}
            Err(error) => return Err(Failure::new("look at", path, error)),
        }
        std::fs::rename(&new, path).map_err(|error| Failure::new("replace", path, error))
    });
    if written.is_err() {
        // Ignore errors here, because the original error matters more.
        let _ = std::fs::remove_file(&new);
    }
    written
}

/// Like [`replace_file`], for generated files in one folder, given as names and texts. The folder
/// is created if it is missing.
///
/// # Errors
/// [`Failure`] if the folder cannot be created or a file cannot be written. Files before that one
/// have already been written.
pub fn replace_files(folder: &Path, files: &[(String, String)]) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)
        .map_err(|error| Failure::new("create the folder", folder, error))?;
    files
        .iter()
        .try_for_each(|(name, text)| replace(&folder.join(name), text.as_bytes()))
}

/// Whether the file at `path` holds exactly these bytes.
///
/// # Errors
/// [`Failure`] if that cannot be determined, or if `path` is not a regular file and would be lost.
fn holds(path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    let failed = |error| Failure::new("read", path, error);
    match open(path, File::options().read(true)) {
        Ok(Occupant::File(mut file)) => {
            let mut old = Vec::new();
            file.read_to_end(&mut old).map_err(failed)?;
            Ok(old == bytes)
        }
        Ok(Occupant::Foreign) => {
            let why = io::Error::other("it is not a regular file");
            Err(Failure::new("replace", path, why))
        }
        Err(error) if is_absence(&error) => Ok(false),
        Err(error) => Err(failed(error)),
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let result = File::create(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    result.map_err(|error| Failure::new("write", path, error))
}
