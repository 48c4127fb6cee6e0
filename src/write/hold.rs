//! Ensures that only one run at a time changes a project.
//!
//! In: the project's folder. Out: a lock, kept until the run has rewritten what it read. Without
//! it, one run could overwrite the change of another. The output folder has its own lock, in
//! `lock.rs`.

use super::create::is_absence;
use crate::diag::Failure;
use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

/// Proof that no other run of this program is changing the project. The lock lasts until this is
/// dropped or the process ends.
#[derive(Debug)]
pub struct Held {
    _lock: Option<File>,
}

/// Holds the project at `root`. If another run holds it, calls `waiting` once and then waits. A
/// `root` that does not exist needs no lock.
///
/// # Errors
/// [`Failure`] if the project cannot be locked. A file system without locks, like some network
/// disks, is not an error: the project is then not locked.
pub fn hold(root: &Path, waiting: &dyn Fn()) -> Result<Held, Failure> {
    let failed = |error| Failure::new("lock", root, error);
    let lock = match open(root) {
        Ok(lock) => lock,
        Err(error) if is_absence(&error) => return Ok(Held { _lock: None }),
        Err(error) => return Err(failed(error)),
    };
    let locked = match lock.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            waiting();
            lock.lock()
        }
        Err(TryLockError::Error(error)) => Err(error),
    };
    match locked {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(failed(error)),
        _ => Ok(Held { _lock: Some(lock) }),
    }
}

/// Opens the folder itself, to avoid leaving a lock file in it.
#[cfg(unix)]
fn open(root: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let folder = OFlags::DIRECTORY.bits() as i32;
    File::options().read(true).custom_flags(folder).open(root)
}

/// Opens a file in the user's temporary folder, because this system cannot lock a folder.
#[cfg(not(unix))]
fn open(root: &Path) -> io::Result<File> {
    let root = root.canonicalize()?;
    let name = crate::text::Digest::of(root.to_string_lossy().as_bytes()).short(8);
    let path = std::env::temp_dir().join(format!("dossier-{name}.lock"));
    File::options().create(true).append(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::hold;
    use std::cell::Cell;
    use std::sync::mpsc::channel;

    #[test]
    fn the_second_waits_for_the_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let waited = Cell::new(false);
        let held = hold(folder.path(), &|| waited.set(true)).expect("held");
        assert!(!waited.get());
        let path = folder.path().to_owned();
        let (waits, is_waiting) = channel();
        let second = std::thread::spawn(move || {
            hold(&path, &|| waits.send(()).expect("heard")).expect("held");
        });
        is_waiting.recv().expect("it waits");
        drop(held);
        second.join().expect("it goes on");
    }

    #[test]
    fn nothing_is_held_where_nothing_is() {
        let folder = tempfile::tempdir().expect("a folder");
        hold(&folder.path().join("nowhere"), &|| {}).expect("no failure");
    }
}
