//! Inserts a record into the text of a YAML document. Everything already there stays byte for byte:
//! comments, order, indentation, line ends.
//!
//! An entry may go in several places, which are tried from the most to the least readable. Each
//! resulting text is parsed, and accepted only if it contains exactly the old content and the
//! entry.

mod meaning;

use super::draft::{Addition, write_item};
use super::tree::{Entry, Node, NodeKind, Tree};
use super::{Draft, SyntaxError, Vocabulary, parse_yaml};
use meaning::{expected, says_the_same};
use serde::de::IgnoredAny;

/// Why nothing was inserted.
#[derive(Debug)]
pub enum NotInserted {
    /// The text cannot be parsed.
    Syntax(SyntaxError),
    /// The existing content is in the way: the message, and how to fix it.
    InTheWay(String, &'static str),
}

/// Inserts `addition` into `text`, a YAML map: at the end of `section`, or in a new `section` at
/// the end of the document. Returns the new text.
///
/// # Errors
/// [`NotInserted`] if the text cannot be parsed, if `section` or the document is not what
/// `addition` needs, or if nothing can be added without a change to the existing content.
pub fn insert(
    text: &str,
    section: &str,
    addition: &Addition,
    vocabulary: &'static Vocabulary,
) -> Result<String, NotInserted> {
    let tree = parse_yaml(text, 0..text.len(), vocabulary).map_err(NotInserted::Syntax)?;
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
            bytes: at..at + 1,
            help: Some("check the indentation of this line and the line above".into()),
        }));
    }
    let places = document.places(&tree.root)?;
    let wanted = expected(&tree, section, addition);
    // A text of several lines at the very end of a file may gain a final line end.
    let ended = format!("{text}{}", document.line_end);
    let ended = Tree::yaml(&ended, 0..ended.len());
    let wanted_ended = ended.map(|tree| expected(&tree, section, addition));
    let texts = places.into_iter().map(|(at, piece)| {
        let (before, after) = text.split_at(at);
        format!("{before}{piece}{after}")
    });
    let is_right = |new: &String| {
        let Some(made) = Tree::yaml(new, 0..new.len()) else {
            return false;
        };
        let mut either = std::iter::once(&wanted).chain(&wanted_ended);
        made.duplicates.len() == tree.duplicates.len()
            && either.any(|wanted| says_the_same(wanted, &made.root))
            && serde_yaml::from_str::<IgnoredAny>(new).is_ok()
    };
    texts.into_iter().find(is_right).ok_or_else(|| {
        let message = format!("nothing can be added to `{section}` the way it is written here");
        NotInserted::InTheWay(
            message,
            "write each record on its own lines, one below the other",
        )
    })
}

struct Document<'a> {
    text: &'a str,
    line_end: &'static str,
    section: &'a str,
    addition: &'a Addition,
}

impl Document<'_> {
    /// Where the addition may go: bytes of the text, each with what to insert there.
    fn places(&self, root: &Node) -> Result<Vec<(usize, String)>, NotInserted> {
        let NodeKind::Map(entries) = &root.kind else {
            return match root.is_nothing(self.text) {
                true => Ok(self.new_section(&[], 0)),
                false => {
                    let message = "this file is not a map";
                    Err(NotInserted::InTheWay(
                        message.into(),
                        "write each section as a key with a colon, at the start of a line",
                    ))
                }
            };
        };
        let Some(at) = entries.position(self.section) else {
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
            (NodeKind::Map(_), Addition::Entry(..)) | (NodeKind::Seq(_), Addition::Item(_)) => true,
            (NodeKind::Scalar { .. }, _) => entry.value.is_nothing(self.text),
            _ => false,
        };
        if !fits {
            let (message, help) = match self.addition {
                Addition::Entry(..) => (
                    "is not a map of records here",
                    "write it on separate lines: an id below the key, and the record's keys below the id",
                ),
                Addition::Item(_) => (
                    "is not a list here",
                    "write it as lines that begin with `- `",
                ),
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

    /// At the end of the document, under a new key in `column`.
    fn new_section(&self, entries: &[Entry], column: usize) -> Vec<(usize, String)> {
        let step = self.step(entries);
        let mut lines = format!("{:column$}{}:\n", "", self.section);
        lines.push_str(&self.in_lines(column + step, step));
        let mut ends = vec![self.text.len()];
        // The document end marker (YAML 1.2, section 9.1.2).
        ends.extend(self.text.rfind("\n...").map(|at| at + 1));
        let places = ends.into_iter().flat_map(|end| {
            let before = &self.text[..end];
            let gap = !before.trim().is_empty() && !is_blank(before.lines().next_back());
            self.below(end, gap, &lines)
        });
        places.collect()
    }

    /// Below the content of the section, or right below its key.
    fn in_section(
        &self,
        entries: &[Entry],
        section: &Entry,
        next: Option<usize>,
    ) -> Vec<(usize, String)> {
        let outer = self.column(section.key_span.start);
        let step = self.step(entries);
        let inner: Vec<usize> = match &section.value.kind {
            NodeKind::Map(records) => records.iter().map(|record| record.key_span.start).collect(),
            NodeKind::Seq(items) => items.iter().map(|item| item.span.start).collect(),
            NodeKind::Scalar { .. } => Vec::new(),
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
            .flat_map(|at| self.below(at, gap, &lines))
            .collect()
    }

    /// After the last value between the brackets of `node`, or before the closing bracket.
    fn in_brackets(&self, node: &Node, piece: &str) -> Vec<(usize, String)> {
        let close = self.closing(node);
        let last = match &node.kind {
            NodeKind::Map(entries) => entries
                .last()
                .map(|entry| self.end_of(entry.key_span.end, &entry.value)),
            NodeKind::Seq(items) => items.last().map(|item| self.end_of(node.span.start, item)),
            NodeKind::Scalar { .. } => None,
        };
        let mut places: Vec<(usize, String)> = Vec::new();
        places.extend(last.map(|at| (at, format!(", {piece}"))));
        places.push((close, piece.to_owned()));
        places.push((close, format!(", {piece}")));
        places
    }

    /// The addition in block style, with records in `column`.
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

    /// `lines` at byte `at`, which begins a line or ends the text. If `gap` is set, first a variant
    /// that begins with a blank line. The last variant has none, because a block of text above
    /// might absorb it.
    fn below(&self, at: usize, gap: bool, lines: &str) -> Vec<(usize, String)> {
        let before = &self.text[..at];
        let end = match before.is_empty() || before.ends_with('\n') {
            true => "",
            false => "\n",
        };
        let pieces = [gap.then_some("\n"), Some("")].into_iter().flatten();
        pieces
            .map(|gap| {
                (
                    at,
                    format!("{end}{gap}{lines}").replace('\n', self.line_end),
                )
            })
            .collect()
    }

    /// How many columns a record is indented from the key of its section: as in the first section
    /// in block style, or two.
    fn step(&self, entries: &[Entry]) -> usize {
        let steps = entries.iter().filter_map(|entry| match &entry.value.kind {
            NodeKind::Map(records) if !self.is_in_brackets(&entry.value) => {
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
        // A list in block style may begin at the bracket of its first item.
        let bracket = match node.kind {
            NodeKind::Map(_) => b'{',
            NodeKind::Seq(_) => b'[',
            NodeKind::Scalar { .. } => return false,
        };
        self.text.as_bytes().get(node.span.start) == Some(&bracket)
    }

    /// The byte of the bracket that closes `node`. The parser's span may include what follows it.
    fn closing(&self, node: &Node) -> usize {
        let opened = node.span.start + 1;
        let last = match &node.kind {
            NodeKind::Map(entries) => entries
                .last()
                .map(|last| self.end_of(last.key_span.end, &last.value)),
            NodeKind::Seq(items) => items.last().map(|last| self.end_of(opened, last)),
            NodeKind::Scalar { .. } => None,
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

    /// The byte where the last value in `node` ends, or `before` if it has no value. The parser
    /// gives arbitrary places to values that are not written.
    fn end_of(&self, before: usize, node: &Node) -> usize {
        match &node.kind {
            NodeKind::Map(entries) if !self.is_in_brackets(node) => entries
                .iter()
                .map(|entry| self.end_of(entry.key_span.end, &entry.value))
                .fold(before, usize::max),
            NodeKind::Seq(items) if !self.is_in_brackets(node) => items
                .iter()
                .map(|item| self.end_of(before, item))
                .fold(before, usize::max),
            NodeKind::Scalar { .. } if node.span.is_empty() => before,
            NodeKind::Scalar { .. } => node.span.end.max(before),
            _ => (self.closing(node) + 1).min(self.text.len()),
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

    /// The column in which the line around `at` begins, counted from 0.
    fn column(&self, at: usize) -> usize {
        let line = &self.text[self.line_start(at)..];
        line.len() - line.trim_start_matches(' ').len()
    }

    /// Whether there is a blank line above the entry at `at` and the comments that belong to it.
    fn has_gap_above(&self, at: usize) -> bool {
        let mut above = self.text[..self.line_start(at)].lines().rev();
        is_blank(above.find(|line| !line.trim_start().starts_with('#')))
    }

    /// The line after the comments that start at `at` and are indented deeper than column `outer`.
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

    /// The line after the blank lines that start at `at`.
    fn behind_blanks(&self, at: usize) -> usize {
        let mut line = at;
        while line < self.text.len() && self.text[line..self.next_line(line)].trim().is_empty() {
            line = self.next_line(line);
        }
        line
    }
}

impl Node {
    /// Whether this is an empty value with nothing written in its place.
    fn is_nothing(&self, text: &str) -> bool {
        let written = text.get(self.span.clone()).unwrap_or_default();
        matches!(&self.kind, NodeKind::Scalar { text, plain: true } if text.is_empty())
            && written.is_empty()
    }
}

/// The line end of the first line of `text`.
fn line_end_of(text: &str) -> &'static str {
    match text.split_once('\n') {
        Some((line, _)) if line.ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

fn is_blank(line: Option<&str>) -> bool {
    line.is_some_and(|line| line.trim().is_empty())
}

#[cfg(test)]
mod tests;
