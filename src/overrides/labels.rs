//! Implements `dossier theme labels`: all English labels in one file, ready for translation.
//!
//! In: the label files of the program and of the theme. Out: a TOML document. Checking a
//! translation is left to `labels/`.

use super::open_theme::OpenTheme;
use crate::config::Project;
use crate::report::NotDone;
use crate::source::Role;
use std::collections::BTreeSet;

const HEAD: &str = "\
# All words on pages that are not content, in English. Translate the quoted texts and save the file in `labels/`, named after the
# language: `labels/fr.toml` for a site with `language = \"fr\"`. {name} is replaced with a value, and [words](name) becomes a link:
# keep both in a translation, in any order. A table with `one` and `other` depends on the number {count}: write one text for each
# plural form of the language (CLDR).
";

/// The English labels of the program and of the current theme, as TOML with their comments. Tables
/// with the same name are merged. Each label appears once, as the theme has it.
///
/// # Errors
/// [`NotDone`] if the configuration has faults.
pub fn labels(project: &Project) -> Result<String, NotDone> {
    let opened = OpenTheme::read(project)?;
    let sources = &opened.sources;
    let mut tables: Vec<Table> = Vec::new();
    for role in [Role::BaseLabels, Role::ThemeLabels] {
        let mut files = sources.of(role);
        let english = files.find(|(_, file)| file.name == "en.toml");
        // An unreadable file counts as empty here. Builds report it.
        let text = english.and_then(|(id, _)| sources.text(id).ok());
        for table in Table::all(&text.unwrap_or_default()) {
            match tables.iter_mut().find(|other| other.name == table.name) {
                Some(other) => other.add(&table),
                None => tables.push(table),
            }
        }
    }
    let tables = tables.iter();
    let tables = tables.map(|table| format!("\n{}\n{}", table.head, table.lines));
    Ok(HEAD.to_owned() + &tables.collect::<String>())
}

/// The key of a label, which is on one line.
fn key(line: &str) -> &str {
    line.split('=').next().unwrap_or_default().trim()
}

/// A table in a label file, as written.
struct Table {
    name: String,
    /// The line with the table's name.
    head: String,
    /// The lines below it, without empty ones.
    lines: String,
}

impl Table {
    /// Adds the labels of a theme's table, which win over those of the program.
    fn add(&mut self, theme: &Self) {
        let own: BTreeSet<&str> = theme.lines.lines().map(key).collect();
        let program = self.lines.lines().filter(|line| !own.contains(key(line)));
        let lines = program.chain(theme.lines.lines());
        self.lines = lines.map(|line| format!("{line}\n")).collect();
    }

    /// All tables of a file, in order. Text above the first table describes the file and is
    /// dropped.
    fn all(text: &str) -> Vec<Self> {
        let mut tables: Vec<Self> = Vec::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            if let Some((name, _)) = line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                tables.push(Self {
                    name: name.to_owned(),
                    head: line.to_owned(),
                    lines: String::new(),
                });
            } else if let Some(table) = tables.last_mut() {
                table.lines.push_str(line);
                table.lines.push('\n');
            }
        }
        tables
    }
}
