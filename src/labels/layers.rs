//! Which files of labels there are for a language, and which of them has the word: the project's before the theme's, and the theme's
//! before the program's; a country's before its language's, and English last.

use super::file::{self, Defined, Definition};
use super::label::Label;
use super::words::Labels;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::LanguageTag;
use crate::source::{Role, Sources};
use crate::text::{FileId, listed};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The language whose labels are complete.
const ENGLISH: &str = "en";

impl Labels {
    /// Reads the labels for the language of the site. Every fault is reported, and a label with a
    /// fault counts as missing. A label that is missing in the language is said in English.
    pub fn read(sources: &Sources, config: &Config, sink: &mut Sink) -> Self {
        Self::read_with_texts(sources, config, sink).0
    }

    /// The same, with the texts of the files that were read.
    pub fn read_with_texts(sources: &Sources, config: &Config, sink: &mut Sink) -> (Self, Texts) {
        let layers = Layers::read(sources, config.language.as_str(), sink);
        let texts = layers.layers.iter();
        let texts = texts.map(|layer| (layer.file, Arc::clone(&layer.text)));
        let texts = texts.collect();
        (Self::new(layers.merged(config, sink)), texts)
    }
}

/// The texts of files, with the files.
pub type Texts = Vec<(FileId, Arc<str>)>;

/// The files of labels for a language, those that win first.
struct Layers<'s> {
    sources: &'s Sources,
    defined: Defined,
    layers: Vec<Layer>,
}

/// A file of labels that was read.
struct Layer {
    file: FileId,
    role: Role,
    language: String,
    text: Arc<str>,
    labels: BTreeMap<String, Label>,
}

impl<'s> Layers<'s> {
    /// Reads the files for `language`, a tag of BCP 47, reporting every fault.
    fn read(sources: &'s Sources, language: &str, sink: &mut Sink) -> Self {
        let mut this = Self {
            sources,
            defined: Defined::new(),
            layers: Vec::new(),
        };
        // What there is at all is what English has, in the program and in the theme.
        for role in [Role::BaseLabels, Role::ThemeLabels] {
            this.read_file(role, ENGLISH, true, sink);
        }
        this.layers.reverse();
        let english = std::mem::take(&mut this.layers);
        let chain = chain(language);
        for language in chain.iter().filter(|language| *language != ENGLISH) {
            for role in [Role::Labels, Role::ThemeLabels, Role::BaseLabels] {
                this.read_file(role, language, false, sink);
            }
        }
        this.read_file(Role::Labels, ENGLISH, false, sink);
        this.layers.extend(english);
        this.report_unread(sink);
        this
    }

    /// Reads the file of one language in one folder, where there is one.
    fn read_file(&mut self, role: Role, language: &str, defines: bool, sink: &mut Sink) {
        let name = format!("{language}.toml");
        let mut files = self.sources.of(role);
        let Some((file, _)) = files.find(|(_, file)| file.name.eq_ignore_ascii_case(&name)) else {
            return;
        };
        let (text, labels): (Arc<str>, _) = match self.sources.text(file) {
            Ok(text) => {
                let labels = file::read(&text, file, language, &self.defined, defines, sink);
                (text.into(), labels)
            }
            // It was meant to be read, and has no labels.
            Err(diagnostic) => {
                sink.report(*diagnostic);
                ("".into(), BTreeMap::new())
            }
        };
        if defines {
            for (key, label) in &labels {
                let definition = self.defined.entry(key.clone());
                definition.or_insert_with(|| Definition::of(label));
            }
        }
        self.layers.push(Layer {
            file,
            role,
            language: language.to_owned(),
            text,
            labels,
        });
    }

    /// The project's files of labels of which none is for the language: a slip, as it seems.
    fn report_unread(&self, sink: &mut Sink) {
        if self.layers.iter().any(|layer| layer.role == Role::Labels) {
            return;
        }
        for (file, _) in self.sources.of(Role::Labels) {
            let message = "nothing reads these labels: they are not those of the site's language";
            sink.report(
                Diagnostic::warning(Code::UnreadFile, Place::File(file), message)
                    .help("a file of labels is called as its language: `de.toml` for a site with `language = \"de\"`"),
            );
        }
    }

    /// The label for each key. Warns of what is said in English for lack of a word.
    fn merged(self, config: &Config, sink: &mut Sink) -> BTreeMap<String, Label> {
        let language = config.language.as_str();
        let mut merged: BTreeMap<String, (Label, bool)> = BTreeMap::new();
        for layer in &self.layers {
            let is_english = layer.language == ENGLISH;
            for (key, label) in &layer.labels {
                let entry = merged.entry(key.clone());
                entry.or_insert_with(|| (label.clone(), is_english));
            }
        }
        let lacking: BTreeSet<&str> = merged
            .iter()
            .filter(|(_, (_, is_english))| *is_english)
            .map(|(key, _)| key.as_str())
            .collect();
        if !chain(language).iter().any(|language| language == ENGLISH) && !lacking.is_empty() {
            self.report_lacking(&lacking, config, sink);
        }
        let labels = merged.into_iter();
        labels.map(|(key, (label, _))| (key, label)).collect()
    }

    fn report_lacking(&self, lacking: &BTreeSet<&str>, config: &Config, sink: &mut Sink) {
        let language = config.language.as_str();
        // Where to add them, or where the language is named.
        let own = self.layers.iter().find(|layer| {
            layer.language != ENGLISH && matches!(layer.role, Role::Labels | Role::ThemeLabels)
        });
        let place = match own {
            Some(layer) => Place::File(layer.file),
            None => config.place(self.sources, "language"),
        };
        let to_add_to = match own {
            Some(layer) if layer.role == Role::Labels => self.sources.path(layer.file).to_owned(),
            _ => format!("labels/{language}.toml"),
        };
        let message = format!(
            "{} labels have no words in `{language}`, and are said in English",
            lacking.len()
        );
        sink.report(
            Diagnostic::warning(Code::MissingLabels, place, message)
                .note(format!("they are {}", listed(lacking)))
                .help(format!("write them into `{to_add_to}`")),
        );
    }
}

/// The languages to look for, the narrowest first: `de-AT`, `de`.
fn chain(language: &str) -> Vec<String> {
    let mut chain = vec![language.to_ascii_lowercase()];
    while let Some((shorter, _)) = chain.last().and_then(|last| last.rsplit_once('-')) {
        let shorter = shorter.to_owned();
        if LanguageTag::new(&shorter).is_none() {
            break;
        }
        chain.push(shorter);
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::chain;

    #[test]
    fn a_country_is_looked_for_before_its_language() {
        assert_eq!(chain("de-AT"), ["de-at", "de"]);
        assert_eq!(chain("zh-Hant-TW"), ["zh-hant-tw", "zh-hant", "zh"]);
        assert_eq!(chain("en"), ["en"]);
    }
}
