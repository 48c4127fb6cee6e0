//! Settings that the environment gives: `DOSSIER_TITLE` for `title`, `DOSSIER_PAGES__TIMELINE` for `timeline` under `[pages]`.
//!
//! The environment itself is read by `cli/`, so that a build of given options is the same wherever it runs.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::text::{KeyPath, Step, nearest};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

/// What the names of variables begin with that are settings.
const PREFIX: &str = "DOSSIER_";

/// The variables of the environment whose names begin with `DOSSIER_`. All of them are settings.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// Their values by name; `None` for one that is not UTF-8.
    variables: BTreeMap<String, Option<String>>,
}

/// A setting that a variable gives.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) key: KeyPath,
    pub(super) variable: String,
    pub(super) text: String,
}

impl Environment {
    /// The settings among `variables`. An empty variable is as one that is not set: workflows write such for what they were not given.
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

    /// Whether a variable of this name is a setting, or taken for one.
    pub fn is_setting(name: &OsStr) -> bool {
        name.to_str().is_some_and(|name| name.starts_with(PREFIX))
    }

    /// What is given for which of `keys`. Reports variables that name no key, and values that are not text.
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
                    let help = mend(name, &keys);
                    let message = format!("the variable `{name}` stands for no setting");
                    sink.report(Diagnostic::error(Code::UnknownKey, place, message).help(help));
                }
                (_, None) => sink.report(
                    Diagnostic::error(Code::NotUtf8, place, "the value is not UTF-8")
                        .help("set the variable to a text in UTF-8, or take it out"),
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

/// What to write instead of a variable that stands for no setting.
fn mend(name: &str, keys: &BTreeMap<String, KeyPath>) -> String {
    if name.starts_with("DOSSIER_OPTIONS") {
        return "the options of a theme are given in `site.toml`, under `[options]`".into();
    }
    let table = format!("{name}__");
    let of_table = keys.keys().filter(|key| key.starts_with(&table));
    let of_table: Vec<String> = of_table.map(|key| format!("`{key}`")).collect();
    if !of_table.is_empty() {
        return format!(
            "a table's keys are given one by one: {}",
            of_table.join(", ")
        );
    }
    match nearest(name, keys.keys().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`dossier config` lists the settings: write `DOSSIER_`, then the key in capitals, with `__` for the dot".into(),
    }
}

/// The variable that gives the value of `key`.
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
