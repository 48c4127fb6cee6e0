//! Markdown to [`Body<RawLink>`]: the only folder that names `pulldown-cmark`.
//!
//! CommonMark with tables, footnotes, heading attributes and wiki links. What is not allowed is
//! reported as a [`MarkdownFault`]; where links lead is the resolver's business.

mod compiler;
mod notes;
mod readable;

pub use readable::readable;

use crate::dossier::Body;
use crate::text::is_bidi_control;
use compiler::Compiler;
use pulldown_cmark::{BrokenLink, CowStr, LinkType, Options, Parser};
use std::cell::RefCell;
use std::ops::Range;

/// A link as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawLink {
    /// How it was written.
    pub form: LinkForm,
    /// What it leads to: `claim:x`, an article's id, a path or an address.
    pub destination: String,
    /// Whether the author gave the text to show.
    pub labelled: bool,
    /// Bytes of the Markdown.
    pub range: Range<usize>,
}

/// How a link was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkForm {
    /// `[[kind:id]]`
    Wiki,
    /// `[@article]`
    Citation,
    /// `[text](destination)` and the like.
    Markdown,
    /// `![alt](destination)`
    Image,
}

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

/// What a text may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Paragraphs, headings, lists: a file's body.
    Document,
    /// One paragraph, without the element around it: a text in YAML.
    Line,
}

/// Parses `text`.
pub fn markdown(text: &str, shape: Shape) -> (Body<RawLink>, Vec<MarkdownFault>) {
    if shape == Shape::Line && is_plain(text) {
        return (Body::plain(text), Vec::new());
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS;
    let undefined = RefCell::new(Vec::new());
    let citation = |link: BrokenLink<'_>| {
        let is_reference = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
        if is_reference && link.reference.starts_with('@') {
            undefined.borrow_mut().push(MarkdownFault {
                kind: MarkdownFaultKind::TouchingCitation,
                range: link.span.clone(),
            });
        }
        if let Some(reference) = link.reference.strip_prefix('@') {
            return Some((CowStr::from(reference.to_owned()), CowStr::from("@")));
        }
        // `[sic]` alone is text.
        if is_reference {
            undefined.borrow_mut().push(MarkdownFault {
                kind: MarkdownFaultKind::MissingReference,
                range: link.span,
            });
        }
        None
    };
    let events =
        Parser::new_with_broken_link_callback(text, options, Some(citation)).into_offset_iter();
    let mut compiler = Compiler::new(text, shape);
    if text.contains("[^") {
        for (event, range) in notes::last(events.collect(), &mut compiler.notes) {
            compiler.take(event, range);
        }
    } else {
        for (event, range) in events {
            compiler.take(event, range);
        }
    }
    let Compiler {
        body, mut faults, ..
    } = compiler;
    faults.append(&mut undefined.borrow_mut());
    (body, faults)
}

fn has_bidi_control(text: &str) -> bool {
    !text.is_ascii() && text.contains(is_bidi_control)
}

/// Whether CommonMark reads `text` as one paragraph of text that stands for itself.
fn is_plain(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic())
        && !text.ends_with(char::is_whitespace)
        && !text.bytes().any(|b| b"\\`*_[]<&~\n\r\t".contains(&b))
        && !has_bidi_control(text)
}
