//! Why a command that changes a project did nothing.

use super::{Failure, Located};
use std::collections::BTreeMap;

/// Why nothing was changed.
#[derive(Debug)]
pub enum NotDone {
    /// What is there has faults that stand in the way.
    Faults {
        /// The faults, sorted by place.
        faults: Vec<Located>,
        /// The texts of the files that they point into, by path.
        texts: BTreeMap<String, String>,
    },
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
