//! Exchanges two folders.
//!
//! In: the new site and the output. Out: the new site at the output, and the last site elsewhere.
//! Removing the last site is left to `lock.rs`.

use super::is_there;
use crate::diag::Failure;
use std::io;
use std::path::Path;

/// Moves `new` to `output`. Afterwards, the last site is at `old` or at `new`.
///
/// If the system can exchange two names atomically, an output exists at every moment. Otherwise it
/// is missing briefly between two renames. [`super::recover()`] repairs a run killed at that
/// moment.
///
/// # Errors
/// [`Failure`] if a rename fails. The output is then as it was, or at `old` if it cannot be put
/// back.
pub(super) fn swap(new: &Path, output: &Path, old: &Path) -> Result<(), Failure> {
    if !is_there(output)? {
        return rename(new, output);
    }
    if exchange(new, output).map_err(|error| in_its_place(output, error))? {
        return Ok(());
    }
    rename(output, old)?;
    rename(new, output).map_err(|failure| match std::fs::rename(old, output) {
        Ok(()) => failure,
        Err(error) => Failure::new("move the last site back to", output, error).help(format!(
            "the last site is complete in `{}`: the next `dossier` command moves it back, or do it yourself",
            old.display()
        )),
    })
}

pub(super) fn rename(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::rename(from, to).map_err(|error| in_its_place(to, error))
}

fn in_its_place(path: &Path, error: io::Error) -> Failure {
    Failure::new("move a site to", path, error)
}

/// Exchanges two names atomically. `false` if the system or file system cannot do that.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        // Some sandboxes return this error for unknown system calls.
        Err(Errno::PERM) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_a: &Path, _b: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Waits until everything written below `folder` is on disk.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) fn sync(folder: &Path) -> Result<(), Failure> {
    let open = std::fs::File::open(folder).map_err(|error| Failure::new("open", folder, error))?;
    rustix::fs::syncfs(&open).map_err(|error| Failure::new("sync", folder, error.into()))
}

/// Waits until everything written below `folder` is on disk.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(super) fn sync(folder: &Path) -> Result<(), Failure> {
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.map_err(|error| super::walk::walk_failure(error, folder))?;
        if entry.file_type().is_file() {
            let path = entry.path();
            std::fs::File::options()
                .write(true)
                .open(path)
                .and_then(|file| file.sync_all())
                .map_err(|error| Failure::new("sync", path, error))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::swap;
    use std::fs;

    #[test]
    fn the_new_folder_takes_the_place_of_the_old() {
        let folder = tempfile::tempdir().expect("a folder");
        let [new, output, old] = ["new", "out", "old"].map(|name| folder.path().join(name));
        fs::create_dir(&new).expect("made");
        swap(&new, &output, &old).expect("swapped");
        assert!(output.is_dir() && !new.exists());
        fs::create_dir(&new).expect("made");
        fs::write(new.join("b"), "").expect("written");
        swap(&new, &output, &old).expect("swapped");
        assert!(output.join("b").exists());
    }

    #[test]
    fn where_there_is_nothing_new_the_output_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let [new, output, old] = ["new", "out", "old"].map(|name| folder.path().join(name));
        fs::create_dir(&output).expect("made");
        swap(&new, &output, &old).expect_err("nothing is there");
        assert!(output.is_dir() && !old.exists());
    }
}
