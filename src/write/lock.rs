//! One build at a time for one output.

use crate::diag::Failure;
use same_file::Handle;
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folder beside the output in which a site is made, held by this run alone.
#[derive(Debug)]
pub(super) struct Workplace {
    folder: PathBuf,
    lock: File,
}

impl Workplace {
    /// Takes the workplace `folder`; waits while another run has it, and calls `waiting` once before.
    pub(super) fn take(folder: PathBuf, waiting: &dyn Fn()) -> Result<Self, Failure> {
        let path = folder.join("lock");
        let mut told = false;
        loop {
            std::fs::create_dir_all(&folder)
                .map_err(|error| Failure::new("make the folder", &folder, error))?;
            let lock = match File::options().create(true).append(true).open(&path) {
                Ok(lock) => lock,
                // The run before has just cleared its workplace away.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(Failure::new("open", &path, error)),
            };
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    if !told {
                        waiting();
                        told = true;
                    }
                    lock.lock()
                        .map_err(|error| Failure::new("lock", &path, error))?;
                }
                Err(TryLockError::Error(error)) => {
                    return Err(Failure::new("lock", &path, error));
                }
            }
            if is_at(&lock, &path) {
                return Ok(Self { folder, lock });
            }
        }
    }

    /// The folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Clears the workplace away: the sites first, then the lock. From then on another run may have it.
    pub(super) fn leave(self) -> Result<(), Failure> {
        for site in ["new", "old"] {
            remove(&self.folder.join(site))?;
        }
        let path = self.folder.join("lock");
        std::fs::remove_file(&path).map_err(|error| Failure::new("remove", &path, error))?;
        // Not empty where another run has come in; then the folder is that run's to clear away.
        let _ = std::fs::remove_dir(&self.folder);
        drop(self.lock);
        Ok(())
    }
}

/// Removes a folder, where it is there.
pub(super) fn remove(folder: &Path) -> Result<(), Failure> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Failure::new("remove", folder, error))
        }
        _ => Ok(()),
    }
}

/// Whether `file` is still the one at `path`, and not one that a finished run has removed.
fn is_at(file: &File, path: &Path) -> bool {
    let here = file.try_clone().and_then(Handle::from_file);
    let there = Handle::from_path(path);
    matches!((here, there), (Ok(here), Ok(there)) if here == there)
}
