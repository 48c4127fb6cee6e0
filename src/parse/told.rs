//! What is said of a text that holds something it may not, and where it stands.

use super::markdown::MarkdownFaultKind;
use crate::diag::{Code, Diagnostic, Place};
use crate::text::{FileId, KeyPath};
use std::ops::Range;

/// What to say of a text that holds something it may not; `None` where it may after all.
pub fn markdown_fault(
    kind: MarkdownFaultKind,
    place: Place,
    allow_html: bool,
) -> Option<Diagnostic> {
    let (code, message, help) = match kind {
        MarkdownFaultKind::RawHtml if allow_html => return None,
        MarkdownFaultKind::RawHtml => (
            Code::RawHtml,
            "HTML is not let through",
            "write it in Markdown, put a backslash before `<`, or set `[markdown] allow_html = true` in `site.toml`",
        ),
        MarkdownFaultKind::UnclosedLink => (
            Code::UnclosedLink,
            "these brackets are no link",
            "write `[[kind:id]]` or `[[kind:id|words]]` on one line and without links inside (in a table `\\|`); for brackets as such, put a backslash before each",
        ),
        MarkdownFaultKind::OpenLink => (
            Code::UnclosedLink,
            "this link is not closed",
            "close it with `]]` on the same line: `[[kind:id]]` or `[[kind:id|words]]`; for brackets as such, put a backslash before \
             each",
        ),
        MarkdownFaultKind::OpenCitation => (
            Code::UnclosedLink,
            "this citation is not closed",
            "close it with `]` behind the article's id: `[@id]`; for a bracket as such, put a backslash before it",
        ),
        MarkdownFaultKind::SingleBrackets => (
            Code::UnclosedLink,
            "a link to a record has two brackets on either side",
            "write `[[kind:id]]` or `[[kind:id|words]]`; for brackets as such, put a backslash before each",
        ),
        MarkdownFaultKind::MissingReference => (
            Code::BrokenLink,
            "this link's reference is not defined",
            "define it on a line of its own, `[name]: https://example.org`, or write the address in round brackets",
        ),
        MarkdownFaultKind::TouchingCitation => (
            Code::BrokenLink,
            "brackets that touch form one reference link, and a citation stands by itself",
            "put a space between the two pairs of brackets",
        ),
        MarkdownFaultKind::MissingFootnote => (
            Code::MissingFootnote,
            "this footnote has no text",
            "write it on a line of its own: `[^name]: text`",
        ),
        MarkdownFaultKind::Block => (
            Code::BlockInLine,
            "only one paragraph of text can stand here",
            "leave out lists, headings and blank lines; a number or sign at the beginning of a line needs a backslash: `1\\.`",
        ),
        MarkdownFaultKind::InvalidAnchor => (
            Code::InvalidAnchor,
            "this heading's anchor cannot be one",
            "an anchor is lower-case letters, digits and single hyphens: `{#what-is-known}`",
        ),
        MarkdownFaultKind::BidiControl => (
            Code::BidiControl,
            "this text holds a control character that changes the direction of what follows",
            "take it out: it can make a text look as what it is not",
        ),
    };
    Some(Diagnostic::error(code, place, message).help(help))
}

/// The place of `range` of a YAML text's content: found in the file by its words.
pub fn within(file: FileId, path: &KeyPath, source: &str, range: &Range<usize>) -> Place {
    let words = source.get(range.clone()).unwrap_or_default();
    let words = words.lines().next().unwrap_or_default();
    Place::Within(file, path.clone(), words.to_owned())
}
