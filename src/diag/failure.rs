//! Failures of the machine: what could not be read or written.

use crate::text::visible;
use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// An operation on the file system that failed, with the path it failed on.
#[derive(Debug)]
pub struct Failure {
    doing: &'static str,
    path: PathBuf,
    source: io::Error,
    help: Option<String>,
}

impl Failure {
    /// `doing` completes "could not …": "write", "create the folder".
    pub fn new(doing: &'static str, path: &Path, source: io::Error) -> Self {
        Self {
            doing,
            path: path.to_path_buf(),
            source,
            help: None,
        }
    }

    /// Does `work`, which reads the folder `path`. The standard library panics where a folder cannot be closed; here that becomes a failure
    /// like any other.
    ///
    /// # Errors
    /// [`Failure`] where `work` panics.
    pub fn guard<T>(path: &Path, work: impl FnOnce() -> T) -> Result<T, Self> {
        let done = catch_unwind(AssertUnwindSafe(work));
        done.map_err(|_| {
            Self::new(
                "read the folder",
                path,
                io::Error::other("it cannot be closed"),
            )
        })
    }

    /// The same failure, with what can be done about it.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        let help = Some(help.into());
        Self { help, ..self }
    }

    /// What can be done about it, where there is more to say than what failed.
    pub fn what_helps(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// What the system says.
    pub fn reason(&self) -> &io::Error {
        &self.source
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            doing,
            path,
            source,
            ..
        } = self;
        let path = path.to_string_lossy();
        write!(f, "could not {doing} `{}`: {source}", visible(&path))
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
