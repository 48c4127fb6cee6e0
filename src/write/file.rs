//! One file of the project, replaced whole.

use super::hold::Held;
use crate::diag::Failure;
use std::fs::File;
use std::io::Write;
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
    if std::fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = write(&new, bytes).and_then(|()| {
        // Who may read the old file may read the new one, and nobody else.
        if let Ok(old) = std::fs::metadata(path) {
            std::fs::set_permissions(&new, old.permissions())
                .map_err(|error| Failure::new("set the permissions of", &new, error))?;
        }
        std::fs::rename(&new, path).map_err(|error| Failure::new("replace", path, error))
    });
    if written.is_err() {
        // What stopped it is worth more than a failure to clear up.
        let _ = std::fs::remove_file(&new);
    }
    written
}

/// As [`replace_file`], for files of one folder that are made anew each time, by their names; the folder is made where it is not there.
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

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let result = File::create(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    result.map_err(|error| Failure::new("write", path, error))
}
