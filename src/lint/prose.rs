//! The text of a topic or of the home page, as a reader sees it, with the way back to its file.

use crate::document::{body_start, front_matter};
use crate::parse::{ProseFile, readable};
use crate::text::{FileId, Span, Traced};
use std::ops::Range;

/// A text in which rules look for words.
pub(super) struct ProseText<'a> {
    file: FileId,
    /// The file as it is written.
    pub(super) markdown: &'a str,
    /// What a reader sees of the body.
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

    /// The place in the file of `range`, bytes of what a reader sees.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span {
            file: self.file,
            bytes: self.readable.original(range),
        }
    }
}
