//! Faults whose places are known.

use crate::diag::{Code, Severity};
use crate::text::Position;
use std::collections::BTreeMap;
use std::ops::Range;

/// The faults of one run, sorted by path, position and code, with what is needed to print them.
#[derive(Debug, Default)]
pub struct Faults {
    /// The faults, each cause once.
    pub located: Vec<Located>,
    /// The texts of the files that the faults point into, by path.
    pub texts: BTreeMap<String, String>,
}

/// A fault whose places are known.
#[derive(Debug)]
pub struct Located {
    /// Which kind of fault.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// More that the reader should see.
    pub note: Option<String>,
    /// The mend.
    pub help: Option<String>,
    /// The main place, then the related ones.
    pub labels: Vec<LocatedLabel>,
}

/// One place of a fault.
#[derive(Debug)]
pub struct LocatedLabel {
    /// The file's path, relative to the root, with `/`.
    pub path: String,
    /// Bytes of the file's text; the first line for a whole file, `None` where there is no text.
    pub bytes: Option<Range<usize>>,
    /// Where the bytes begin, and where they end.
    pub position: Option<(Position, Position)>,
    /// What to say there.
    pub text: String,
}
