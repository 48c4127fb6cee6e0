//! Opens regular files only, without waiting.
//!
//! In: a path. Out: an open, checked file. A path can change between a check and its use. So the
//! file is opened first, without blocking, and then the open file is checked. Links out of the
//! project are left to `fence.rs`.

use crate::diag::Failure;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// The largest text that is read, in bytes. Even a long book is smaller.
pub(super) const LARGEST: u64 = 32 << 20;

/// A regular file, open for reading.
#[derive(Debug)]
pub struct Opened {
    file: File,
    size: u64,
    path: PathBuf,
}

/// The reason why a file was not opened or not read.
#[derive(Debug)]
pub enum NotRead {
    /// Nothing is at the path.
    Missing,
    /// The path is a folder.
    Folder,
    /// The path is something else, like a pipe or a device.
    NotRegular,
    /// A link on the path leads out of the project.
    Outside,
    /// The file is longer than 32 MiB. Holds its size in bytes.
    TooLong(u64),
    /// A system call failed.
    Failed(Failure),
}

impl NotRead {
    /// Converts the reason to a failure, for a file that was readable when the project was walked.
    pub fn failure(self, path: &Path) -> Failure {
        let what = match self {
            Self::Failed(failure) => return failure,
            Self::Missing => "it is gone".to_owned(),
            Self::Folder => "it is a folder now".to_owned(),
            Self::NotRegular => "it is no longer a regular file".to_owned(),
            Self::Outside => "a link now leads out of the project".to_owned(),
            Self::TooLong(bytes) => format!("it now has {bytes} bytes"),
        };
        Failure::new("read", path, io::Error::other(what))
    }
}

impl Opened {
    /// The open file, positioned at its beginning.
    pub fn into_file(self) -> File {
        self.file
    }

    /// The size in bytes when the file was opened.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// All bytes of the file. A file larger than [`LARGEST`] is rejected.
    pub(super) fn read(self) -> Result<Vec<u8>, NotRead> {
        if self.size > LARGEST {
            return Err(NotRead::TooLong(self.size));
        }
        let mut bytes = Vec::with_capacity(self.size as usize + 1);
        // The file may have grown since it was opened.
        let read = self.file.take(LARGEST + 1).read_to_end(&mut bytes);
        match read {
            Ok(read) if read as u64 > LARGEST => Err(NotRead::TooLong(read as u64)),
            Ok(_) => Ok(bytes),
            Err(error) => Err(NotRead::Failed(Failure::new("read", &self.path, error))),
        }
    }

    /// Takes the open `file` if it is a regular file. `path` names it in messages.
    pub(super) fn check(file: File, path: &Path) -> Result<Self, NotRead> {
        let facts = file
            .metadata()
            .map_err(|error| NotRead::Failed(Failure::new("look at", path, error)))?;
        if facts.is_dir() {
            Err(NotRead::Folder)
        } else if !facts.is_file() {
            Err(NotRead::NotRegular)
        } else {
            Ok(Self {
                file,
                size: facts.len(),
                path: path.to_path_buf(),
            })
        }
    }
}

/// Opens the regular file at `path`, following all links.
pub(super) fn open(path: &Path) -> Result<Opened, NotRead> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(AT_ONCE);
    }
    let file = options.open(path).map_err(|error| why(path, error))?;
    Opened::check(file, path)
}

/// Without this flag, opening a pipe waits for a writer.
#[cfg(unix)]
pub(super) const AT_ONCE: i32 = rustix::fs::OFlags::NONBLOCK.bits() as i32;

/// Whether `cap-std` rejected a path that leads outside. Its error has no code, unlike the system's
/// errors.
pub(super) fn is_outside(error: &io::Error) -> bool {
    error.kind() == ErrorKind::PermissionDenied && error.raw_os_error().is_none()
}

/// Why the file at `path` was not opened.
pub(super) fn why(path: &Path, error: io::Error) -> NotRead {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => NotRead::Missing,
        ErrorKind::IsADirectory => NotRead::Folder,
        _ if is_outside(&error) => NotRead::Outside,
        _ if is_no_file(&error) => NotRead::NotRegular,
        _ => NotRead::Failed(Failure::new("open", path, error)),
    }
}

/// Whether the path is a socket, or a device that does not exist.
#[cfg(unix)]
fn is_no_file(error: &io::Error) -> bool {
    let error = error.raw_os_error();
    let codes = [rustix::io::Errno::NXIO, rustix::io::Errno::NODEV];
    codes.iter().any(|code| error == Some(code.raw_os_error()))
}

#[cfg(not(unix))]
fn is_no_file(_error: &io::Error) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::{NotRead, open};
    use std::fs;
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    #[test]
    fn only_plain_files_are_opened_and_nothing_is_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("plain"), "words").expect("written");
        fs::create_dir(at("folder")).expect("made");
        let made = Command::new("mkfifo").arg(at("pipe")).status();
        assert!(made.expect("it runs").success());
        let _socket = UnixListener::bind(at("socket")).expect("made");
        let read = open(&at("plain")).and_then(super::Opened::read);
        assert_eq!(read.expect("read"), b"words");
        let why = |name| open(&at(name)).expect_err("not opened");
        assert!(matches!(why("folder"), NotRead::Folder));
        assert!(matches!(why("pipe"), NotRead::NotRegular));
        assert!(matches!(why("socket"), NotRead::NotRegular));
        assert!(matches!(why("nothing"), NotRead::Missing));
        assert!(matches!(why("plain/below"), NotRead::Missing));
        let null = open(std::path::Path::new("/dev/null"));
        assert!(matches!(null, Err(NotRead::NotRegular)));
    }
}
