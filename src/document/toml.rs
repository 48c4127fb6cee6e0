//! Parses TOML into a [`Tree`].

use super::syntax::SyntaxError;
use super::tree::{Entry, Node, NodeKind, Tree};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

impl Tree {
    /// Parses a TOML document.
    ///
    /// # Errors
    /// [`SyntaxError`] if it is not valid TOML 1.1.
    pub fn toml(text: &str) -> Result<Self, SyntaxError> {
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            slip(text, at, first_line(error.message()))
        })?;
        let span = table.span();
        Ok(Self {
            root: map(table.into_inner(), span),
            between: " = ",
            duplicates: Vec::new(),
        })
    }
}

fn first_line(message: &str) -> &str {
    message.lines().next().unwrap_or_default()
}

/// What was probably meant in a `text` that is not valid TOML.
fn slip(text: &str, at: usize, info: &str) -> SyntaxError {
    let at = crate::text::floor_char_boundary(text, at);
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    if let Some((key, value)) = line.split_once('=') {
        let name = key.trim();
        if name.contains(' ')
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || " _-".contains(c))
        {
            let from = start + key.len() - key.trim_start().len();
            return SyntaxError {
                message: "a key cannot contain a space".into(),
                bytes: from..from + name.len(),
                help: Some(match line_of(&name.replace(' ', "_"), value) {
                    Some(written) => format!("write `{written}`"),
                    None => "join its words with `_`".into(),
                }),
            };
        }
        let value = value.split(" #").next().unwrap_or_default().trim();
        let from = start + line.len() - line[key.len() + 1..].trim_start().len();
        let bare = value.trim_matches(['“', '”', '„', '‘', '’', '«', '»', '"', '\'']);
        let error = |message: &str| SyntaxError {
            message: message.into(),
            bytes: from..from + value.len(),
            help: Some(format!("write `{} = \"{bare}\"`", key.trim())),
        };
        let truth = match value.to_lowercase().as_str() {
            "yes" | "on" => Some("true"),
            "no" | "off" => Some("false"),
            _ => None,
        };
        if let Some(truth) = truth.filter(|_| at >= from) {
            return SyntaxError {
                message: format!("`{value}` is not a valid TOML value"),
                bytes: from..from + value.len(),
                help: Some(format!(
                    "write `{} = {truth}`, or put `{value}` in quotation marks if it is text",
                    key.trim()
                )),
            };
        }
        let is_text = value.starts_with(char::is_alphabetic);
        let typographic = value.starts_with(['“', '”', '„', '‘', '’', '«', '»']);
        // Text that contains one of these cannot be shown in quotation marks.
        if !bare.contains(['"', '\\', '`']) && at >= from {
            if typographic {
                return error("these quotation marks are not valid in TOML");
            }
            if is_text {
                return error("this text has no quotation marks");
            }
            if value.starts_with('"') && !value[1..].ends_with('"') {
                return error("a quotation mark is not closed");
            }
        }
    } else if let Some((key, value)) = line.split_once(':').filter(|_| !line.contains('[')) {
        let at = start + key.len();
        return SyntaxError {
            message: "TOML uses `=`, not `:`, between a key and its value".into(),
            bytes: at..at + 1,
            help: Some(match line_of(key.trim(), value) {
                Some(written) => format!("write `{written}`"),
                None => "put `=` in its place, and put text in quotation marks".into(),
            }),
        };
    }
    SyntaxError {
        message: format!("this is not valid TOML: {info}"),
        bytes: at..at + 1,
        help: Some(match info.contains("duplicate") {
            true => "keep one of the two".into(),
            false => "put text in double quotes, and each `[section]` on its own line".into(),
        }),
    }
}

/// The line that sets `key` to `value` as it is written, or else to `value` as text in quotation
/// marks. `None` if neither is valid TOML.
fn line_of(key: &str, value: &str) -> Option<String> {
    let value = value.trim();
    let lines = [format!("{key} = {value}"), format!("{key} = \"{value}\"")];
    let can_be_shown = |line: &String| !line.contains('`') && DeTable::parse(line).is_ok();
    lines.into_iter().find(can_be_shown)
}

fn map(table: DeTable<'_>, span: Range<usize>) -> Node {
    let entries = table.into_iter().map(|(key, value)| Entry {
        key_span: key.span(),
        key: key.into_inner().into_owned(),
        value: node(value),
    });
    Node {
        span,
        kind: NodeKind::Map(entries.collect()),
    }
}

/// An integer in decimal digits, in whatever base it is written.
fn decimal(number: &DeInteger<'_>) -> String {
    i128::from_str_radix(number.as_str(), number.radix())
        .map_or_else(|_| number.to_string(), |value| value.to_string())
}

fn node(value: Spanned<DeValue<'_>>) -> Node {
    let span = value.span();
    let scalar = |text: String, plain: bool| Node {
        span: span.clone(),
        kind: NodeKind::Scalar { text, plain },
    };
    match value.into_inner() {
        DeValue::String(text) => scalar(text.into_owned(), false),
        DeValue::Integer(number) => scalar(decimal(&number), true),
        DeValue::Float(number) => scalar(number.as_str().to_owned(), true),
        DeValue::Boolean(truth) => scalar(truth.to_string(), true),
        DeValue::Datetime(time) => scalar(time.to_string(), false),
        DeValue::Array(items) => Node {
            span,
            kind: NodeKind::Seq(items.into_iter().map(node).collect()),
        },
        DeValue::Table(table) => map(table, span),
    }
}

#[cfg(test)]
mod tests {
    use super::{NodeKind, Tree};

    #[test]
    fn integers_of_any_base_are_the_same_numbers() {
        for text in [
            "a = 1030",
            "a = 1_030",
            "a = +1030",
            "a = 0x4_06",
            "a = 0o2006",
            "a = 0b100_0000_0110",
        ] {
            let tree = Tree::toml(text).expect(text);
            let NodeKind::Map(entries) = &tree.root.kind else {
                panic!("a document is a table");
            };
            let NodeKind::Scalar { text: digits, .. } = &entries[0].value.kind else {
                panic!("{text}");
            };
            assert_eq!(digits, "1030", "{text}");
        }
    }
}
