//! What can be wrong with a value, in the terms of serde.

use crate::text::KeyPath;
use serde::de::{self, Expected, Unexpected};
use std::fmt;

#[derive(Debug)]
pub(super) struct Fault {
    pub(super) at: Option<KeyPath>,
    /// Whether the fault is in the key at the end of the path, not in its value.
    pub(super) on_key: bool,
    /// Whether part of its value was skipped. What seems to be missing may be in that part.
    pub(super) of_part: bool,
    pub(super) kind: FaultKind,
}

#[derive(Debug)]
pub(super) enum FaultKind {
    UnknownKey {
        key: String,
        expected: &'static [&'static str],
    },
    MissingKey(&'static str),
    UnknownWord {
        word: String,
        expected: &'static [&'static str],
    },
    WrongType {
        found: String,
        /// The text that was found, if it was text.
        text: Option<String>,
        expected: String,
    },
    Other(String),
}

impl Fault {
    pub(super) fn new(kind: FaultKind) -> Self {
        Self {
            at: None,
            on_key: false,
            of_part: false,
            kind,
        }
    }

    pub(super) fn within(mut self, path: &KeyPath) -> Self {
        self.at.get_or_insert_with(|| path.clone());
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.kind)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self::new(FaultKind::Other(text.to_string()))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let text = match &found {
            Unexpected::Str(text) if !text.is_empty() => Some((*text).to_owned()),
            _ => None,
        };
        Self::new(FaultKind::WrongType {
            found: in_words(&found),
            text,
            expected: expected_in_words(&expected.to_string()),
        })
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn unknown_variant(word: &str, expected: &'static [&'static str]) -> Self {
        let word = word.to_owned();
        Self::new(FaultKind::UnknownWord { word, expected })
    }

    fn unknown_field(key: &str, expected: &'static [&'static str]) -> Self {
        let key = key.to_owned();
        Self::new(FaultKind::UnknownKey { key, expected })
    }

    fn missing_field(key: &'static str) -> Self {
        Self::new(FaultKind::MissingKey(key))
    }
}

/// Translates serde's names for its own types into words that analysts use.
fn expected_in_words(expected: &str) -> String {
    match expected {
        "a sequence" => "a list",
        "a boolean" => "`true` or `false`",
        "a string" | "a borrowed string" => "text",
        "i64" | "u64" | "usize" => "a whole number",
        "f64" => "a number",
        other => other,
    }
    .to_owned()
}

fn in_words(found: &Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(truth) => format!("`{truth}`"),
        Unexpected::Unsigned(number) => format!("the number {number}"),
        Unexpected::Signed(number) => format!("the number {number}"),
        Unexpected::Float(number) => format!("the number {number}"),
        Unexpected::Str("") | Unexpected::Unit => "nothing".into(),
        Unexpected::Str(text) if text.len() <= 40 => format!("the text `{text}`"),
        Unexpected::Str(_) => "text".into(),
        Unexpected::Seq => "a list".into(),
        Unexpected::Map => "a map".into(),
        other => other.to_string(),
    }
}
