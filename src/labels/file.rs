//! Reads one file of labels: TOML, with a table for each group of labels. In: the text of the file.
//! Out: its valid labels, by key.

use super::label::{Forms, Label};
use super::pattern::Pattern;
use super::plural::{FORMS, Form, Plurals};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::document::{self, Vocabulary};
use crate::text::{FileId, KeyPath, nearest};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// The definition of each label, by key, taken from English.
pub(super) type Defined = BTreeMap<String, Definition>;

/// What must be the same for a label in all languages: its places, and whether it depends on a
/// number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Definition {
    pub(super) places: BTreeSet<String>,
    pub(super) is_counted: bool,
}

impl Definition {
    pub(super) fn of(label: &Label) -> Self {
        let places: BTreeSet<String> = label.places().into_iter().map(str::to_owned).collect();
        Self {
            is_counted: label.is_counted() || places.contains(COUNT),
            places,
        }
    }
}

/// The place for the number that chooses a form.
const COUNT: &str = "count";

/// A text, or a table of entries.
#[derive(Debug)]
enum Entry {
    Text(String),
    Table(BTreeMap<String, Self>),
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Entry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a table of texts")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Entry, E> {
                Ok(Entry::Text(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
                let mut entries = BTreeMap::new();
                while let Some((key, entry)) = map.next_entry()? {
                    entries.insert(key, entry);
                }
                Ok(Entry::Table(entries))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Reads the labels of a file in `language`. The file may contain only labels in `defined`, unless
/// `defines` is set.
pub(super) fn read(
    text: &str,
    file: FileId,
    language: &str,
    defined: &Defined,
    defines: bool,
    sink: &mut Sink,
) -> BTreeMap<String, Label> {
    let Some(entry) = document::read_toml::<Entry>(text, file, &Vocabulary::NONE, sink).value
    else {
        return BTreeMap::new();
    };
    let mut reader = Reader {
        file,
        language,
        rules: Arc::new(Plurals::of(language)),
        defined,
        defines,
        labels: BTreeMap::new(),
        sink,
    };
    reader.table_or_label("", &KeyPath::root(), entry);
    reader.labels
}

struct Reader<'a> {
    file: FileId,
    language: &'a str,
    rules: Arc<Plurals>,
    defined: &'a Defined,
    defines: bool,
    labels: BTreeMap<String, Label>,
    sink: &'a mut Sink,
}

impl Reader<'_> {
    fn table_or_label(&mut self, key: &str, path: &KeyPath, entry: Entry) {
        let definition = self.defined.get(key);
        let label = match (definition, entry) {
            (Some(_), Entry::Text(text)) => self.pattern(path, &text).map(Forms::One),
            (Some(definition), Entry::Table(forms)) if definition.is_counted => {
                self.forms(path, forms)
            }
            (Some(_), Entry::Table(_)) => {
                let message = format!("the label `{key}` does not depend on a number");
                self.wrong(path, message, "write a single text");
                None
            }
            (None, Entry::Table(entries)) if self.is_table(key, &entries) => {
                for (name, entry) in entries {
                    let key = match key {
                        "" => name.clone(),
                        key => format!("{key}.{name}"),
                    };
                    self.table_or_label(&key, &path.then(name.as_str()), entry);
                }
                None
            }
            (None, Entry::Table(forms)) if self.defines => self.forms(path, forms),
            (None, Entry::Text(text)) if self.defines => self.pattern(path, &text).map(Forms::One),
            (None, _) => {
                self.unknown(key, path);
                None
            }
        };
        let Some(label) = label.map(Label) else {
            return;
        };
        let sound = match definition {
            Some(definition) => self.fits(key, path, &label, definition),
            None => true,
        };
        if sound {
            self.labels.insert(key.to_owned(), label);
        }
    }

    /// Whether this is a table of labels, rather than the forms of one label.
    fn is_table(&self, key: &str, entries: &BTreeMap<String, Entry>) -> bool {
        let above = format!("{key}.");
        let known = || self.defined.keys().any(|known| known.starts_with(&above));
        let forms = || matches!(entries.get("other"), Some(Entry::Text(_)));
        key.is_empty() || known() || (self.defines && !forms())
    }

    fn pattern(&mut self, path: &KeyPath, text: &str) -> Option<Pattern> {
        match Pattern::new(text) {
            Ok(pattern) => Some(pattern),
            Err(fault) => {
                // The rest of the text identifies the place, because the same brace may occur
                // before it.
                let needle = match fault.at.len() {
                    1 => &text[fault.at.start..],
                    _ => &text[fault.at],
                };
                let place = Place::Within(self.file, path.clone(), needle.to_owned());
                self.sink.report(
                    Diagnostic::error(Code::InvalidLabel, place, fault.message)
                        .help("a place for a value is its name in braces: `{count}`"),
                );
                None
            }
        }
    }

    /// The forms of a label that depends on a number.
    fn forms(&mut self, path: &KeyPath, entries: BTreeMap<String, Entry>) -> Option<Forms> {
        let wanted = self.rules.forms();
        let language = self.language;
        let list = quoted(wanted.iter().copied());
        let mut forms: Vec<(Form, Pattern)> = Vec::new();
        let mut sound = true;
        for (name, entry) in entries {
            let path = path.then(name.as_str());
            let form = FORMS.into_iter().find(|form| *form == name);
            let form = form.filter(|form| wanted.contains(form));
            let (Some(form), Entry::Text(text)) = (form, entry) else {
                let message = format!("`{name}` is not a plural form in `{language}`");
                let place = Place::Key(self.file, path);
                self.sink.report(
                    Diagnostic::error(Code::InvalidLabel, place, message)
                        .help(format!("according to CLDR, the plural forms are {list}")),
                );
                sound = false;
                continue;
            };
            match self.pattern(&path, &text) {
                Some(pattern) => forms.push((form, pattern)),
                None => sound = false,
            }
        }
        forms.sort_by_key(|(form, _)| FORMS.iter().position(|known| known == form));
        let lacking = wanted
            .iter()
            .filter(|form| !forms.iter().any(|(there, _)| there == *form));
        let lacking: Vec<Form> = lacking.copied().collect();
        if sound && !lacking.is_empty() {
            let message = format!(
                "this label is missing {} of the plural forms in `{language}`",
                quoted(lacking.into_iter())
            );
            let place = Place::Key(self.file, path.clone());
            let help = format!("according to CLDR, the plural forms are {list}");
            self.sink
                .report(Diagnostic::error(Code::InvalidLabel, place, message).help(help));
            sound = false;
        }
        sound.then(|| Forms::Counted {
            rules: Arc::clone(&self.rules),
            forms,
        })
    }

    /// Checks that a label has the places of its definition.
    fn fits(&mut self, key: &str, path: &KeyPath, label: &Label, of: &Definition) -> bool {
        let mut sound = true;
        for (form, pattern) in label.named_patterns() {
            let path = match label.is_counted() {
                true => path.then(form),
                false => path.clone(),
            };
            let places = pattern.places();
            let mut is_misnamed = false;
            for place in &places {
                if of.places.contains(*place) || (of.is_counted && *place == COUNT) {
                    continue;
                }
                let near = nearest(place, of.places.iter().map(String::as_str));
                let help = match (near, of.places.is_empty()) {
                    (Some(near), _) => format!("did you mean `{{{near}}}`?"),
                    (None, true) => "the label has no places: remove it".to_owned(),
                    (None, false) => format!("its places are {}", braced(&of.places)),
                };
                // Search for the name without braces, because a link has none.
                let message = format!("the label `{key}` has no place `{{{place}}}`");
                let place = Place::Within(self.file, path.clone(), (*place).to_owned());
                self.sink
                    .report(Diagnostic::error(Code::InvalidLabel, place, message).help(help));
                is_misnamed = true;
            }
            // A misspelt place would also be reported as missing.
            if is_misnamed {
                sound = false;
                continue;
            }
            // Other forms may use a word for the number: `an article`.
            let needed = |place: &&String| !(form != "other" && *place == COUNT);
            let lacking = of.places.iter().filter(needed);
            let lacking: Vec<&String> = lacking
                .filter(|place| !places.contains(place.as_str()))
                .collect();
            for place in lacking {
                let message = format!("the label `{key}` is missing its place `{{{place}}}`");
                self.wrong(
                    &path,
                    message,
                    &format!("its places are {}", braced(&of.places)),
                );
                sound = false;
            }
        }
        sound
    }

    fn wrong(&mut self, path: &KeyPath, message: String, help: &str) {
        let place = Place::Value(self.file, path.clone());
        self.sink
            .report(Diagnostic::error(Code::InvalidLabel, place, message).help(help));
    }

    fn unknown(&mut self, key: &str, path: &KeyPath) {
        let groups = self.defined.keys().filter_map(|key| key.split('.').next());
        let keys = self.defined.keys().map(String::as_str);
        let help = match nearest(key, keys.chain(groups)) {
            Some(near) => {
                // The key is already in the table of its group.
                let group = key.rsplit_once('.').map(|(group, _)| format!("{group}."));
                let own = group.and_then(|group| near.strip_prefix(&group));
                format!("did you mean `{}`?", own.unwrap_or(near))
            }
            None => "all labels are listed in the theme's `labels/en.toml` and in that of the program, which the theme's \
                     README names"
                .to_owned(),
        };
        let place = Place::Key(self.file, path.clone());
        let message = format!("there is no label `{key}`");
        self.sink
            .report(Diagnostic::error(Code::UnknownKey, place, message).help(help));
    }
}

fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn braced(places: &BTreeSet<String>) -> String {
    let places: Vec<String> = places
        .iter()
        .map(|place| format!("`{{{place}}}`"))
        .collect();
    places.join(", ")
}
