//! The text of a topic or of the home page as readers see it, with positions in its file.

use crate::document::{body_start, front_matter};
use crate::parse::{ProseFile, readable};
use crate::text::{FileId, Span, Traced};
use std::ops::Range;

/// A text that rules search for words.
pub(super) struct ProseText<'a> {
    file: FileId,
    /// The raw text of the file.
    pub(super) markdown: &'a str,
    /// The body as readers see it.
    pub(super) readable: Traced,
}

impl<'a> ProseText<'a> {
    pub(super) fn new(file: &'a ProseFile) -> Self {
        let markdown = &*file.text;
        let start = front_matter(markdown).map_or(0, |front| body_start(markdown, &front));
        Self {
            file: file.file,
            markdown,
            readable: readable(markdown, start..markdown.len()),
        }
    }

    /// The place in the file of `range`, a byte range of the readable text.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span {
            file: self.file,
            bytes: self.readable.original(range),
        }
    }
}
