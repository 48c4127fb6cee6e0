//! One file of the project, replaced whole.

use super::create::is_absence;
use super::hold::Held;
use super::own::{self, Found};
use crate::diag::Failure;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// Writes `bytes` to the file at `path` of a project: whoever reads it sees all of the old file or all of the new one. A file that
/// holds these bytes already is left alone. The project is held from before the old file was read, so that no change of another run is
/// lost.
///
/// # Errors
/// [`Failure`] where it cannot be written; the old file stays then.
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
        // Who may read the old file may read the new one, and nobody else.
        match path.symlink_metadata() {
            Ok(old) => std::fs::set_permissions(&new, old.permissions())
                .map_err(|error| Failure::new("set the permissions of", &new, error))?,
            Err(error) if is_absence(&error) => {}
            Err(error) => return Err(Failure::new("look at", path, error)),
        }
        std::fs::rename(&new, path).map_err(|error| Failure::new("replace", path, error))
    });
    if written.is_err() {
        // What stopped it is worth more than a failure to clear up.
        let _ = std::fs::remove_file(&new);
    }
    written
}

/// Like [`replace_file`], for files of one folder that are generated each time, by their names; the folder is made where it is not there.
///
/// # Errors
/// [`Failure`] where the folder cannot be made or a file cannot be written; what stands before it is written then.
pub fn replace_files(folder: &Path, files: &[(String, String)]) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)
        .map_err(|error| Failure::new("make the folder", folder, error))?;
    files
        .iter()
        .try_for_each(|(name, text)| replace(&folder.join(name), text.as_bytes()))
}

/// Whether a file with these bytes is at `path`.
///
/// # Errors
/// [`Failure`] where that cannot be found out, or what is there is not a plain file and would be lost.
fn holds(path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    let failed = |error| Failure::new("read", path, error);
    match own::open(path, File::options().read(true)) {
        Ok(Found::File(mut file)) => {
            let mut old = Vec::new();
            file.read_to_end(&mut old).map_err(failed)?;
            Ok(old == bytes)
        }
        Ok(Found::Foreign) => {
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
