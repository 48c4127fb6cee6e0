//! Failures of the machine: what could not be read or written.

use crate::text::visible;
use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// A failed file system operation, with its path.
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

    /// Runs `work`, which reads the folder `path`. The standard library panics if a folder cannot
    /// be closed; this function returns that panic as a [`Failure`].
    ///
    /// # Errors
    /// [`Failure`] if `work` panics.
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

    /// Adds help: what the user can do about the failure.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        let help = Some(help.into());
        Self { help, ..self }
    }

    /// What the user can do about it, if that is known.
    pub fn what_helps(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// The error from the operating system.
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
