//! Merges the files of labels for a language. The project's labels take precedence over the
//! theme's, and these over the program's. A country takes precedence over its language, and English
//! comes last.

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

/// The language that defines all labels.
const ENGLISH: &str = "en";

impl Labels {
    /// Reads the labels for the language of the site. Labels with errors are reported and count as
    /// missing. Missing labels are replaced by English ones.
    pub fn read(sources: &Sources, config: &Config, sink: &mut Sink) -> Self {
        Self::read_with_texts(sources, config, sink).0
    }

    /// Like [`Self::read`], but also returns the texts of the files that were read.
    pub fn read_with_texts(sources: &Sources, config: &Config, sink: &mut Sink) -> (Self, Texts) {
        let layers = Layers::read(sources, config.language.as_str(), sink);
        let texts = layers.layers.iter();
        let texts = texts.map(|layer| (layer.file, Arc::clone(&layer.text)));
        let texts = texts.collect();
        (Self::new(layers.merged(config, sink)), texts)
    }
}

/// The texts of files, with the ids of the files.
pub type Texts = Vec<(FileId, Arc<str>)>;

/// The files of labels for a language, in order of precedence.
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
    /// Reads the files for `language`, a BCP 47 tag. Reports every error.
    fn read(sources: &'s Sources, language: &str, sink: &mut Sink) -> Self {
        let mut this = Self {
            sources,
            defined: Defined::new(),
            layers: Vec::new(),
        };
        // The English labels of the program and the theme define which labels exist.
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

    /// Reads the file of one language in one folder, if it exists.
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
            // Keep the file as an empty layer, so that it does not count as unused.
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

    /// Warns of the project's files of labels if none of them is for the language.
    fn report_unread(&self, sink: &mut Sink) {
        if self.layers.iter().any(|layer| layer.role == Role::Labels) {
            return;
        }
        for (file, _) in self.sources.of(Role::Labels) {
            let message = "these labels are not used: they are not for the site's language";
            sink.report(
                Diagnostic::warning(Code::UnreadFile, Place::File(file), message).help(
                    "name the file after the site's language: `de.toml` for `language = \"de\"`",
                ),
            );
        }
    }

    /// The label for each key. Warns of labels that are not translated.
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
        // Report at the file that should have them, or else at the setting of the language.
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
            "{} labels are not translated into `{language}`; English is used",
            lacking.len()
        );
        sink.report(
            Diagnostic::warning(Code::MissingLabels, place, message)
                .note(format!("they are {}", listed(lacking)))
                .help(format!("add them to `{to_add_to}`")),
        );
    }
}

/// The languages to look for, the most specific first: `de-AT`, `de`.
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
