//! Something that a text may not contain.

use std::ops::Range;

/// Something that a text may not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkdownFault {
    /// What it is.
    pub kind: MarkdownFaultKind,
    /// Bytes of the Markdown.
    pub range: Range<usize>,
}

/// See [`MarkdownFault`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkdownFaultKind {
    /// HTML, where it is not allowed.
    RawHtml,
    /// `[[…]]` that is no link, as with links inside.
    UnclosedLink,
    /// `[[` without `]]`.
    OpenLink,
    /// `[@` without `]`.
    OpenCitation,
    /// `[kind:id]`
    SingleBrackets,
    /// `[text][reference]` without the reference's definition.
    MissingReference,
    /// `[@article][@article]`, which Markdown reads as one link.
    TouchingCitation,
    /// `[^note]` without its note.
    MissingFootnote,
    /// A list, a heading and the like in a text that is one paragraph.
    Block,
    /// `{#anchor}` with other characters than an id may have.
    InvalidAnchor,
    /// A character that changes the direction of the writing, written as a reference or an escape.
    BidiControl,
}
