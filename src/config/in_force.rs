//! What settings a project is built with, and where each comes from.

use super::Config;
use crate::document::Tree;
use crate::source::Sources;
use crate::text::{KeyPath, LineIndex};
use serde_json::Value;

/// One setting.
#[derive(Debug)]
pub struct Setting {
    /// Its key: `pages.timeline`.
    pub key: KeyPath,
    /// Its value, as JSON has it; `null` where it is not set.
    pub value: Value,
    /// Where the value comes from.
    pub origin: Origin,
}

/// Where a setting comes from: the first of these that gives it, from the last to the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nothing gives it.
    Default,
    /// The configuration file, and the line of the key there, counted from 1.
    File {
        /// Its path, relative to the project's folder.
        path: String,
        /// The line.
        line: usize,
    },
    /// A variable of the environment.
    Variable(String),
    /// An option of the command line.
    Option(&'static str),
}

impl Config {
    /// All settings, in the order in which the reference has them, then the options that are given to the theme. `options` are keys that an option of the command line has set in
    /// this configuration, each with the name of the option.
    pub fn in_force(&self, sources: &Sources, options: &[(KeyPath, &'static str)]) -> Vec<Setting> {
        let file = sources.config();
        let text = sources.text(file).unwrap_or_default();
        let tree = Tree::toml(&text).ok();
        let lines = LineIndex::new(&text);
        // Numbers, texts and truths always serialize.
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
