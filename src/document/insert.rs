//! A record put into a YAML document's text. What was there stays byte for byte: comments, order, indentation, line ends.
//!
//! There are a few places at which an entry may go, in order of how they read. Each is tried: the text that comes of it is parsed,
//! and taken only where it says what it said before and the entry.

use super::draft::write_item;
use super::tree::{Entry, Kind, Node, Tree};
use super::{Draft, DraftLine, SyntaxError};
use serde::de::IgnoredAny;

/// What is put in.
#[derive(Debug, Clone)]
pub enum Addition {
    /// An entry of a map: its key and its value.
    Entry(String, Draft),
    /// An item of a list.
    Item(Vec<DraftLine>),
}

/// Why nothing was put in.
#[derive(Debug)]
pub enum NotInserted {
    /// The text cannot be parsed.
    Syntax(SyntaxError),
    /// What is there is in the way: what, and the mend.
    InTheWay(String, &'static str),
}

/// `text`, a YAML document that is a map, with `addition` at the end of what stands there under the key `section`, or under that key at
/// the end of the document.
///
/// # Errors
/// [`NotInserted`] where the text cannot be parsed, where `section` or the document is something else than `addition` needs, or where
/// it is written so that nothing can be added without a change of what is there.
pub fn insert(text: &str, section: &str, addition: &Addition) -> Result<String, NotInserted> {
    let tree = Tree::yaml(text, 0..text.len()).map_err(NotInserted::Syntax)?;
    let document = Document {
        text,
        line_end: line_end_of(text),
        section,
        addition,
    };
    if let Err(error) = serde_yaml::from_str::<IgnoredAny>(text)
        && !tree.root.is_nothing(text)
    {
        let at = error.location().map_or(0, |place| place.index());
        return Err(NotInserted::Syntax(SyntaxError {
            message: error.to_string(),
            bytes: at..at,
            help: None,
        }));
    }
    let places = document.places(&tree.root)?;
    let expected = document.expected(&tree);
    // A text of several lines at the very end of a file may gain its last line end.
    let ended = format!("{text}{}", document.line_end);
    let ended = Tree::yaml(&ended, 0..ended.len()).ok();
    let expected_ended = ended.map(|tree| document.expected(&tree));
    let texts = places.into_iter().map(|(at, piece)| {
        let (before, after) = text.split_at(at);
        format!("{before}{piece}{after}")
    });
    let is_right = |new: &String| {
        let Ok(made) = Tree::yaml(new, 0..new.len()) else {
            return false;
        };
        let mut wanted = std::iter::once(&expected).chain(&expected_ended);
        made.duplicates.len() == tree.duplicates.len()
            && wanted.any(|wanted| says_the_same(wanted, &made.root))
            && serde_yaml::from_str::<IgnoredAny>(new).is_ok()
    };
    texts.into_iter().find(is_right).ok_or_else(|| {
        let message = format!("nothing can be added to `{section}` as it is written here");
        NotInserted::InTheWay(message, "write it in lines, one record below the other")
    })
}

struct Document<'a> {
    text: &'a str,
    line_end: &'static str,
    section: &'a str,
    addition: &'a Addition,
}

impl Document<'_> {
    /// Where the addition may go: bytes of the text, and what to put there.
    fn places(&self, root: &Node) -> Result<Vec<(usize, String)>, NotInserted> {
        let Kind::Map(entries) = &root.kind else {
            return match root.is_nothing(self.text) {
                true => Ok(self.new_section(&[], 0)),
                false => {
                    let message = "this file is no map of `claims`, `events` and the like";
                    Err(NotInserted::InTheWay(
                        message.into(),
                        "write `claims:` and the like at its top",
                    ))
                }
            };
        };
        let Some(at) = entries.iter().position(|entry| entry.key == self.section) else {
            return Ok(match self.is_in_brackets(root) {
                true => self.in_brackets(root, &format!("{}: {}", self.section, self.bracketed())),
                false => {
                    let column = entries
                        .first()
                        .map_or(0, |entry| self.column(entry.key_span.start));
                    self.new_section(entries, column)
                }
            });
        };
        let entry = &entries[at];
        let next = entries.get(at + 1).map(|next| next.key_span.start);
        let fits = match (&entry.value.kind, self.addition) {
            (Kind::Map(_), Addition::Entry(..)) | (Kind::Seq(_), Addition::Item(_)) => true,
            (Kind::Scalar { .. }, _) => entry.value.is_nothing(self.text),
            _ => false,
        };
        if !fits {
            let (message, help) = match self.addition {
                Addition::Entry(..) => (
                    "is no map of records here",
                    "write it in lines: below the key an id, and below that its keys",
                ),
                Addition::Item(_) => ("is no list here", "write it in lines that begin with `- `"),
            };
            return Err(NotInserted::InTheWay(
                format!("`{}` {message}", self.section),
                help,
            ));
        }
        Ok(match self.is_in_brackets(&entry.value) {
            true => self.in_brackets(&entry.value, &self.in_line()),
            false => self.in_section(entries, entry, next),
        })
    }

    /// At the end of the document, under a key of its own in `column`.
    fn new_section(&self, entries: &[Entry], column: usize) -> Vec<(usize, String)> {
        let step = self.step(entries);
        let mut lines = format!("{:column$}{}:\n", "", self.section);
        lines.push_str(&self.in_lines(column + step, step));
        let mut ends = vec![self.text.len()];
        // The marker of a document's end (YAML 1.2, section 9.1.2).
        ends.extend(self.text.rfind("\n...").map(|at| at + 1));
        ends.into_iter()
            .map(|end| {
                let before = &self.text[..end];
                let gap = !before.trim().is_empty() && !is_blank(before.lines().next_back());
                (end, self.below(end, gap, &lines))
            })
            .collect()
    }

    /// Below what stands in the section, or right below its key.
    fn in_section(
        &self,
        entries: &[Entry],
        section: &Entry,
        next: Option<usize>,
    ) -> Vec<(usize, String)> {
        let outer = self.column(section.key_span.start);
        let step = self.step(entries);
        let inner: Vec<usize> = match &section.value.kind {
            Kind::Map(records) => records.iter().map(|record| record.key_span.start).collect(),
            Kind::Seq(items) => items.iter().map(|item| item.span.start).collect(),
            Kind::Scalar { .. } => Vec::new(),
        };
        let column = inner
            .first()
            .map_or(outer + step, |first| self.column(*first));
        let lines = self.in_lines(column, step);
        let gap = inner.len() > 1 && inner.last().is_some_and(|last| self.has_gap_above(*last));
        let end = self.end_of(section.key_span.end, &section.value);
        let below = self.next_line(end);
        let own = self.behind_comments(below, outer);
        let blank = self.behind_blanks(own);
        let last = next.map_or(self.text.len(), |next| self.line_start(next));
        [own, below, blank, last]
            .into_iter()
            .map(|at| (at, self.below(at, gap, &lines)))
            .collect()
    }

    /// Behind the last value between the brackets of `node`, or before the bracket that closes them.
    fn in_brackets(&self, node: &Node, piece: &str) -> Vec<(usize, String)> {
        let close = self.closing(node);
        let last = match &node.kind {
            Kind::Map(entries) => entries
                .last()
                .map(|entry| self.end_of(entry.key_span.end, &entry.value)),
            Kind::Seq(items) => items.last().map(|item| self.end_of(node.span.start, item)),
            Kind::Scalar { .. } => None,
        };
        let mut places: Vec<(usize, String)> = Vec::new();
        places.extend(last.map(|at| (at, format!(", {piece}"))));
        places.push((close, piece.to_owned()));
        places.push((close, format!(", {piece}")));
        places
    }

    /// The addition in lines, where `column` is that of the records.
    fn in_lines(&self, column: usize, step: usize) -> String {
        let mut out = String::new();
        match self.addition {
            Addition::Entry(key, value) => out.push_str(&value.lines(key, column, step)),
            Addition::Item(lines) => write_item(lines, column, step, &mut out),
        }
        out
    }

    /// The addition on one line.
    fn in_line(&self) -> String {
        match self.addition {
            Addition::Entry(key, value) => {
                format!("{}: {}", super::yaml_scalar(key), value.in_line())
            }
            Addition::Item(lines) => Draft::Map(lines.clone()).in_line(),
        }
    }

    /// The addition on one line, with the brackets of its section.
    fn bracketed(&self) -> String {
        match self.addition {
            Addition::Entry(..) => format!("{{{}}}", self.in_line()),
            Addition::Item(_) => format!("[{}]", self.in_line()),
        }
    }

    /// `lines` as they stand at byte `at`, which begins a line or ends the text.
    fn below(&self, at: usize, gap: bool, lines: &str) -> String {
        let mut piece = String::new();
        let before = &self.text[..at];
        if !before.is_empty() && !before.ends_with('\n') {
            piece.push('\n');
        }
        if gap {
            piece.push('\n');
        }
        piece.push_str(lines);
        piece.replace('\n', self.line_end)
    }

    /// What the document says with the addition.
    fn expected(&self, tree: &Tree) -> Node {
        let mut root = tree.root.clone();
        let added = match self.addition {
            Addition::Entry(key, value) => Kind::Map(vec![entry(key, node_of(value))]),
            Addition::Item(lines) => Kind::Seq(vec![node_of(&Draft::Map(lines.clone()))]),
        };
        let mut entries = match root.kind {
            Kind::Map(entries) => entries,
            _ => Vec::new(),
        };
        let found = entries.iter_mut().find(|entry| entry.key == self.section);
        match (found.map(|entry| &mut entry.value.kind), added) {
            (Some(Kind::Map(records)), Kind::Map(added)) => records.extend(added),
            (Some(Kind::Seq(items)), Kind::Seq(added)) => items.extend(added),
            (Some(nothing), added) => *nothing = added,
            (None, added) => entries.push(entry(self.section, node(added))),
        }
        root.kind = Kind::Map(entries);
        root
    }

    /// How many columns a record stands behind the key of its section: as in the first section in lines, or two.
    fn step(&self, entries: &[Entry]) -> usize {
        let steps = entries.iter().filter_map(|entry| match &entry.value.kind {
            Kind::Map(records) if !self.is_in_brackets(&entry.value) => {
                let first = records.first()?.key_span.start;
                let step = self
                    .column(first)
                    .checked_sub(self.column(entry.key_span.start))?;
                (step > 0).then_some(step)
            }
            _ => None,
        });
        steps.into_iter().next().unwrap_or(2)
    }

    fn is_in_brackets(&self, node: &Node) -> bool {
        let first = self.text.as_bytes().get(node.span.start);
        matches!(first, Some(b'{' | b'[')) && !matches!(node.kind, Kind::Scalar { .. })
    }

    /// Where the bracket stands that closes `node`. The parser draws what follows into the span.
    fn closing(&self, node: &Node) -> usize {
        let opened = node.span.start + 1;
        let last = match &node.kind {
            Kind::Map(entries) => entries
                .last()
                .map(|last| self.end_of(last.key_span.end, &last.value)),
            Kind::Seq(items) => items.last().map(|last| self.end_of(opened, last)),
            Kind::Scalar { .. } => None,
        };
        let mut at = last.unwrap_or(opened);
        loop {
            match self.text.as_bytes().get(at) {
                Some(b'#') => at = self.next_line(at),
                Some(b'}' | b']') | None => return at,
                Some(_) => at += 1,
            }
        }
    }

    /// Where the last value in `node` ends; `before`, where none is written. The parser puts what is not written anywhere.
    fn end_of(&self, before: usize, node: &Node) -> usize {
        match &node.kind {
            Kind::Map(entries) if !self.is_in_brackets(node) => entries
                .iter()
                .map(|entry| self.end_of(entry.key_span.end, &entry.value))
                .fold(before, usize::max),
            Kind::Seq(items) if !self.is_in_brackets(node) => items
                .iter()
                .map(|item| self.end_of(before, item))
                .fold(before, usize::max),
            Kind::Scalar { .. } if node.span.is_empty() => before,
            Kind::Scalar { .. } => node.span.end.max(before),
            _ => self.closing(node) + 1,
        }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    fn next_line(&self, at: usize) -> usize {
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |end| at + end + 1)
    }

    /// The column in which the line around `at` begins, from 0.
    fn column(&self, at: usize) -> usize {
        let line = &self.text[self.line_start(at)..];
        line.len() - line.trim_start_matches(' ').len()
    }

    /// Whether a blank line stands above the entry at `at` and the comments that belong to it.
    fn has_gap_above(&self, at: usize) -> bool {
        let mut above = self.text[..self.line_start(at)].lines().rev();
        is_blank(above.find(|line| !line.trim_start().starts_with('#')))
    }

    /// The line behind the comments that follow from `at` on and are indented deeper than column `outer`.
    fn behind_comments(&self, at: usize, outer: usize) -> usize {
        let (mut end, mut line) = (at, at);
        while line < self.text.len() {
            let next = self.next_line(line);
            let written = self.text[line..next].trim();
            if written.starts_with('#') && self.column(line) > outer {
                end = next;
            } else if !written.is_empty() {
                break;
            }
            line = next;
        }
        end
    }

    /// The line behind the blank lines that follow from `at` on.
    fn behind_blanks(&self, at: usize) -> usize {
        let mut line = at;
        while line < self.text.len() && self.text[line..self.next_line(line)].trim().is_empty() {
            line = self.next_line(line);
        }
        line
    }
}

impl Node {
    /// Whether nothing is written here.
    fn is_nothing(&self, text: &str) -> bool {
        let written = text.get(self.span.clone()).unwrap_or_default();
        matches!(&self.kind, Kind::Scalar { text, plain: true } if text.is_empty())
            && written.is_empty()
    }
}

/// How the lines of `text` end.
fn line_end_of(text: &str) -> &'static str {
    match text.split_once('\n') {
        Some((line, _)) if line.ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

fn is_blank(line: Option<&str>) -> bool {
    line.is_some_and(|line| line.trim().is_empty())
}

/// The node that a draft is written as.
fn node_of(draft: &Draft) -> Node {
    let of_map = |lines: &[DraftLine]| {
        let entries = lines.iter().filter_map(|line| match line {
            DraftLine::Comment(_) => None,
            DraftLine::Key(key, value) => Some(entry(key, node_of(value))),
        });
        node(Kind::Map(entries.collect()))
    };
    match draft {
        Draft::Open => scalar("", true),
        Draft::Text(text) => scalar(text, false),
        Draft::Texts(texts) => {
            let items = texts.iter().map(|text| scalar(text, false));
            node(Kind::Seq(items.collect()))
        }
        Draft::List(items) => node(Kind::Seq(items.iter().map(|item| of_map(item)).collect())),
        Draft::Map(lines) => of_map(lines),
    }
}

fn scalar(text: &str, plain: bool) -> Node {
    let text = text.to_owned();
    node(Kind::Scalar { text, plain })
}

fn node(kind: Kind) -> Node {
    Node { span: 0..0, kind }
}

fn entry(key: &str, value: Node) -> Entry {
    Entry {
        key: key.to_owned(),
        key_span: 0..0,
        value,
    }
}

/// Whether the two say the same, wherever they stand and whatever quotes they have.
fn says_the_same(one: &Node, other: &Node) -> bool {
    match (&one.kind, &other.kind) {
        (Kind::Scalar { text: a, plain: p }, Kind::Scalar { text: b, plain: q }) => {
            let nothing = |text: &str, plain: bool| plain && matches!(text, "" | "null");
            match (nothing(a, *p), nothing(b, *q)) {
                (false, false) => a == b,
                (one, other) => one == other,
            }
        }
        (Kind::Seq(a), Kind::Seq(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| says_the_same(a, b))
        }
        (Kind::Map(a), Kind::Map(b)) => {
            let same =
                |(a, b): (&Entry, &Entry)| a.key == b.key && says_the_same(&a.value, &b.value);
            a.len() == b.len() && a.iter().zip(b).all(same)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Addition, NotInserted, insert};
    use crate::document::{Draft, DraftLine};

    fn claim() -> Addition {
        let lines = vec![
            DraftLine::comment("say it"),
            DraftLine::key("text", Draft::Open),
        ];
        Addition::Entry("new".into(), Draft::Map(lines))
    }

    fn tie() -> Addition {
        Addition::Item(vec![
            DraftLine::key("from", Draft::Text("x".into())),
            DraftLine::key("to", Draft::Open),
        ])
    }

    #[track_caller]
    fn check(before: &str, section: &str, addition: &Addition, after: &str) {
        match insert(before, section, addition) {
            Ok(text) => assert_eq!(text, after),
            Err(error) => panic!("{before:?}: {error:?}"),
        }
    }

    const NEW: &str = "  new:\n    # say it\n    text:\n";

    #[test]
    fn at_the_end_of_its_section() {
        let before =
            "topic: x\nclaims:\n  a: {text: b}\n\n# about events\nevents:\n  e:\n    title: t\n";
        let after = format!(
            "topic: x\nclaims:\n  a: {{text: b}}\n{NEW}\n# about events\nevents:\n  e:\n    title: t\n"
        );
        check(before, "claims", &claim(), &after);
        // Comments that are indented belong to the section.
        let after = format!("claims:\n  a: 1\n\n    # deep\n  # last\n{NEW}# next\nevents:\n");
        check(
            "claims:\n  a: 1\n\n    # deep\n  # last\n# next\nevents:\n",
            "claims",
            &claim(),
            &after,
        );
        // Records with a blank line between them.
        let after = format!("claims:\n  a: 1\n\n  # b\n  b: 1\n\n{NEW}");
        check(
            "claims:\n  a: 1\n\n  # b\n  b: 1\n",
            "claims",
            &claim(),
            &after,
        );
    }

    #[test]
    fn in_a_section_that_is_empty_or_not_there() {
        check("", "claims", &claim(), &format!("claims:\n{NEW}"));
        check("# c", "claims", &claim(), &format!("# c\n\nclaims:\n{NEW}"));
        check(
            "topic: x",
            "claims",
            &claim(),
            &format!("topic: x\n\nclaims:\n{NEW}"),
        );
        check(
            "claims: # c\n  # d\nevents:\n",
            "claims",
            &claim(),
            &format!("claims: # c\n  # d\n{NEW}events:\n"),
        );
        check("claims:", "claims", &claim(), &format!("claims:\n{NEW}"));
        check(
            "a: 1\n...\n",
            "claims",
            &claim(),
            &format!("a: 1\n\nclaims:\n{NEW}...\n"),
        );
        check(
            "---\nclaims: {}\n",
            "claims",
            &claim(),
            "---\nclaims: {new: {text: null}}\n",
        );
    }

    #[test]
    fn in_the_manner_of_the_file() {
        check(
            "claims:\r\n    a:\r\n        text: b",
            "claims",
            &claim(),
            "claims:\r\n    a:\r\n        text: b\r\n    new:\r\n        # say it\r\n        text:\r\n",
        );
        check(
            " claims:\n    a: 1\n",
            "events",
            &claim(),
            " claims:\n    a: 1\n\n events:\n    new:\n       # say it\n       text:\n",
        );
    }

    #[test]
    fn between_brackets() {
        let line = "new: {text: null}";
        check(
            "claims: {a: {text: b}} # c\n",
            "claims",
            &claim(),
            &format!("claims: {{a: {{text: b}}, {line}}} # c\n"),
        );
        check(
            "claims: {a: {text: b},}\n",
            "claims",
            &claim(),
            &format!("claims: {{a: {{text: b}}, {line},}}\n"),
        );
        let after = format!("claims: {{\n  a: 1, {line} # }}\n  }}\nx:\n");
        check(
            "claims: {\n  a: 1 # }\n  }\nx:\n",
            "claims",
            &claim(),
            &after,
        );
        check(
            "{topic: x}",
            "claims",
            &claim(),
            &format!("{{topic: x, claims: {{{line}}}}}"),
        );
        check(
            "relations: [{from: a}]",
            "relations",
            &tie(),
            "relations: [{from: a}, {from: x, to: null}]",
        );
        check(
            "relations: []",
            "relations",
            &tie(),
            "relations: [{from: x, to: null}]",
        );
    }

    #[test]
    fn in_a_list() {
        check(
            "relations:\n- from: a\n  to: b\nx: 1\n",
            "relations",
            &tie(),
            "relations:\n- from: a\n  to: b\n- from: x\n  to:\nx: 1\n",
        );
        check(
            "relations:\n  - {from: a}\n",
            "relations",
            &tie(),
            "relations:\n  - {from: a}\n  - from: x\n    to:\n",
        );
        check(
            "relations:\n",
            "relations",
            &tie(),
            "relations:\n  - from: x\n    to:\n",
        );
    }

    #[test]
    fn below_texts_of_several_lines() {
        for text in [
            "|\n      # no comment\n",
            ">-\n      b\n      c\n",
            "b\n      c\n",
            "\"b\n      c\"\n",
            "|\n      b",
            "\n",
        ] {
            let before = format!("claims:\n  a:\n    text: {text}");
            let end = if before.ends_with('\n') { "" } else { "\n" };
            check(&before, "claims", &claim(), &format!("{before}{end}{NEW}"));
        }
        let before = "claims:\n  a: |+\n    b\n\nevents:\n";
        check(
            before,
            "claims",
            &claim(),
            &format!("claims:\n  a: |+\n    b\n\n{NEW}events:\n"),
        );
    }

    #[test]
    fn what_cannot_be_added_to_is_refused() {
        for text in [
            "claims: [a]\n",
            "claims: words\n",
            "claims: ~\n",
            "- a\n",
            "words",
            "a: &x {b: 1}\nclaims: *x\n",
        ] {
            let refused = insert(text, "claims", &claim());
            assert!(
                matches!(refused, Err(NotInserted::InTheWay(..))),
                "{text:?}: {refused:?}"
            );
        }
        for text in ["claims: {", "a: b: c", "\ta: 1"] {
            let refused = insert(text, "claims", &claim());
            assert!(matches!(refused, Err(NotInserted::Syntax(_))), "{text:?}");
        }
        // An id that is there already, and an anchor whose meaning would change.
        for text in ["claims:\n  new: 1\n", "claims: &x\n  a: 1\nb: *x\n"] {
            assert!(insert(text, "claims", &claim()).is_err(), "{text:?}");
        }
    }
}
