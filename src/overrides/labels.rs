//! `dossier theme labels`: all labels in English, those of the program and those of the theme, as one file to be translated.

use super::eject::{Options, Project};
use crate::report::NotDone;
use crate::source::Role;

const HEAD: &str = "\
# All words of pages that are no content, in English. Translate the texts in quotes, and save the file in `labels/` under the name of
# the language: `labels/fr.toml` for a site with `language = \"fr\"`. {name} is a place for a value, [words](name) a link of words; a
# translation has the same places, in any order. A table with `one` and `other` depends on the number {count}: it has the forms that
# numbers have in the language (CLDR).
";

/// The labels in English of the program and of the theme in force: a TOML document with the comments that theirs have. A table that
/// both have is one.
///
/// # Errors
/// [`NotDone`] where the configuration has faults.
pub fn labels(options: &Options) -> Result<String, NotDone> {
    let project = Project::read(options)?;
    let sources = &project.sources;
    let mut tables: Vec<Table> = Vec::new();
    for role in [Role::BaseLabels, Role::ThemeLabels] {
        let mut files = sources.of(role);
        let english = files.find(|(_, file)| file.name == "en.toml");
        // What cannot be read is told by those who build.
        let text = english.and_then(|(id, _)| sources.text(id).ok());
        for table in Table::all(&text.unwrap_or_default()) {
            match tables.iter_mut().find(|other| other.name == table.name) {
                Some(other) => other.lines.push_str(&table.lines),
                None => tables.push(table),
            }
        }
    }
    let tables = tables.iter();
    let tables = tables.map(|table| format!("\n{}\n{}", table.head, table.lines));
    Ok(HEAD.to_owned() + &tables.collect::<String>())
}

/// A table of a file of labels, as it is written.
struct Table {
    name: String,
    /// The line with its name.
    head: String,
    /// The lines below it, without empty ones.
    lines: String,
}

impl Table {
    /// The tables of a file, in their order. What stands above the first is about the file.
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
