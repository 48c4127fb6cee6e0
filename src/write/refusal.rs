//! Defines why an output cannot be used.
//!
//! In: the rule that it breaks, or a failure of the system. Out: [`NotTaken`]. Deciding is left to
//! `output.rs` and `lock.rs`.

use crate::diag::Failure;
use std::fmt;

/// The reason why a folder may not be replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    message: String,
    help: String,
}

impl Refusal {
    pub(super) fn new(message: String, help: &str) -> Self {
        let help = help.to_owned();
        Self { message, help }
    }

    /// How to fix it.
    pub fn help(&self) -> &str {
        &self.help
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The reason why an output cannot be used.
#[derive(Debug)]
pub enum NotTaken {
    /// The folder must not be replaced by a site.
    Refused(Refusal),
    /// The folder could not be examined.
    Failed(Failure),
}

impl From<Failure> for NotTaken {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}
