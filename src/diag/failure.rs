//! Failures of the machine: what could not be read or written.

use crate::text::visible;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// An operation on the file system that failed, with the path it failed on.
#[derive(Debug)]
pub struct Failure {
    doing: &'static str,
    path: PathBuf,
    source: io::Error,
}

impl Failure {
    /// `doing` completes "could not …": "write", "make the folder".
    pub fn new(doing: &'static str, path: &Path, source: io::Error) -> Self {
        Self {
            doing,
            path: path.to_path_buf(),
            source,
        }
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
