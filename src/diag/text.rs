//! Faults for people: rustc's own snippet printer.

use super::{Located, LocatedLabel, Severity};
use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use std::collections::BTreeMap;

/// One fault without colour; `texts` holds the texts of the files it points into, by path.
pub fn plain(located: &Located, texts: &BTreeMap<String, String>) -> String {
    render(located, texts, Renderer::plain())
}

/// One fault with colour.
pub fn styled(located: &Located, texts: &BTreeMap<String, String>) -> String {
    render(located, texts, Renderer::styled())
}

fn render(located: &Located, texts: &BTreeMap<String, String>, renderer: Renderer) -> String {
    let level = match located.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(normalize_untrusted_str(&located.message))
        .id(located.code.name());
    let mut group = Group::with_title(title).elements(elements(located, texts));
    if let Some(note) = &located.note {
        group = group.element(Level::NOTE.message(normalize_untrusted_str(note)));
    }
    if let Some(help) = &located.help {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    renderer.render(&[group])
}

/// More bytes are not shown: nobody would find the place in them, and the printer takes its time.
const LONGEST: usize = 50_000;

/// One snippet per file, the main place's first; the bare place where there is no text to show.
fn elements<'a>(located: &'a Located, texts: &'a BTreeMap<String, String>) -> Vec<Element<'a>> {
    let mut elements = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    for label in &located.labels {
        if done.contains(&label.path.as_str()) {
            continue;
        }
        done.push(&label.path);
        let text = texts.get(&label.path);
        let snippet = text.and_then(|text| snippet(located, &label.path, text));
        elements.push(match snippet {
            Some(snippet) => snippet.into(),
            None => {
                let (line, column) = label
                    .position
                    .map_or((1, 1), |(at, _)| (at.line, at.column));
                Origin::path(&label.path)
                    .line(line)
                    .char_column(column)
                    .into()
            }
        });
    }
    elements
}

fn snippet<'a>(
    located: &'a Located,
    path: &'a str,
    text: &'a str,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let here = |label: &&LocatedLabel| label.path == path;
    // Only the lines from the first label to the last: the printer reads all it is given.
    let bytes = located
        .labels
        .iter()
        .filter(here)
        .filter_map(|label| label.bytes.as_ref());
    let first = bytes.clone().map(|bytes| bytes.start).min()?;
    let last = bytes.map(|bytes| bytes.end).max().unwrap_or(0);
    let first = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let last = text[last..].find('\n').map_or(text.len(), |at| last + at);
    if last - first > LONGEST {
        return None;
    }
    let line = text[..first].matches('\n').count() + 1;
    let mut snippet = Snippet::source(&text[first..last])
        .path(path)
        .line_start(line)
        .fold(true);
    for (at, label) in located.labels.iter().enumerate().filter(|(_, l)| here(l)) {
        let Some(bytes) = label.bytes.clone() else {
            continue;
        };
        let kind = match at {
            0 => AnnotationKind::Primary,
            _ => AnnotationKind::Context,
        };
        let words = (!label.text.is_empty()).then_some(label.text.as_str());
        let span = one_line(text, bytes);
        let span = span.start - first..span.end - first;
        snippet = snippet.annotation(kind.span(span).label(words));
    }
    Some(snippet)
}

/// A span over many lines is shown by its first: an analyst wants the place, not the page.
fn one_line(text: &str, bytes: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let within = &text[bytes.clone()];
    let end = within.find('\n').map_or(bytes.end, |at| bytes.start + at);
    bytes.start..end
}
