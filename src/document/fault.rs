//! What can be wrong with a value, and what to say of it.

use super::{KeyPath, Step, value};
use crate::diag::{Code, Diagnostic, Place};
use crate::dossier::nearest;
use crate::text::FileId;
use serde::de::{self, Expected, Unexpected};
use std::fmt;

#[derive(Debug)]
pub(super) struct Fault {
    pub(super) at: Option<KeyPath>,
    /// Whether the key at the end of the path is meant and not its value.
    pub(super) on_key: bool,
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
        expected: String,
    },
    Other(String),
}

impl Fault {
    pub(super) fn new(kind: FaultKind) -> Self {
        Self {
            at: None,
            on_key: false,
            kind,
        }
    }

    pub(super) fn within(mut self, path: &KeyPath) -> Self {
        self.at.get_or_insert_with(|| path.clone());
        self
    }

    pub(super) fn diagnostic(self, file: FileId, at: &KeyPath) -> Diagnostic {
        let key = Place::Key(file, at.clone());
        let value = if self.on_key {
            key.clone()
        } else {
            Place::Value(file, at.clone())
        };
        match self.kind {
            FaultKind::UnknownKey {
                key: name,
                expected,
            } => Diagnostic::error(Code::UnknownKey, key, format!("unknown key `{name}`"))
                .help(one_of(&name, expected, "the keys here are")),
            FaultKind::MissingKey(name) => {
                let place = if at.steps().is_empty() {
                    Place::File(file)
                } else {
                    key
                };
                Diagnostic::error(Code::MissingKey, place, format!("`{name}` is missing"))
                    .help(format!("add a line `{name}: …`"))
            }
            FaultKind::UnknownWord { word, expected } => {
                let message = format!("`{word}` is none of the words allowed here");
                {
                    let near = nearest(&word, expected.iter().copied());
                    let near =
                        near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
                    Diagnostic::error(Code::UnknownWord, value, message)
                        .help(format!("{near}the words are {}", quoted(expected)))
                }
            }
            FaultKind::WrongType { found, expected } => {
                let message = format!("expected {expected}, found {found}");
                Diagnostic::error(Code::WrongType, value, message).help(match expected.as_str() {
                    "a list" if last_key(at) == Some("relations") => {
                        "write a list: `- {from: …, to: …, kind: …, claims: […]}`, one a line"
                            .to_owned()
                    }
                    "a list" => "write a list: `[one, two]`".to_owned(),
                    expected => format!("write {expected} here"),
                })
            }
            FaultKind::Other(text) => match value::parts(&text) {
                Some((code, message, help)) => Diagnostic::error(code, value, message).help(help),
                None => Diagnostic::error(Code::WrongType, value, text),
            },
        }
    }
}

fn last_key(path: &KeyPath) -> Option<&str> {
    match path.steps().last() {
        Some(Step::Key(key)) => Some(key),
        _ => None,
    }
}

fn one_of(found: &str, expected: &'static [&'static str], all: &str) -> String {
    if found == "<<" {
        return "merge keys are not read here: write the values out".into();
    }
    match nearest(found, expected.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("{all} {}", quoted(expected)),
    }
}

fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
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
        Self::new(FaultKind::WrongType {
            found: in_words(&found),
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

/// What serde's own types call themselves, in words that analysts use.
fn expected_in_words(expected: &str) -> String {
    match expected {
        "a sequence" => "a list",
        "a boolean" => "`true` or `false`",
        "a string" | "a borrowed string" => "a text",
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
        Unexpected::Str(_) => "a text".into(),
        Unexpected::Seq => "a list".into(),
        Unexpected::Map => "a map".into(),
        other => other.to_string(),
    }
}
