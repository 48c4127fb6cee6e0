//! Why a command that changes a project did nothing.

use super::located::Faults;
use crate::diag::Failure;
use crate::source::NoPlace;

/// Why nothing was changed.
#[derive(Debug)]
pub enum NotDone {
    /// The existing files have faults that prevent it.
    Faults(Faults),
    /// What was asked for cannot be done.
    Refused {
        /// What is wrong.
        message: String,
        /// How to fix it.
        help: String,
    },
    /// A file system operation failed.
    Failed(Failure),
}

impl From<NoPlace> for NotDone {
    fn from(why: NoPlace) -> Self {
        match why {
            NoPlace::Outside { message, help } => Self::Refused { message, help },
            NoPlace::Failed(failure) => Self::Failed(failure),
        }
    }
}
