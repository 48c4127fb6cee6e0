//! Prints faults for people, using the snippet printer of rustc. This is the only file that uses
//! `annotate-snippets` and `textwrap`.

use super::located::{Located, LocatedLabel};
use crate::diag::Severity;
use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What the reader's terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The width in columns at which lines are wrapped; `None` if they are not wrapped.
    pub width: Option<usize>,
    /// Whether it can show more than ASCII.
    pub unicode: bool,
}

impl Look {
    /// For output that does not go to a terminal: lines are not wrapped.
    const WHOLE: Self = Self {
        width: None,
        unicode: true,
    };
}

/// One fault without colour. `texts` has the texts of the files it points into, by path.
pub fn plain(located: &Located, texts: &BTreeMap<String, String>) -> String {
    render(located, texts, Renderer::plain(), Look::WHOLE)
}

/// One fault with colour, for a terminal that shows `look`.
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
    // Line numbers come before the text.
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

/// The minimum width in columns. Narrower terminals break lines themselves.
const NARROWEST: usize = 40;

impl Look {
    /// One of our own texts, wrapped to be shown after `before` columns.
    fn text(self, text: &str, before: usize) -> String {
        let text = self.signs(text);
        let text = normalize_untrusted_str(&text);
        match self.width {
            Some(width) => {
                let width = width.max(NARROWEST).saturating_sub(before).max(20);
                let options = textwrap::Options::new(width)
                    .word_separator(textwrap::WordSeparator::Custom(whole_code))
                    .word_splitter(textwrap::WordSplitter::NoHyphenation)
                    .break_words(false);
                textwrap::fill(&text, options)
            }
            None => text,
        }
    }

    /// One of our own texts, in characters that the terminal can show.
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

/// The words of a line. Code in backticks is one word, because a command broken over two lines
/// cannot be pasted.
fn whole_code<'a>(line: &'a str) -> Box<dyn Iterator<Item = textwrap::core::Word<'a>> + 'a> {
    let mut rest = line;
    Box::new(std::iter::from_fn(move || {
        let mut in_code = false;
        let mut ended = false;
        let end = rest.char_indices().find(|(_, c)| {
            in_code ^= *c == '`';
            ended |= *c == ' ' && !in_code;
            ended && *c != ' '
        });
        let (word, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        rest = after;
        (!word.is_empty()).then(|| textwrap::core::Word::from(word))
    }))
}

/// The maximum number of bytes shown. Nobody would find the place in more, and the printer would be
/// slow.
const LONGEST: usize = 50_000;
/// The number of columns at which the printer cuts lines if the terminal width is unknown.
const LONG: usize = annotate_snippets::renderer::DEFAULT_TERM_WIDTH;
/// The maximum number of places shown for one fault. Further places are only listed.
const MOST: usize = 6;

/// The places of a fault that are shown with their lines, and those that are only listed.
struct Shown<'a> {
    labels: Vec<(&'a LocatedLabel, String)>,
    more: Vec<&'a LocatedLabel>,
    long: usize,
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
        Self {
            labels,
            more,
            long: look.width.unwrap_or(LONG),
        }
    }

    /// Lists the places that are not shown, by file and line.
    fn rest(&self) -> Option<String> {
        let mut places = String::new();
        let mut last = None;
        for label in self.more.iter().take(2 * MOST) {
            let line = label.position.map(|(at, _)| at.line.to_string());
            let same = last.replace(label.path.as_str()) == Some(&label.path);
            let comma = if places.is_empty() { "" } else { ", " };
            places += comma;
            match (line, same) {
                (Some(line), true) => places += &line,
                (Some(line), false) => places += &format!("{}:{line}", label.path),
                (None, _) => places += &label.path,
            }
        }
        let and = match self.more.len().saturating_sub(2 * MOST) {
            0 => String::new(),
            more => format!(" and {more} more places"),
        };
        (!places.is_empty()).then(|| format!("also at {places}{and}"))
    }

    /// One snippet per file, starting with the main place. If there is no text to show, only the
    /// place.
    fn elements<'s>(&'s self, texts: &'s BTreeMap<String, String>) -> Vec<Element<'s>> {
        let groups = self.groups(texts);
        let elements = groups.into_iter().map(|labels| {
            let label = labels[0].0;
            let text = texts.get(&label.path);
            let main = std::ptr::eq(label, self.labels[0].0);
            match text.and_then(|text| snippet(&labels, text, main)) {
                Some(snippet) => snippet.into(),
                None => {
                    let origin = Origin::path(&label.path);
                    match label.position {
                        Some((at, _)) => origin.line(at.line).char_column(at.column),
                        None => origin,
                    }
                    .into()
                }
            }
        });
        elements.collect()
    }

    /// Groups the places by file. Each long line has its own group, because the printer cuts a long
    /// line only if it is alone.
    fn groups(&self, texts: &BTreeMap<String, String>) -> Vec<Vec<&(&'a LocatedLabel, String)>> {
        let mut groups: Vec<Vec<&(&LocatedLabel, String)>> = Vec::new();
        let long = |label: &LocatedLabel| {
            let text = texts.get(&label.path);
            text.is_some_and(|text| is_in_long_line(label, text, self.long))
        };
        for shown in &self.labels {
            let label = shown.0;
            let with = groups.iter_mut().find(|group| {
                let first = group[0].0;
                let line = |label: &LocatedLabel| label.position.map(|(at, _)| at.line);
                first.path == label.path
                    && (!long(label) && !long(first) || line(first) == line(label))
            });
            match with {
                Some(group) => group.push(shown),
                None => groups.push(vec![shown]),
            }
        }
        groups
    }
}

fn is_in_long_line(label: &LocatedLabel, text: &str, long: usize) -> bool {
    label.bytes.as_ref().is_some_and(|bytes| {
        let start = text[..bytes.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[bytes.start..]
            .find('\n')
            .map_or(text.len(), |at| bytes.start + at);
        end - start > long
    })
}

/// The lines from the first label to the last, with the labels. In the `main` snippet, the first
/// label is the main place. `None` if no label has bytes, or if the lines are too long.
fn snippet<'a>(
    labels: &[&'a (&LocatedLabel, String)],
    text: &'a str,
    main: bool,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    // The printer reads all the text it is given, so pass only these lines.
    let bytes = labels.iter().filter_map(|(label, _)| label.bytes.as_ref());
    let first = bytes.clone().map(|bytes| bytes.start).min()?;
    let last = bytes.map(|bytes| bytes.end).max().unwrap_or(0);
    let lines = labels.iter().filter_map(|(label, _)| label.position);
    let line = lines.map(|(start, _)| start.line).min()?;
    let first = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let last = text[last..].find('\n').map_or(text.len(), |at| last + at);
    if last - first > LONGEST {
        return None;
    }
    let mut snippet = Snippet::source(&text[first..last])
        .path(&labels[0].0.path)
        .line_start(line)
        .fold(true);
    for (at, (label, words)) in labels.iter().enumerate() {
        let Some(bytes) = label.bytes.clone() else {
            continue;
        };
        let kind = match at {
            0 if main => AnnotationKind::Primary,
            _ => AnnotationKind::Context,
        };
        let words = (!words.is_empty()).then_some(words.as_str());
        let span = one_line(text, bytes);
        let span = span.start - first..span.end - first;
        snippet = snippet.annotation(kind.span(span).label(words));
    }
    Some(snippet)
}

/// Cuts a span to its first line: an analyst wants the place, not the page.
fn one_line(text: &str, bytes: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let within = &text[bytes.clone()];
    let end = within.find('\n').map_or(bytes.end, |at| bytes.start + at);
    bytes.start..end
}

#[cfg(test)]
mod tests {
    use super::{Look, plain, render};
    use crate::diag::{Code, Severity};
    use crate::report::located::{Located, LocatedLabel};
    use crate::text::{LineIndex, Position};
    use annotate_snippets::Renderer;
    use std::collections::BTreeMap;

    fn fault(text: &str, words: &[&str], help: &str) -> (Located, BTreeMap<String, String>) {
        let lines = LineIndex::new(text);
        let label = |word: &&str| {
            let start = text.find(word).expect("it is there");
            let at = |byte| -> Position { lines.position(text, byte) };
            LocatedLabel {
                path: "a.md".into(),
                bytes: Some(start..start + word.len()),
                position: Some((at(start), at(start + word.len()))),
                text: "“here”".into(),
            }
        };
        let located = Located {
            code: Code::UnknownRecord,
            severity: Severity::Error,
            message: "there is no claim `x…`".into(),
            note: None,
            help: Some(help.into()),
            labels: words.iter().map(label).collect(),
        };
        (located, BTreeMap::from([("a.md".into(), text.into())]))
    }

    #[test]
    fn help_is_broken_between_words_on_a_terminal_and_whole_elsewhere() {
        let help =
            "write one of the many words that are allowed at this place, each of them on its own";
        let (located, texts) = fault("some text\n", &["text"], help);
        assert!(plain(&located, &texts).contains(help));
        let look = Look {
            width: Some(60),
            unicode: true,
        };
        let shown = render(&located, &texts, Renderer::plain(), look);
        assert!(
            shown.lines().all(|line| line.chars().count() <= 60),
            "{shown}"
        );
        let words: Vec<&str> = shown.split_whitespace().collect();
        assert!(words.join(" ").ends_with(help), "{shown}");
    }

    #[test]
    fn what_stands_in_backticks_is_left_whole_on_a_terminal() {
        let command = "`iconv -f GB18030 -t UTF-8 'a b' > c && mv c 'a b'`";
        let help = format!("convert it with {command}, and look at it then");
        let (located, texts) = fault("some text\n", &["text"], &help);
        let look = Look {
            width: Some(40),
            unicode: true,
        };
        let shown = render(&located, &texts, Renderer::plain(), look);
        assert!(shown.contains(&format!("{command},\n")), "{shown}");
        let words: Vec<&str> = shown.split_whitespace().collect();
        assert!(words.join(" ").ends_with(&help), "{shown}");
    }

    #[test]
    fn our_own_signs_are_ascii_where_nothing_else_can_be_shown_and_content_stays() {
        let (located, texts) = fault(
            "naïve text\n",
            &["text"],
            "`[…]` marks – where words → are left out",
        );
        let look = Look {
            width: None,
            unicode: false,
        };
        let shown = render(&located, &texts, Renderer::plain(), look);
        assert!(
            shown.contains("`x...`") && shown.contains("\"here\""),
            "{shown}"
        );
        assert!(
            shown.contains("`[...]` marks - where words -> are left out"),
            "{shown}"
        );
        assert!(shown.contains("naïve text"), "{shown}");
    }

    #[test]
    fn a_place_in_a_long_line_is_cut_out_also_beside_another_place() {
        let text = format!("{0} first {0}\nsecond\n", "word ".repeat(2000));
        let (located, texts) = fault(&text, &["first", "second"], "none");
        for width in [40, 80, 140] {
            let look = Look {
                width: Some(width),
                unicode: true,
            };
            let shown = render(&located, &texts, Renderer::plain(), look);
            assert!(
                shown.contains(" first ") && shown.contains("second"),
                "{shown}"
            );
            let longest = shown.lines().map(|line| line.chars().count()).max();
            assert!(longest <= Some(width + 12), "{width}: {longest:?}\n{shown}");
        }
    }

    #[test]
    fn lines_far_apart_are_named_and_not_read() {
        let text = format!("first\n{}second\n", "line\n".repeat(20_000));
        let (located, texts) = fault(&text, &["first", "second"], "none");
        let shown = plain(&located, &texts);
        assert!(shown.contains("= note: also at a.md:20002"), "{shown}");
    }
}
