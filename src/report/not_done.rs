//! Why a command that changes a project did nothing.

use super::located::Faults;
use crate::diag::Failure;
use crate::source::NoPlace;

/// Why nothing was changed.
#[derive(Debug)]
pub enum NotDone {
    /// What is there has faults that stand in the way.
    Faults(Faults),
    /// It cannot be done as it was asked for.
    Refused {
        /// What is wrong.
        message: String,
        /// The mend.
        help: String,
    },
    /// The machine failed.
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
