//! Creates new files, all or nothing, and never overwrites.
//!
//! In: paths and bytes from an import, `dossier init` or `dossier new`. Out: the files on disk, or
//! an error and no files. Existing files are replaced only by `file.rs`.

use crate::diag::Failure;
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The reason why no file was created.
#[derive(Debug)]
pub enum NotCreated {
    /// A file already exists at this path.
    There(PathBuf),
    /// A file or folder could not be created.
    Failed(Failure),
}

/// Creates each file at its path with its bytes: all or none. Existing files are left alone, and
/// missing folders are created.
///
/// # Errors
/// [`NotCreated`] if one of the files already exists or cannot be written. Files created before the
/// error are removed again.
pub fn create_files<'a>(
    files: impl IntoIterator<Item = (&'a Path, &'a [u8])> + Clone,
) -> Result<(), NotCreated> {
    for (path, _) in files.clone() {
        if is_there(path).map_err(NotCreated::Failed)? {
            return Err(NotCreated::There(path.to_path_buf()));
        }
    }
    let mut made = Made::default();
    let result = files
        .into_iter()
        .try_for_each(|(path, bytes)| made.create(path, bytes));
    if result.is_err() {
        made.take_away();
    }
    result
}

/// Files and folders created by this run.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
    /// In order of creation: a folder comes after its parent.
    folders: Vec<PathBuf>,
}

impl Made {
    fn create(&mut self, path: &Path, bytes: &[u8]) -> Result<(), NotCreated> {
        let failed = |doing, error| NotCreated::Failed(Failure::new(doing, path, error));
        if let Some(folder) = path.parent() {
            self.make_folder(folder).map_err(|error| {
                NotCreated::Failed(Failure::new("create the folder", folder, error))
            })?;
        }
        let mut file = match File::options().write(true).create_new(true).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                return Err(NotCreated::There(path.to_path_buf()));
            }
            Err(error) => return Err(failed("create", error)),
        };
        self.files.push(path.to_path_buf());
        file.write_all(bytes)
            .map_err(|error| failed("write", error))
    }

    fn make_folder(&mut self, folder: &Path) -> io::Result<()> {
        let mut missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
            .collect();
        while let Some(folder) = missing.pop() {
            match std::fs::create_dir(folder) {
                Ok(()) => self.folders.push(folder.to_path_buf()),
                // Another process created it first, so it is not ours to remove.
                Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Removes everything created. Errors are ignored, because the original error matters more.
    fn take_away(&self) {
        for file in &self.files {
            let _ = std::fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            // This fails, as it should, if someone has added a file since.
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// Whether both paths lead to the same file. `false` if either does not exist.
///
/// # Errors
/// [`Failure`] if either path cannot be examined.
pub fn is_same_file(one: &Path, other: &Path) -> Result<bool, Failure> {
    match same_file::is_same_file(one, other) {
        Err(error) if !is_absence(&error) => Err(Failure::new("look at", other, error)),
        same => Ok(same.unwrap_or(false)),
    }
}

/// Whether anything exists at `path`, even a broken link.
///
/// # Errors
/// [`Failure`] if that cannot be determined.
pub fn is_there(path: &Path) -> Result<bool, Failure> {
    match path.symlink_metadata() {
        Err(error) if !is_absence(&error) => Err(Failure::new("look at", path, error)),
        facts => Ok(facts.is_ok()),
    }
}

/// Whether the error means only that nothing exists at the path. Any other error is a system
/// failure.
pub(super) fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

#[cfg(test)]
mod tests {
    use super::{NotCreated, create_files};
    use std::fs;
    use std::path::Path;

    #[test]
    fn all_are_made_or_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let (capture, record) = (folder.path().join("c/a.txt"), folder.path().join("r/a.md"));
        let make = |files: &[(&Path, &[u8])]| create_files(files.iter().copied());
        make(&[(&capture, b"one"), (&record, b"two")]).expect("made");
        assert_eq!(fs::read(&capture).expect("there"), b"one");
        let other = folder.path().join("d/e/b.txt");
        let result = make(&[(&other, b"three"), (&record, b"four")]);
        assert!(matches!(result, Err(NotCreated::There(path)) if path == record));
        assert!(!folder.path().join("d").exists());
        assert_eq!(fs::read(&record).expect("there"), b"two");
        // A file is in the way of a folder.
        let beside = folder.path().join("r/b.md");
        let below = record.join("b.md");
        let result = make(&[(&beside, b"five"), (&other, b"three"), (&below, b"four")]);
        assert!(matches!(result, Err(NotCreated::Failed(_))));
        assert!(!beside.exists() && !folder.path().join("d").exists());
        assert_eq!(fs::read(&record).expect("there"), b"two");
    }
}
