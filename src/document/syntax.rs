//! A document that cannot be parsed.

use std::ops::Range;

/// Why a document, or a part of one, could not be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong, in one line.
    pub message: String,
    /// The bytes of the text where the fault is.
    pub bytes: Range<usize>,
    /// How to fix it, if the cause is known.
    pub help: Option<String>,
}
