//! Reads and writes `overrides.toml`, the record of where overrides came from.
//!
//! In: the file's text. Out: the original of each override. It is a TOML file with one table per
//! override, named by its path in the project. Comparing originals is left to
//! `standing.rs`.

use crate::diag::Sink;
use crate::document::{Vocabulary, read_toml};
use crate::source::{Role, Sources};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const HEAD: &str = "# Where the project's own versions of theme files come from. `dossier theme eject` writes this file; commit it.\n";

/// The recorded originals, by the path of the override in the project.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct OverridesRecord(BTreeMap<String, Taken>);

/// The original that an override was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table")]
pub(super) struct Taken {
    /// The name of the theme.
    pub(super) theme: String,
    /// The version of the program, if the theme is part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    /// The SHA-256 of the original's bytes, in hexadecimal.
    pub(super) sha256: String,
}

impl Taken {
    /// The theme as messages name it, with the program's version if known.
    pub(super) fn from(&self) -> String {
        match &self.version {
            Some(version) => format!("`{}` (dossier {version})", self.theme),
            None => format!("`{}`", self.theme),
        }
    }
}

impl OverridesRecord {
    /// Reads the project's record. Every fault is reported, and the valid entries are returned.
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

    /// Whether no override is recorded.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The original of the override at `path`.
    pub(super) fn find(&self, path: &str) -> Option<&Taken> {
        self.0.get(path)
    }

    /// Records the original of the override at `path`, replacing an earlier entry.
    pub(super) fn insert(&mut self, path: String, taken: Taken) {
        self.0.insert(path, taken);
    }

    /// Removes the entries with a path for which `is_there` returns false.
    pub(super) fn retain(&mut self, is_there: impl Fn(&str) -> bool) {
        self.0.retain(|path, _| is_there(path));
    }

    /// The text of the file, with a comment at its head.
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

/// `text` as a TOML string. Every JSON string is also a TOML string (TOML 1.0, section "String").
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::{OverridesRecord, Taken};
    use crate::diag::Sink;
    use crate::document::{Vocabulary, read_toml};
    use crate::text::FileId;

    #[test]
    fn a_record_is_read_as_it_is_written() {
        let mut record = OverridesRecord::default();
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
