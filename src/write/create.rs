//! Files that are made where there are none: what an import writes, and what a dossier or a record begins with.

use crate::diag::Failure;
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Why nothing was made.
#[derive(Debug)]
pub enum NotCreated {
    /// This file is there already.
    There(PathBuf),
    /// It could not be written.
    Failed(Failure),
}

/// Makes files, each at its path with its bytes: all or none. What is there is left as it is; folders are made as they are
/// needed.
///
/// # Errors
/// [`NotCreated`], where one of them is there already or cannot be written. What was made before is taken away again.
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

/// What this run has made.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
    /// A folder stands behind the one that it is in.
    folders: Vec<PathBuf>,
}

impl Made {
    fn create(&mut self, path: &Path, bytes: &[u8]) -> Result<(), NotCreated> {
        let failed = |doing, error| NotCreated::Failed(Failure::new(doing, path, error));
        if let Some(folder) = path.parent() {
            self.make_folder(folder).map_err(|error| {
                NotCreated::Failed(Failure::new("make the folder", folder, error))
            })?;
        }
        let mut file = match File::options().write(true).create_new(true).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                return Err(NotCreated::There(path.to_path_buf()));
            }
            Err(error) => return Err(failed("make", error)),
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
                // Somebody else was quicker, and it is theirs.
                Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// What stopped the run is worth more than a failure to clear up.
    fn take_away(&self) {
        for file in &self.files {
            let _ = std::fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            // Not where somebody has put something into it since.
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// Whether the two paths lead to one file; `false` where nothing is at one of them.
///
/// # Errors
/// [`Failure`] where one of them cannot be looked at.
pub fn is_same_file(one: &Path, other: &Path) -> Result<bool, Failure> {
    match same_file::is_same_file(one, other) {
        Err(error) if !is_absence(&error) => Err(Failure::new("look at", other, error)),
        same => Ok(same.unwrap_or(false)),
    }
}

/// Whether anything is at `path`, even a link that leads nowhere.
///
/// # Errors
/// [`Failure`] where that cannot be found out.
pub fn is_there(path: &Path) -> Result<bool, Failure> {
    match path.symlink_metadata() {
        Err(error) if !is_absence(&error) => Err(Failure::new("look at", path, error)),
        facts => Ok(facts.is_ok()),
    }
}

/// Whether the error only says that nothing is there. Every other one is a failure of the machine.
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
        // A file where a folder should be.
        let beside = folder.path().join("r/b.md");
        let below = record.join("b.md");
        let result = make(&[(&beside, b"five"), (&other, b"three"), (&below, b"four")]);
        assert!(matches!(result, Err(NotCreated::Failed(_))));
        assert!(!beside.exists() && !folder.path().join("d").exists());
        assert_eq!(fs::read(&record).expect("there"), b"two");
    }
}
