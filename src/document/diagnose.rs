//! Makes the diagnostics for faulty values, including how to fix them.

use super::fault::{Fault, FaultKind};
use super::value;
use super::vocabulary::Vocabulary;
use crate::diag::{Code, Diagnostic, Place};
use crate::text::{FileId, KeyPath, Step, nearest};

/// The diagnostic for a fault at `at`. `hint` is the help, if the surroundings of the fault suggest
/// one.
pub(super) fn diagnostic(
    fault: Fault,
    file: FileId,
    at: &KeyPath,
    hint: Option<String>,
    vocabulary: &'static Vocabulary,
) -> Diagnostic {
    let key = Place::Key(file, at.clone());
    let value = if fault.on_key {
        key.clone()
    } else {
        Place::Value(file, at.clone())
    };
    match fault.kind {
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
            let message = format!("`{word}` is not an allowed value");
            Diagnostic::error(Code::UnknownWord, value, message)
                .help(instead_of(&word, expected, vocabulary))
        }
        FaultKind::WrongType {
            found,
            text,
            expected,
        } => {
            let message = format!("expected {expected}, found {found}");
            let wanted = || as_wanted(&expected, &found, text.as_deref(), last_key(at), vocabulary);
            Diagnostic::error(Code::WrongType, value, message).help(hint.unwrap_or_else(wanted))
        }
        FaultKind::Other(text) => match value::parts(&text) {
            Some((Code::InvalidId, message, help)) => {
                let help = match last_key(at).and_then(|key| vocabulary.id_of(key)) {
                    Some(kind) if !fault.on_key => format!("write the id of {kind}"),
                    _ => help.to_owned(),
                };
                Diagnostic::error(Code::InvalidId, value, message).help(help)
            }
            Some((code, message, help)) => Diagnostic::error(code, value, message).help(help),
            None => Diagnostic::error(Code::WrongType, value, text),
        },
    }
}

/// The last key of a path, ignoring list items after it.
fn last_key(path: &KeyPath) -> Option<&str> {
    path.steps().iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Item(_) => None,
    })
}

/// The help for a word that is not one of `expected`.
fn instead_of(
    word: &str,
    expected: &'static [&'static str],
    vocabulary: &'static Vocabulary,
) -> String {
    let usual = vocabulary
        .usual_words
        .iter()
        .find(|(usual, meant)| usual.eq_ignore_ascii_case(word) && expected.contains(meant));
    let near = usual
        .map(|(_, meant)| *meant)
        .or_else(|| nearest(word, expected.iter().copied()));
    match near {
        Some(near) if expected.len() > 7 => format!("did you mean `{near}`?"),
        Some(near) => format!(
            "did you mean `{near}`? the allowed values are {}",
            quoted(expected)
        ),
        None => format!("the allowed values are {}", quoted(expected)),
    }
}

/// The help for a value of the wrong type: `found` instead of `expected`. `text` is the text that
/// was found, if it was text.
fn as_wanted(
    expected: &str,
    found: &str,
    text: Option<&str>,
    key: Option<&str>,
    vocabulary: &'static Vocabulary,
) -> String {
    if expected == "a list"
        && let Some(help) = key.and_then(|key| vocabulary.list_of_maps(key))
    {
        return help.to_owned();
    }
    if let Some(help) = text.and_then(|text| (vocabulary.for_text)(expected, key, text)) {
        return help;
    }
    match expected {
        "a list" => {
            let short = text.filter(|text| text.len() <= 40);
            match short.and_then(in_quotes) {
                Some(text) => format!("write a list: `[{text}]`"),
                None => "write a list: `[one, two]`".into(),
            }
        }
        "`true` or `false`" => match text.unwrap_or_default().to_lowercase().as_str() {
            "yes" | "y" | "on" => "write `true`".into(),
            "no" | "n" | "off" => "write `false`".into(),
            _ => "write `true` or `false`".into(),
        },
        "text" if found == "a list" => {
            "remove the brackets, or put the text in quotes if they belong to it".into()
        }
        "text" if found == "a map" => {
            "write text on one line, in quotes if it contains `: ` or braces".into()
        }
        "an id" if found == "a list" => "write one id, without brackets".into(),
        "a whole number" => "write only digits, such as `2`".into(),
        "a map from ids to records" => {
            "write each record below its own id, `some-id:`, without a `-`".into()
        }
        expected => match expected.split_once("a map with ") {
            Some((_, keys)) => {
                format!("write the keys {keys}, each on its own line with its value")
            }
            None => format!("write {expected} here"),
        },
    }
}

/// The text in double quotes, as both YAML and TOML read it. `None` if it contains a character that
/// needs an escape, or a backtick, which a message cannot show.
pub fn in_quotes(text: &str) -> Option<String> {
    let plain = |c: char| !c.is_control() && !matches!(c, '"' | '\\' | '`');
    text.chars().all(plain).then(|| format!("\"{text}\""))
}

pub(super) fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}
