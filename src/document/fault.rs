//! What can be wrong with a value, and what to say of it.

use super::{KeyPath, Step, value};
use crate::diag::{Code, Diagnostic, Place};
use crate::dossier::{Slug, nearest};
use crate::text::FileId;
use serde::de::{self, Expected, Unexpected};
use std::fmt;

#[derive(Debug)]
pub(super) struct Fault {
    pub(super) at: Option<KeyPath>,
    /// Whether the key at the end of the path is meant and not its value.
    pub(super) on_key: bool,
    /// Whether only part of its value was read: what seems to be missing may have been read before.
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
        /// The word that was found, where it was one.
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

    /// The fault as it is told; `hint` is the mend, where what stands around it tells more.
    pub(super) fn diagnostic(self, file: FileId, at: &KeyPath, hint: Option<String>) -> Diagnostic {
        let key = Place::Key(file, at.clone());
        let value = if self.on_key {
            key.clone()
        } else {
            Place::Value(file, at.clone())
        };
        match self.kind {
            FaultKind::UnknownKey { key: name, .. } => {
                Diagnostic::error(Code::UnknownKey, key, format!("unknown key `{name}`"))
                    .maybe_help(hint)
            }
            FaultKind::MissingKey(name) => {
                let place = if at.steps().is_empty() {
                    Place::File(file)
                } else {
                    key
                };
                Diagnostic::error(Code::MissingKey, place, format!("`{name}` is missing"))
                    .maybe_help(hint)
            }
            FaultKind::UnknownWord { word, expected } => {
                let message = format!("`{word}` is none of the words allowed here");
                Diagnostic::error(Code::UnknownWord, value, message)
                    .help(instead_of(&word, expected))
            }
            FaultKind::WrongType {
                found,
                text,
                expected,
            } => {
                let message = format!("expected {expected}, found {found}");
                let wanted = || as_wanted(&expected, &found, text.as_deref(), last_key(at));
                Diagnostic::error(Code::WrongType, value, message).help(hint.unwrap_or_else(wanted))
            }
            FaultKind::Other(text) => match value::parts(&text) {
                Some((Code::InvalidId, message, help)) => {
                    let help = match last_key(at).and_then(kind_of_reference) {
                        Some(kind) if !self.on_key => format!("write the id of {kind}"),
                        _ => help.to_owned(),
                    };
                    Diagnostic::error(Code::InvalidId, value, message).help(help)
                }
                Some((code, message, help)) => Diagnostic::error(code, value, message).help(help),
                None => Diagnostic::error(Code::WrongType, value, text),
            },
        }
    }
}

/// The last key of a path, also above an item of a list.
fn last_key(path: &KeyPath) -> Option<&str> {
    path.steps().iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Item(_) => None,
    })
}

/// What a key holds the id of, and where that id stands.
fn kind_of_reference(key: &str) -> Option<&'static str> {
    Some(match key {
        "speaker" | "actors" | "from" | "to" | "member_of" => {
            "an actor, which is its key below `actors:`, and not its name"
        }
        "article" => "an article, which is its file's name without `.md`, and not its title",
        "claims" => "a claim, which is its key below `claims:`, and not its text",
        "topic" | "topics" => "a topic, which is its file's name without `.md`, and not its title",
        _ => return None,
    })
}

/// The mend of a word that is none of `expected`.
fn instead_of(word: &str, expected: &'static [&'static str]) -> String {
    let usual = USUAL_WORDS
        .iter()
        .find(|(usual, meant)| usual.eq_ignore_ascii_case(word) && expected.contains(meant));
    let near = usual
        .map(|(_, meant)| *meant)
        .or_else(|| nearest(word, expected.iter().copied()));
    match near {
        Some(near) if expected.len() > 7 => format!("did you mean `{near}`?"),
        Some(near) => format!("did you mean `{near}`? the words are {}", quoted(expected)),
        None => format!("the words are {}", quoted(expected)),
    }
}

/// Words that people are used to, and those that mean the same here.
const USUAL_WORDS: &[(&str, &str)] = &[
    ("medium", "moderate"),
    ("TLP:WHITE", "TLP:CLEAR"),
    ("WHITE", "TLP:CLEAR"),
    ("CLEAR", "TLP:CLEAR"),
    ("GREEN", "TLP:GREEN"),
    ("AMBER", "TLP:AMBER"),
    ("RED", "TLP:RED"),
    ("for", "supports"),
    ("confirms", "supports"),
    ("against", "disputes"),
    ("denies", "disputes"),
    ("neutral", "mentions"),
    ("human", "Person"),
    ("people", "Person"),
    ("company", "Corporation"),
    ("business", "Corporation"),
    ("government", "GovernmentOrganization"),
    ("agency", "GovernmentOrganization"),
    ("newspaper", "NewsMediaOrganization"),
    ("media", "NewsMediaOrganization"),
    ("summary", "digest"),
    ("text", "full"),
    ("possible", "roughly even chance"),
    ("certain", "almost certain"),
];

/// The mend of a value of another type, `found` instead of `expected`; `text` is the word that was found, where it was one.
fn as_wanted(expected: &str, found: &str, text: Option<&str>, key: Option<&str>) -> String {
    let number = || text.filter(|text| text.len() <= 40);
    match (expected, key) {
        ("a list", Some("relations")) => {
            "write a list: `- {from: …, to: …, kind: …, claims: […]}`, one a line".into()
        }
        ("a list", Some("evidence")) => {
            "write a list: `- article: …`, and below `article` the `quote: …`".into()
        }
        ("a list", Some("independent_of")) => {
            "write a list: `- {article: …, why: …}`, one a line".into()
        }
        ("a list", key) => match number().and_then(|text| as_list(text, key)) {
            Some(list) => format!("write a list: `{list}`"),
            None => "write a list: `[one, two]`".into(),
        },
        ("`true` or `false`", _) => match text.unwrap_or_default().to_lowercase().as_str() {
            "yes" | "y" | "on" => "write `true`".into(),
            "no" | "n" | "off" => "write `false`".into(),
            _ => "write `true` or `false`".into(),
        },
        ("a text", _) if found == "a list" => {
            "take the brackets out, or put the text in quotes if they belong to it".into()
        }
        ("a text", _) if found == "a map" => {
            "write a text on one line, in quotes if it holds `: ` or braces".into()
        }
        ("an id", _) if found == "a list" => "write one id, without brackets".into(),
        ("a whole number", _) => "write digits alone, such as `2`".into(),
        ("a map from ids to records", _) => {
            "write each record below an id of its own, `some-id:`, without a `-`".into()
        }
        (_, Some("origin")) if text.and_then(Slug::from_text).is_some() => {
            let id = text.and_then(Slug::from_text);
            let id = id.as_ref().map_or("…", Slug::as_str);
            format!(
                "write `origin: {{id: {id}, stated: true, basis: …}}`; `stated: false` where it is inferred, and as the basis how one knows"
            )
        }
        (expected, _) => match expected.split_once("a map with ") {
            Some((_, keys)) => {
                let name = number().filter(|_| keys == "`name` and `kind`");
                match name.and_then(in_quotes) {
                    Some(name) => format!("write `{{name: {name}, kind: …}}`"),
                    None => {
                        format!("write the keys {keys}, each on a line of its own with its value")
                    }
                }
            }
            None => format!("write {expected} here"),
        },
    }
}

/// The list that was probably meant by `text`, the value of the key `key`; `None` where the key takes ids and the text is not made of ids.
fn as_list(text: &str, key: Option<&str>) -> Option<String> {
    let is_of_ids = key.and_then(kind_of_reference).is_some();
    if !is_of_ids {
        return in_quotes(text).map(|text| format!("[{text}]"));
    }
    let parts = text.split([',', ';', ' ']).filter(|part| !part.is_empty());
    let ids: Result<Vec<Slug>, _> = parts.map(Slug::new).collect();
    let ids: Vec<String> = ids.ok()?.iter().map(ToString::to_string).collect();
    (!ids.is_empty()).then(|| format!("[{}]", ids.join(", ")))
}

/// A text in quotation marks, as both YAML and TOML read it; `None` where it has a character that quotation marks do not protect.
fn in_quotes(text: &str) -> Option<String> {
    let plain = |c: char| !c.is_control() && !matches!(c, '"' | '\\' | '`');
    text.chars().all(plain).then(|| format!("\"{text}\""))
}

pub(super) fn quoted(words: &[&str]) -> String {
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
