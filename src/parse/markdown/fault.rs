//! What a Markdown text may not contain.

use std::ops::Range;

/// Something in a text that is not allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkdownFault {
    /// What it is.
    pub kind: MarkdownFaultKind,
    /// Its bytes in the Markdown.
    pub range: Range<usize>,
}

/// The kinds of [`MarkdownFault`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkdownFaultKind {
    /// HTML, which is not allowed by default.
    RawHtml,
    /// `[[…]]` that is not a link, for example because it contains links.
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
    /// A list, a heading or another block in a text that must be one paragraph.
    Block,
    /// `{#anchor}` with an anchor that is not a valid id.
    InvalidAnchor,
    /// A character that changes the writing direction, written as a reference or an escape.
    BidiControl,
}
