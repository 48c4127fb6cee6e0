//! Opens files where this program makes its own.
//!
//! In: a path. Out: the open file, or that something else is there. Links are not followed, and
//! pipes are not waited for. Which files are ours is left to `marker.rs`.

use super::create::is_absence;
use crate::diag::Failure;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// The result of opening a path where one of our files is expected.
#[derive(Debug)]
pub(super) enum Occupant {
    /// A regular file.
    File(File),
    /// Anything else, like a link, folder or pipe. This program never makes these there.
    Foreign,
}

/// Opens the file at `path` with `options`, without following a link.
///
/// # Errors
/// The system's error, also if nothing exists at `path`.
pub(super) fn open(path: &Path, options: &mut OpenOptions) -> io::Result<Occupant> {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits() as i32);
    }
    #[cfg(not(unix))]
    if path.is_symlink() {
        return Ok(Occupant::Foreign);
    }
    match options.open(path) {
        Ok(file) => match file.metadata()?.is_file() {
            true => Ok(Occupant::File(file)),
            false => Ok(Occupant::Foreign),
        },
        Err(error) if is_foreign(&error) => Ok(Occupant::Foreign),
        Err(error) => Err(error),
    }
}

/// Whether the system refused to open it because of its type. That is a link, a folder opened for
/// writing, a socket, or a pipe without a reader.
#[cfg(unix)]
fn is_foreign(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let code = error.raw_os_error();
    [Errno::LOOP, Errno::MLINK, Errno::ISDIR, Errno::NXIO]
        .iter()
        .any(|foreign| code == Some(foreign.raw_os_error()))
}

#[cfg(not(unix))]
fn is_foreign(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::IsADirectory
}

/// Whether `path` is a folder. A link to a folder does not count.
pub(super) fn is_folder(path: &Path) -> Result<bool, Failure> {
    match path.symlink_metadata() {
        Ok(facts) => Ok(facts.is_dir()),
        Err(error) if is_absence(&error) => Ok(false),
        Err(error) => Err(Failure::new("look at", path, error)),
    }
}
