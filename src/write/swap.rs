//! Two folders change places.

use crate::diag::Failure;
use std::path::Path;

/// Puts `new` in the place of `output`. What stood there is at `old` or at `new` afterwards.
///
/// Where the system can exchange two names at once, there is no moment without an output. Elsewhere there is one
/// between two renames; [`recover`] mends it if the run is killed then.
pub(super) fn swap(new: &Path, output: &Path, old: &Path) -> Result<(), Failure> {
    if !output.exists() {
        return rename(new, output);
    }
    if exchange(new, output) {
        return Ok(());
    }
    rename(output, old)?;
    rename(new, output)
}

/// Puts back what stood at `output` when a run was killed between two renames.
pub(super) fn recover(output: &Path, old: &Path) -> Result<(), Failure> {
    if old.exists() && !output.exists() {
        rename(old, output)?;
    }
    Ok(())
}

fn rename(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::rename(from, to).map_err(|error| Failure::new("put in its place", to, error))
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_a: &Path, _b: &Path) -> bool {
    false
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
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
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
    use super::{recover, swap};
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
    fn a_run_killed_between_two_renames_is_mended() {
        let folder = tempfile::tempdir().expect("a folder");
        let [output, old] = ["out", "old"].map(|name| folder.path().join(name));
        fs::create_dir(&old).expect("made");
        recover(&output, &old).expect("mended");
        assert!(output.is_dir() && !old.exists());
    }
}
