//! A citation is `[@id]`. `[id]` and `@id` are read as they are written.

use super::prose::ProseText;
use crate::diag::{Code, Diagnostic, Place, Sink};
use std::collections::BTreeSet;
use std::ops::Range;

/// Warns of each place in a topic or on the home page that seems to cite one of `articles` and does
/// not.
pub(super) fn check(text: &ProseText<'_>, articles: &BTreeSet<&str>, sink: &mut Sink) {
    let markdown = text.markdown;
    for (written, id) in slips(text.readable.text(), articles) {
        let span = text.span(&written);
        let bytes = span.bytes.clone();
        // A span of code shows how something is written.
        if markdown[..bytes.start].ends_with('`') {
            continue;
        }
        let message = format!("this cites nothing, and `{id}` is an article");
        // Brackets that touch each other form one link.
        let (before, after) = (&markdown[..bytes.start], &markdown[bytes.end..]);
        let help = match before.ends_with(']') || after.starts_with(['[', '(']) {
            true => format!("write `[@{id}]`, with a space between it and the brackets beside it"),
            false => format!("write `[@{id}]`"),
        };
        let place = Place::Bytes(span);
        sink.report(Diagnostic::warning(Code::UnreadCitation, place, message).help(help));
    }
}

/// Where `text` has `[ID]` or `@ID` with the id of an article.
fn slips<'a>(text: &str, articles: &BTreeSet<&'a str>) -> Vec<(Range<usize>, &'a str)> {
    let mut found = Vec::new();
    for (at, sign) in text.match_indices(['[', '@']) {
        let rest = &text[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let (id, after) = rest.split_at(end.unwrap_or(rest.len()));
        let is_first = !text[..at].ends_with(|c: char| c == '[' || c.is_alphanumeric());
        let end = match sign {
            "[" if after.starts_with(']') => at + id.len() + 2,
            "@" if is_first => at + id.len() + 1,
            _ => continue,
        };
        found.extend(articles.get(id).map(|article| (at..end, *article)));
    }
    found
}
