//! Two folders change places.

use super::is_there;
use crate::diag::Failure;
use std::io;
use std::path::Path;

/// Puts `new` in the place of `output`. What stood there is at `old` or at `new` afterwards.
///
/// Where the system can exchange two names at once, there is no moment without an output. Elsewhere there is one
/// between two renames; a run that is killed then is mended at the next start ([`super::recover`]).
///
/// # Errors
/// [`Failure`]; the output is as it was then, or at `old` where it cannot be put back either.
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
        Err(error) => Failure::new("put back", output, error).help(format!(
            "the last site is whole in `{}`: the next command of this program puts it back, or do it yourself",
            old.display()
        )),
    })
}

pub(super) fn rename(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::rename(from, to).map_err(|error| in_its_place(to, error))
}

fn in_its_place(path: &Path, error: io::Error) -> Failure {
    Failure::new("put in its place", path, error)
}

/// Exchanges two names; `false` where the system or the disk cannot do that in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        // Some sandboxes give this error for a call that they do not know.
        Err(Errno::PERM) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_a: &Path, _b: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Waits until everything written below `folder` is on the disk.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) fn sync(folder: &Path) -> Result<(), Failure> {
    let open = std::fs::File::open(folder).map_err(|error| Failure::new("open", folder, error))?;
    rustix::fs::syncfs(&open).map_err(|error| Failure::new("sync", folder, error.into()))
}

/// Waits until everything written below `folder` is on the disk.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(super) fn sync(folder: &Path) -> Result<(), Failure> {
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.map_err(|error| super::own::failure(error, folder))?;
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
