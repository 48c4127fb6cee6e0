//! A document that cannot be parsed.

use std::ops::Range;

/// A document, or a part of one, that could not be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What the parser says.
    pub message: String,
    /// The bytes of the text that are at fault.
    pub bytes: Range<usize>,
    /// The mend, where the cause is a known one.
    pub help: Option<String>,
}
