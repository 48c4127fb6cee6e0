//! Faults with known places.

use crate::diag::{Code, Severity};
use crate::text::Position;
use std::collections::BTreeMap;
use std::ops::Range;

/// The faults of one run, sorted by path, position and code, with the texts needed to print them.
#[derive(Debug, Default)]
pub struct Faults {
    /// The faults, each cause once.
    pub located: Vec<Located>,
    /// The texts of the files that the faults point into, by path.
    pub texts: BTreeMap<String, String>,
}

/// A fault with known places.
#[derive(Debug)]
pub struct Located {
    /// The kind of fault.
    pub code: Code,
    /// How serious the fault is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// More information for the reader.
    pub note: Option<String>,
    /// How to fix it.
    pub help: Option<String>,
    /// The main place, then the related ones.
    pub labels: Vec<LocatedLabel>,
}

/// One place of a fault.
#[derive(Debug)]
pub struct LocatedLabel {
    /// The file's path, relative to the root, with `/`.
    pub path: String,
    /// Bytes of the file's text: the first line for a whole file, `None` if there is no text.
    pub bytes: Option<Range<usize>>,
    /// The positions where the bytes begin and end.
    pub position: Option<(Position, Position)>,
    /// A few words to show there; may be empty.
    pub text: String,
}
