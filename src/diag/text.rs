//! Faults for people: rustc's own snippet printer. The only file that names `annotate-snippets` and `textwrap`.

use super::{Located, LocatedLabel, Severity};
use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What the reader's terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns, where lines are to be broken.
    pub width: Option<usize>,
    /// Whether it shows more than ASCII.
    pub unicode: bool,
}

impl Look {
    /// What is not for a terminal: lines are left whole.
    pub const WHOLE: Self = Self {
        width: None,
        unicode: true,
    };
}

/// One fault without colour; `texts` holds the texts of the files it points into, by path.
pub fn plain(located: &Located, texts: &BTreeMap<String, String>) -> String {
    render(located, texts, Renderer::plain(), Look::WHOLE)
}

/// One fault with colour.
pub fn styled(located: &Located, texts: &BTreeMap<String, String>, look: Look) -> String {
    render(located, texts, Renderer::styled(), look)
}

fn render(
    located: &Located,
    texts: &BTreeMap<String, String>,
    renderer: Renderer,
    look: Look,
) -> String {
    let (level, name) = match located.severity {
        Severity::Error => (Level::ERROR, "error"),
        Severity::Warning => (Level::WARNING, "warning"),
    };
    let before = name.len() + located.code.name().len() + "[]: ".len();
    let title = level
        .primary_title(look.text(&located.message, before))
        .id(located.code.name());
    let shown = Shown::new(located, look);
    let mut group = Group::with_title(title).elements(shown.elements(texts));
    // Numbers of lines stand before it.
    let before = "     = note: ".len();
    if let Some(note) = &located.note {
        group = group.element(Level::NOTE.message(look.text(note, before)));
    }
    if let Some(rest) = shown.rest() {
        group = group.element(Level::NOTE.message(look.text(&rest, before)));
    }
    if let Some(help) = &located.help {
        group = group.element(Level::HELP.message(look.text(help, before)));
    }
    let renderer = match look.width {
        Some(width) => renderer.term_width(width.max(NARROWEST)),
        None => renderer,
    };
    renderer.render(&[group])
}

/// Narrower terminals break lines themselves.
const NARROWEST: usize = 40;

impl Look {
    /// A text of ours as it is shown behind `before` columns.
    fn text(self, text: &str, before: usize) -> String {
        let text = self.signs(text);
        let text = normalize_untrusted_str(&text);
        match self.width {
            Some(width) => {
                textwrap::fill(&text, width.max(NARROWEST).saturating_sub(before).max(20))
            }
            None => text,
        }
    }

    /// A text of ours in signs that can be shown.
    pub fn signs(self, text: &str) -> Cow<'_, str> {
        if self.unicode || text.is_ascii() {
            return text.into();
        }
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '…' => plain.push_str("..."),
                '“' | '”' => plain.push('"'),
                '‘' | '’' => plain.push('\''),
                '–' | '−' => plain.push('-'),
                '→' => plain.push_str("->"),
                c => plain.push(c),
            }
        }
        plain.into()
    }
}

/// More bytes are not shown: nobody would find the place in them, and the printer takes its time.
const LONGEST: usize = 50_000;
/// More places of one fault are counted and named.
const MOST: usize = 6;

/// The places of a fault that are shown with their lines, and those that are only named.
struct Shown<'a> {
    labels: Vec<(&'a LocatedLabel, String)>,
    more: Vec<&'a LocatedLabel>,
}

impl<'a> Shown<'a> {
    fn new(located: &'a Located, look: Look) -> Self {
        let mut labels: Vec<(&LocatedLabel, String)> = Vec::new();
        let mut more = Vec::new();
        for label in &located.labels {
            let near =
                |(other, _): &(&LocatedLabel, String)| {
                    other.path != label.path
                        || other.bytes.as_ref().zip(label.bytes.as_ref()).is_none_or(
                            |(other, own)| own.start.abs_diff(other.start) < LONGEST / 2,
                        )
                };
            if labels.len() < MOST && labels.iter().all(near) {
                labels.push((label, look.signs(&label.text).into_owned()));
            } else {
                more.push(label);
            }
        }
        Self { labels, more }
    }

    /// The places that are not shown.
    fn rest(&self) -> Option<String> {
        let (first, others) = self.more.split_first()?;
        let place = |label: &LocatedLabel| match label.position {
            Some((at, _)) => format!("{}:{}", label.path, at.line),
            None => label.path.clone(),
        };
        let mut places = place(first);
        for label in others.iter().take(MOST) {
            places.push_str(", ");
            places.push_str(&place(label));
        }
        let not_named = others.len().saturating_sub(MOST);
        let and = match not_named {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Some(format!("also at {places}{and}"))
    }

    /// One snippet per file, the main place's first; the bare place where there is no text to show.
    fn elements<'s>(&'s self, texts: &'s BTreeMap<String, String>) -> Vec<Element<'s>> {
        let mut elements = Vec::new();
        let mut done: Vec<&str> = Vec::new();
        for (label, _) in &self.labels {
            if done.contains(&label.path.as_str()) {
                continue;
            }
            done.push(&label.path);
            let text = texts.get(&label.path);
            let snippet = text.and_then(|text| self.snippet(&label.path, text));
            elements.push(match snippet {
                Some(snippet) => snippet.into(),
                None => {
                    let origin = Origin::path(&label.path);
                    match label.position {
                        Some((at, _)) => origin.line(at.line).char_column(at.column),
                        None => origin,
                    }
                    .into()
                }
            });
        }
        elements
    }

    fn snippet<'s>(
        &'s self,
        path: &'s str,
        text: &'s str,
    ) -> Option<Snippet<'s, annotate_snippets::Annotation<'s>>> {
        // Only the lines from the first label to the last: the printer reads all it is given.
        let here = self.labels.iter().filter(|(label, _)| label.path == path);
        let bytes = here.filter_map(|(label, _)| label.bytes.as_ref());
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
        for (at, (label, words)) in self.labels.iter().enumerate() {
            let Some(bytes) = label.bytes.clone().filter(|_| label.path == path) else {
                continue;
            };
            let kind = match at {
                0 => AnnotationKind::Primary,
                _ => AnnotationKind::Context,
            };
            let words = (!words.is_empty()).then_some(words.as_str());
            let span = one_line(text, bytes);
            let span = span.start - first..span.end - first;
            snippet = snippet.annotation(kind.span(span).label(words));
        }
        Some(snippet)
    }
}

/// A span over many lines is shown by its first: an analyst wants the place, not the page.
fn one_line(text: &str, bytes: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let within = &text[bytes.clone()];
    let end = within.find('\n').map_or(bytes.end, |at| bytes.start + at);
    bytes.start..end
}
