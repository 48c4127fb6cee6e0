//! Settings from environment variables: `DOSSIER_TITLE` for `title`, `DOSSIER_PAGES__TIMELINE` for
//! `timeline` under `[pages]`.
//!
//! Only `cli/` reads the environment. A build with given options is therefore the same wherever it
//! runs.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::text::{KeyPath, Step, nearest};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

/// The prefix of all variables that are settings.
const PREFIX: &str = "DOSSIER_";

/// The environment variables with names that begin with `DOSSIER_`. All of them should be settings.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// Their values, by name; `None` if the value is not UTF-8.
    variables: BTreeMap<String, Option<String>>,
}

/// A setting given by a variable.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) key: KeyPath,
    pub(super) variable: String,
    pub(super) text: String,
}

impl Environment {
    /// The settings among `variables`. An empty variable counts as unset, because CI passes empty
    /// strings for missing inputs.
    pub fn new(variables: impl IntoIterator<Item = (OsString, OsString)>) -> Self {
        let settings = variables
            .into_iter()
            .filter(|(name, value)| Self::is_setting(name) && !value.is_empty());
        let set = settings.filter_map(|(name, value)| {
            let name = name.into_string().ok()?;
            Some((name, value.into_string().ok()))
        });
        Self {
            variables: set.collect(),
        }
    }

    /// Whether a variable with this name is treated as a setting.
    pub fn is_setting(name: &OsStr) -> bool {
        name.to_str().is_some_and(|name| name.starts_with(PREFIX))
    }

    /// The variables that set one of `keys`. Reports variables that are not a setting, and values
    /// that are not UTF-8.
    pub(super) fn given(&self, keys: fn() -> Vec<KeyPath>, sink: &mut Sink) -> Vec<Given> {
        if self.variables.is_empty() {
            return Vec::new();
        }
        let keys: BTreeMap<String, KeyPath> = keys()
            .into_iter()
            .map(|key| (variable(&key), key))
            .collect();
        let mut given = Vec::new();
        for (name, value) in &self.variables {
            let place = Place::Path(name.clone());
            match (keys.get(name), value) {
                (None, _) => {
                    let help = fix(name, &keys);
                    let message = format!("the variable `{name}` is not a setting");
                    sink.report(Diagnostic::error(Code::UnknownKey, place, message).help(help));
                }
                (_, None) => sink.report(
                    Diagnostic::error(Code::NotUtf8, place, "the value is not UTF-8")
                        .help("set the variable to text in UTF-8, or remove it"),
                ),
                (Some(key), Some(text)) => given.push(Given {
                    key: key.clone(),
                    variable: name.clone(),
                    text: text.clone(),
                }),
            }
        }
        given
    }
}

/// The help for a variable that is not a setting.
fn fix(name: &str, keys: &BTreeMap<String, KeyPath>) -> String {
    if name.starts_with("DOSSIER_OPTIONS") {
        return "set the options of a theme in `site.toml`, under `[options]`".into();
    }
    let table = format!("{name}__");
    let of_table = keys.keys().filter(|key| key.starts_with(&table));
    let of_table: Vec<String> = of_table.map(|key| format!("`{key}`")).collect();
    if !of_table.is_empty() {
        return format!(
            "set the keys of a table one by one: {}",
            of_table.join(", ")
        );
    }
    match nearest(name, keys.keys().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`dossier config` lists the settings: write `DOSSIER_`, then the key in capitals, with `__` for each dot".into(),
    }
}

/// The name of the variable that sets `key`.
pub(super) fn variable(key: &KeyPath) -> String {
    let steps: Vec<String> = key
        .steps()
        .iter()
        .map(|step| match step {
            Step::Key(key) => key.to_uppercase(),
            Step::Item(item) => item.to_string(),
        })
        .collect();
    format!("{PREFIX}{}", steps.join("__"))
}
