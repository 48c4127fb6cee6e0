//! The diagnostics for Markdown that is not allowed, and their places.

use super::markdown::MarkdownFaultKind;
use crate::diag::{Code, Diagnostic, Place};
use crate::text::{FileId, KeyPath};
use std::ops::Range;

/// The diagnostic for Markdown that is not allowed; `None` if the setting `allow_html` allows it.
pub fn markdown_fault(
    kind: MarkdownFaultKind,
    place: Place,
    allow_html: bool,
) -> Option<Diagnostic> {
    let (code, message, help) = match kind {
        MarkdownFaultKind::RawHtml if allow_html => return None,
        MarkdownFaultKind::RawHtml => (
            Code::RawHtml,
            "HTML is not allowed",
            "write it in Markdown, put a backslash before `<`, or set `[markdown] allow_html = true` in `site.toml`",
        ),
        MarkdownFaultKind::UnclosedLink => (
            Code::UnclosedLink,
            "these brackets are not a link",
            "write `[[kind:id]]` or `[[kind:id|words]]` on one line, without links inside (in a table, with `\\|`); for plain brackets, put a backslash before each",
        ),
        MarkdownFaultKind::OpenLink => (
            Code::UnclosedLink,
            "this link is not closed",
            "close it with `]]` on the same line: `[[kind:id]]` or `[[kind:id|words]]`; for plain brackets, put a backslash before \
             each",
        ),
        MarkdownFaultKind::OpenCitation => (
            Code::UnclosedLink,
            "this citation is not closed",
            "close it with `]` after the article's id: `[@id]`; for a plain bracket, put a backslash before it",
        ),
        MarkdownFaultKind::SingleBrackets => (
            Code::UnclosedLink,
            "a link to a record needs two brackets on each side",
            "write `[[kind:id]]` or `[[kind:id|words]]`; for plain brackets, put a backslash before each",
        ),
        MarkdownFaultKind::MissingReference => (
            Code::BrokenLink,
            "this link's reference is not defined",
            "define it on its own line, `[name]: https://example.org`, or write the address in parentheses",
        ),
        MarkdownFaultKind::TouchingCitation => (
            Code::BrokenLink,
            "brackets without a space between them form one reference link, not two citations",
            "put a space between the two pairs of brackets",
        ),
        MarkdownFaultKind::MissingFootnote => (
            Code::MissingFootnote,
            "this footnote has no text",
            "write it on its own line: `[^name]: text`",
        ),
        MarkdownFaultKind::Block => (
            Code::BlockInLine,
            "only one paragraph of text is allowed here",
            "remove lists, headings and blank lines; escape a number or sign at the beginning of a line with a backslash: `1\\.`",
        ),
        MarkdownFaultKind::InvalidAnchor => (
            Code::InvalidAnchor,
            "this heading's anchor is not valid",
            "use only lower-case letters, digits and single hyphens: `{#what-is-known}`",
        ),
        MarkdownFaultKind::BidiControl => (
            Code::BidiControl,
            "this text contains a control character that changes the writing direction",
            "remove it: it can make text look different from what it is",
        ),
    };
    Some(Diagnostic::error(code, place, message).help(help))
}

/// The place of `range` in the content of a YAML text. The file is searched for the words in its
/// first line.
pub fn within(file: FileId, path: &KeyPath, source: &str, range: &Range<usize>) -> Place {
    let words = source.get(range.clone()).unwrap_or_default();
    let words = words.lines().next().unwrap_or_default();
    Place::Within(file, path.clone(), words.to_owned())
}
