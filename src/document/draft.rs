//! A value to write as YAML, with comments for the person who fills it in.

use super::scalar::yaml_scalar;
use crate::text::KeyPath;
use std::fmt::Write;

/// A value to write as YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Draft {
    /// No value yet; the user fills it in.
    Open,
    /// A single line of text.
    Text(String),
    /// A list of texts, written on one line.
    Texts(Vec<String>),
    /// A list of maps.
    List(Vec<Vec<DraftLine>>),
    /// A map.
    Map(Vec<DraftLine>),
}

/// A line of a map: a comment, or a key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftLine {
    /// A comment, without the `#`.
    Comment(String),
    /// A key and its value.
    Key(String, Draft),
}

impl DraftLine {
    /// A comment line. `text` has no `#`.
    pub fn comment(text: impl Into<String>) -> Self {
        Self::Comment(text.into())
    }

    /// A key and its value.
    pub fn key(key: &str, value: Draft) -> Self {
        Self::Key(key.to_owned(), value)
    }
}

impl Draft {
    /// The paths of all values still to be filled in, relative to this one.
    pub fn open(&self) -> Vec<KeyPath> {
        let mut open = Vec::new();
        self.collect_open(&KeyPath::root(), &mut open);
        open
    }

    fn collect_open(&self, at: &KeyPath, open: &mut Vec<KeyPath>) {
        let mut of_map = |lines: &[DraftLine], at: &KeyPath| {
            for line in lines {
                if let DraftLine::Key(key, value) = line {
                    value.collect_open(&at.then(key.as_str()), open);
                }
            }
        };
        match self {
            Self::Open => open.push(at.clone()),
            Self::Text(_) | Self::Texts(_) => {}
            Self::List(items) => {
                for (number, item) in items.iter().enumerate() {
                    of_map(item, &at.then(number));
                }
            }
            Self::Map(lines) => of_map(lines, at),
        }
    }

    /// The value as a complete YAML document, in block style.
    pub fn document(&self) -> String {
        let mut out = String::new();
        match self {
            Self::Map(lines) => write_map(lines, 0, 2, &mut out),
            value => {
                let _ = writeln!(out, "{}", value.in_line());
            }
        }
        out
    }

    /// The value on one line, without its comments, for use inside brackets.
    pub(super) fn in_line(&self) -> String {
        let of_map = |lines: &[DraftLine]| {
            let entries = lines.iter().filter_map(|line| match line {
                DraftLine::Comment(_) => None,
                DraftLine::Key(key, value) => {
                    Some(format!("{}: {}", yaml_scalar(key), value.in_line()))
                }
            });
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        };
        match self {
            // An empty value before a comma is hard to read, and some parsers reject it.
            Self::Open => "null".to_owned(),
            Self::Text(text) => quoted(text),
            Self::Texts(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                format!("[{}]", texts.join(", "))
            }
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(|item| of_map(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Map(lines) => of_map(lines),
        }
    }

    /// `key:` and the value, in block style. Every line ends with `\n`. The key is in column
    /// `column`, and each level below it is indented by `step` more columns.
    pub(super) fn lines(&self, key: &str, column: usize, step: usize) -> String {
        let mut out = String::new();
        self.write_under(key, column, step, &mut out);
        out
    }

    fn write_under(&self, key: &str, column: usize, step: usize, out: &mut String) {
        let _ = write!(out, "{:column$}{}:", "", yaml_scalar(key));
        match self {
            Self::Open => out.push('\n'),
            Self::Text(text) => {
                let _ = writeln!(out, " {}", yaml_scalar(text));
            }
            Self::Texts(_) => {
                let _ = writeln!(out, " {}", self.in_line());
            }
            Self::List(items) => {
                out.push('\n');
                for item in items {
                    write_item(item, column + step, step, out);
                }
            }
            Self::Map(lines) => {
                out.push('\n');
                write_map(lines, column + step, step, out);
            }
        }
    }
}

/// Writes the lines of a map, indented like those of [`Draft::lines`].
fn write_map(lines: &[DraftLine], column: usize, step: usize, out: &mut String) {
    for line in lines {
        match line {
            DraftLine::Comment(text) => {
                let _ = writeln!(out, "{:column$}# {text}", "");
            }
            DraftLine::Key(key, value) => value.write_under(key, column, step, out),
        }
    }
}

/// Writes an item of a list: a map after a dash in column `column`. Comments before its first key
/// go above the dash.
pub(super) fn write_item(lines: &[DraftLine], column: usize, step: usize, out: &mut String) {
    let first = lines
        .iter()
        .position(|line| matches!(line, DraftLine::Key(..)));
    let (above, lines) = lines.split_at(first.unwrap_or(lines.len()));
    write_map(above, column, step, out);
    if lines.is_empty() {
        return;
    }
    let mut written = String::new();
    write_map(lines, column + 2, step, &mut written);
    written.replace_range(column..column + 2, "- ");
    out.push_str(&written);
}

/// `text` for use inside brackets, where a comma ends text without quotes.
fn quoted(text: &str) -> String {
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let scalar = yaml_scalar(text);
    if plain || scalar.starts_with(['"', '\'']) {
        scalar
    } else {
        // A JSON string is a valid YAML scalar (YAML 1.2, section 1.2).
        serde_json::Value::from(text).to_string()
    }
}

/// What to insert into a document.
#[derive(Debug, Clone)]
pub enum Addition {
    /// An entry of a map: its key and its value.
    Entry(String, Draft),
    /// An item of a list: the lines of its map.
    Item(Vec<DraftLine>),
}

#[cfg(test)]
mod tests {
    use super::{Draft, DraftLine};

    fn draft() -> Draft {
        let evidence = vec![
            DraftLine::comment("who"),
            DraftLine::key("article", Draft::Text("a-1".into())),
            DraftLine::key("quote", Draft::Open),
            DraftLine::comment("more"),
        ];
        Draft::Map(vec![
            DraftLine::key("text", Draft::Text("a: b, c".into())),
            DraftLine::key("actors", Draft::Texts(vec!["x".into(), "1, 2".into()])),
            DraftLine::key("evidence", Draft::List(vec![evidence])),
        ])
    }

    #[test]
    fn a_draft_is_written_in_lines_and_on_one_line() {
        let lines = "  id:\n     text: 'a: b, c'\n     actors: [x, \"1, 2\"]\n     evidence:\n        # who\n        - article: a-1\n          \
                     quote:\n          # more\n";
        assert_eq!(draft().lines("id", 2, 3), lines);
        let line =
            "{text: 'a: b, c', actors: [x, \"1, 2\"], evidence: [{article: a-1, quote: null}]}";
        assert_eq!(draft().in_line(), line);
        let open: Vec<String> = draft().open().iter().map(ToString::to_string).collect();
        assert_eq!(open, ["evidence[0].quote"]);
    }
}
