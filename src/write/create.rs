//! Files that are made where there are none: what an import writes.

use crate::diag::Failure;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Why nothing was made.
#[derive(Debug)]
pub enum NotCreated {
    /// This file is there already.
    There(PathBuf),
    /// It could not be written.
    Failed(Failure),
}

/// Makes the capture of an article, where one is given, and its record, each at its path with its bytes: both or none.
/// What is there is left as it is; folders are made as they are needed.
///
/// # Errors
/// [`NotCreated`], where one of them is there already or cannot be written.
pub fn create_article(
    capture: Option<(&Path, &[u8])>,
    record: (&Path, &[u8]),
) -> Result<(), NotCreated> {
    for (path, _) in capture.iter().chain([&record]) {
        if path.symlink_metadata().is_ok() {
            return Err(NotCreated::There(path.to_path_buf()));
        }
    }
    if let Some((path, bytes)) = capture {
        create(path, bytes)?;
    }
    let (path, bytes) = record;
    create(path, bytes).inspect_err(|_| {
        // Made by this run, just now.
        if let Some((path, _)) = capture {
            let _ = std::fs::remove_file(path);
        }
    })
}

/// Makes one file, whole or not at all.
fn create(path: &Path, bytes: &[u8]) -> Result<(), NotCreated> {
    let failed = |doing, error| NotCreated::Failed(Failure::new(doing, path, error));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .map_err(|error| NotCreated::Failed(Failure::new("make the folder", folder, error)))?;
    }
    let mut file = match File::options().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(NotCreated::There(path.to_path_buf()));
        }
        Err(error) => return Err(failed("make", error)),
    };
    file.write_all(bytes).map_err(|error| {
        let _ = std::fs::remove_file(path);
        failed("write", error)
    })
}

/// Whether the two paths lead to one file.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    same_file::is_same_file(one, other).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::{NotCreated, create_article};
    use std::fs;

    #[test]
    fn both_are_made_or_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let (capture, record) = (folder.path().join("c/a.txt"), folder.path().join("r/a.md"));
        create_article(Some((&capture, b"one")), (&record, b"two")).expect("made");
        assert_eq!(fs::read(&capture).expect("there"), b"one");
        let other = folder.path().join("c/b.txt");
        let result = create_article(Some((&other, b"three")), (&record, b"four"));
        assert!(matches!(result, Err(NotCreated::There(path)) if path == record));
        assert!(!other.exists());
        assert_eq!(fs::read(&record).expect("there"), b"two");
        // A file where a folder should be.
        let result = create_article(Some((&other, b"three")), (&record.join("b.md"), b"four"));
        assert!(matches!(result, Err(NotCreated::Failed(_))));
        assert!(!other.exists());
    }
}
