//! `overrides.toml`: of what each of the project's own versions of a theme's files was made.
//!
//! A TOML table for each, by its path in the project.

use crate::diag::Sink;
use crate::document::{Vocabulary, read_toml};
use crate::source::{Role, Sources};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const HEAD: &str = "# What the project's own versions of a theme's files were made of. `dossier theme eject` writes this file; commit it.\n";

/// What is recorded, by the paths of the own versions in the project.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Record(BTreeMap<String, Taken>);

/// The original that an own version was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table")]
pub(super) struct Taken {
    /// The name of the theme.
    pub(super) theme: String,
    /// The version of the program, where it brings the theme along.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    /// The SHA-256 of the original's bytes, in hexadecimal digits.
    pub(super) sha256: String,
}

impl Taken {
    /// The theme as messages name it.
    pub(super) fn from(&self) -> String {
        match &self.version {
            Some(version) => format!("`{}` (dossier {version})", self.theme),
            None => format!("`{}`", self.theme),
        }
    }
}

impl Record {
    /// Reads the project's record, reporting every fault; what holds is returned.
    pub(super) fn read(sources: &Sources, sink: &mut Sink) -> Self {
        let Some((file, _)) = sources.of(Role::Overrides).next() else {
            return Self::default();
        };
        match sources.text(file) {
            Ok(text) => read_toml(&text, file, &Vocabulary::NONE, sink)
                .value
                .unwrap_or_default(),
            Err(diagnostic) => {
                sink.report(*diagnostic);
                Self::default()
            }
        }
    }

    /// Whether nothing is recorded.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the own version at `path` was made of.
    pub(super) fn find(&self, path: &str) -> Option<&Taken> {
        self.0.get(path)
    }

    /// Records what the own version at `path` is made of.
    pub(super) fn insert(&mut self, path: String, taken: Taken) {
        self.0.insert(path, taken);
    }

    /// Forgets those of which `is_there` does not hold.
    pub(super) fn retain(&mut self, is_there: impl Fn(&str) -> bool) {
        self.0.retain(|path, _| is_there(path));
    }

    /// The file's text.
    pub(super) fn text(&self) -> String {
        let tables = self.0.iter().map(|(path, taken)| {
            let mut table = format!("\n[{}]\ntheme = {}\n", quoted(path), quoted(&taken.theme));
            if let Some(version) = &taken.version {
                table += &format!("version = {}\n", quoted(version));
            }
            table + &format!("sha256 = {}\n", quoted(&taken.sha256))
        });
        tables.fold(HEAD.to_owned(), |text, table| text + &table)
    }
}

/// `text` as a TOML string. A JSON string is one (TOML 1.0, section “String”).
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::{Record, Taken};
    use crate::diag::Sink;
    use crate::document::{Vocabulary, read_toml};
    use crate::text::FileId;

    #[test]
    fn a_record_is_read_as_it_is_written() {
        let mut record = Record::default();
        for (path, version) in [
            ("templates/base.html", Some("0.1.0".to_owned())),
            ("static/a \"b\" \\ ü.css", None),
        ] {
            let taken = Taken {
                theme: "briefing".into(),
                version,
                sha256: "ab".repeat(32),
            };
            record.insert(path.into(), taken);
        }
        let text = record.text();
        let mut sink = Sink::new();
        let read = read_toml(&text, FileId::new(0), &Vocabulary::NONE, &mut sink);
        assert!(sink.diagnostics().is_empty(), "{text}");
        assert_eq!(read.value, Some(record));
    }
}
