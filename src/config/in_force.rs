//! The settings that a project is built with, and where each comes from.

use super::Config;
use crate::document::Tree;
use crate::source::Sources;
use crate::text::{KeyPath, LineIndex};
use serde_json::Value;

/// A setting, with its value and origin.
#[derive(Debug)]
pub struct Setting {
    /// Its key, such as `pages.timeline`.
    pub key: KeyPath,
    /// Its value as JSON; `null` if it is not set.
    pub value: Value,
    /// Where the value comes from.
    pub origin: Origin,
}

/// Where a setting comes from. A later variant overrides an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The built-in default.
    Default,
    /// The configuration file.
    File {
        /// Its path, relative to the project's folder.
        path: String,
        /// The line of the key, counted from 1.
        line: usize,
    },
    /// An environment variable, by its name.
    Variable(String),
    /// A command-line option, by its name.
    Option(&'static str),
}

impl Config {
    /// All settings, in the order of the reference, then the options given to the theme. `options`
    /// lists the keys that the command line has set in this configuration, each with the name of
    /// the option.
    pub fn in_force(&self, sources: &Sources, options: &[(KeyPath, &'static str)]) -> Vec<Setting> {
        let file = sources.config();
        let text = sources.text(file).unwrap_or_default();
        let tree = Tree::toml(&text).ok();
        let lines = LineIndex::new(&text);
        // Numbers, texts and Booleans always serialize.
        let values = serde_json::to_value(self).unwrap_or_default();
        let setting = |key: KeyPath| {
            let option = options.iter().find(|(set, _)| *set == key);
            let written = tree.as_ref().filter(|tree| tree.has(&key));
            let origin = if let Some((_, option)) = option {
                Origin::Option(option)
            } else if let Some(variable) = self.variables.get(&key) {
                Origin::Variable(variable.clone())
            } else if let Some(bytes) = written.and_then(|tree| tree.key(&key)) {
                Origin::File {
                    path: sources.path(file).to_owned(),
                    line: lines.position(&text, bytes.start).line,
                }
            } else {
                Origin::Default
            };
            let value = values.pointer(&format!("/{}", key.to_string().replace('.', "/")));
            Setting {
                value: value.cloned().unwrap_or_default(),
                key,
                origin,
            }
        };
        let of_theme = KeyPath::root().then("options");
        let given = self.options.keys().map(|name| of_theme.then(name.as_str()));
        super::keys()
            .into_iter()
            .chain(given)
            .map(setting)
            .collect()
    }
}
