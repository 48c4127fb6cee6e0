//! Parses Markdown into [`Body<RawLink>`]. This is the only folder that uses `pulldown-cmark`.
//!
//! The Markdown is CommonMark with tables, footnotes, heading attributes and wiki links. What is
//! not allowed is reported as a [`MarkdownFault`]. The resolver finds out where links lead.

mod compiler;
mod fault;
mod link;
mod notes;
mod readable;

pub use compiler::Shape;
pub use fault::{MarkdownFault, MarkdownFaultKind};
pub use link::{LinkForm, RawLink};
pub use readable::readable;

use crate::dossier::Body;
use compiler::{Compiler, has_bidi_control};
use pulldown_cmark::{BrokenLink, CowStr, LinkType, Options, Parser};
use std::cell::RefCell;

/// Parses `text`. Returns its body, and what is in it that is not allowed.
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
        // A lone `[sic]` is text.
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

/// Whether CommonMark reads `text` as one paragraph without markup.
fn is_plain(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic())
        && !text.ends_with(char::is_whitespace)
        && !text.bytes().any(|b| b"\\`*_[]<&~\n\r\t".contains(&b))
        && !has_bidi_control(text)
}
