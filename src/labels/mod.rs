//! The words of pages that are no content, in the language of the site. In: the files of labels of the program, the theme and the
//! project. Out: [`Labels`], which give the words, and make sentences of them.
//!
//! The program's own labels (`en.toml` and `de.toml` in this folder) are those of dates, terms and what else Rust puts on pages: any
//! theme has them. A theme adds its own, in `labels/` of its folder, English being complete; a project replaces single ones in
//! `labels/` of its own. Numbers choose between forms by the rules of CLDR.

mod dates;
mod direction;
mod file;
mod layers;
mod naming;
mod pattern;
mod plural;
mod terms;
mod words;

pub use direction::direction;
pub use naming::Named;
pub use pattern::Writer;
pub use words::USED;

use layers::Layers;
use pattern::Pattern;
use plural::{Form, Plurals};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::sync::Arc;

use crate::config::Config;
use crate::diag::Sink;
use crate::source::Sources;

/// The labels of a site.
#[derive(Debug)]
pub struct Labels {
    by_key: BTreeMap<String, Arc<Label>>,
    /// Those that Rust asks for, in the order of [`words::USED`].
    words: Vec<Arc<Label>>,
}

/// One label.
#[derive(Debug, Clone)]
pub struct Label(Forms);

#[derive(Debug, Clone)]
enum Forms {
    One(Pattern),
    Counted {
        rules: Arc<Plurals>,
        forms: Vec<(Form, Pattern)>,
    },
}

impl Labels {
    /// Reads the labels for the language of the site, reporting every fault. What has one counts as not given, and what a language
    /// lacks is said in English.
    pub fn read(sources: &Sources, config: &Config, sink: &mut Sink) -> Self {
        let found = Layers::read(sources, config.language.as_str(), sink).merged(config, sink);
        Self::new(found)
    }

    fn new(found: BTreeMap<String, Label>) -> Self {
        let by_key: BTreeMap<String, Arc<Label>> = found
            .into_iter()
            .map(|(key, label)| (key, Arc::new(label)))
            .collect();
        let word = |(key, _): &(&str, &[&str])| match by_key.get(*key) {
            Some(label) => Arc::clone(label),
            // A test sees that English has all of them.
            None => Arc::new(Label::of_text(key)),
        };
        Self {
            words: USED.iter().map(word).collect(),
            by_key,
        }
    }

    /// The label `key`.
    pub fn get(&self, key: &str) -> Option<&Label> {
        self.by_key.get(key).map(|label| &**label)
    }

    /// All labels with their keys, in the order of these.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Label)> {
        self.by_key
            .iter()
            .map(|(key, label)| (key.as_str(), &**label))
    }

    /// The words of the label `key`, which has no places.
    fn text(&self, key: &str) -> &str {
        self.get(key).and_then(Label::plain).unwrap_or_default()
    }
}

/// None: what has no words says its key.
impl Default for Labels {
    fn default() -> Self {
        Self::new(BTreeMap::new())
    }
}

impl Label {
    fn of_text(text: &str) -> Self {
        Self(Forms::One(Pattern::new(text).unwrap_or_else(|_| {
            Pattern::new("").expect("nothing has no places")
        })))
    }

    /// The words, where it has no places.
    pub fn plain(&self) -> Option<&str> {
        match &self.0 {
            Forms::One(pattern) => pattern.plain(),
            Forms::Counted { .. } => None,
        }
    }

    /// Whether a number chooses between its forms.
    pub fn is_counted(&self) -> bool {
        matches!(self.0, Forms::Counted { .. })
    }

    /// The names of its places.
    pub fn places(&self) -> BTreeSet<&str> {
        let patterns = self.named_patterns();
        patterns.flat_map(|(_, pattern)| pattern.places()).collect()
    }

    /// Its forms by their names, each as it is written in a file; one that depends on no number is `other`.
    pub fn forms(&self) -> BTreeMap<&'static str, String> {
        let patterns = self.named_patterns();
        patterns
            .map(|(form, pattern)| (form, pattern.to_string()))
            .collect()
    }

    /// Its forms by their names; one that depends on no number is `other`.
    fn named_patterns(&self) -> impl Iterator<Item = (Form, &Pattern)> {
        let (one, many) = match &self.0 {
            Forms::One(pattern) => (Some(("other", pattern)), [].as_slice()),
            Forms::Counted { forms, .. } => (None, forms.as_slice()),
        };
        one.into_iter()
            .chain(many.iter().map(|(form, pattern)| (*form, pattern)))
    }

    fn pattern(&self, count: Option<usize>) -> &Pattern {
        match &self.0 {
            Forms::One(pattern) => pattern,
            Forms::Counted { rules, forms } => {
                let wanted = count.map_or("other", |count| rules.form(count));
                let form = forms.iter().find(|(form, _)| *form == wanted);
                // `other` is the last, and always there.
                let (_, pattern) = form.unwrap_or(&forms[forms.len() - 1]);
                pattern
            }
        }
    }

    /// Writes it for `count` things.
    pub fn write(&self, count: Option<usize>, writer: &mut impl Writer) {
        self.pattern(count).write(writer);
    }

    /// The text, with `values` in its places; links are their words.
    fn fill(&self, count: Option<usize>, values: &[(&str, &dyn Display)]) -> String {
        let mut text = Filled {
            out: String::new(),
            values,
        };
        self.pattern(count).write(&mut text);
        text.out
    }
}

/// A text without links.
struct Filled<'v> {
    out: String,
    values: &'v [(&'v str, &'v dyn Display)],
}

impl Writer for Filled<'_> {
    fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn value(&mut self, name: &str) {
        if let Some((_, value)) = self.values.iter().find(|(place, _)| *place == name) {
            self.out.push_str(&value.to_string());
        }
    }

    fn begin_link(&mut self, _name: &str) -> bool {
        false
    }

    fn end_link(&mut self) {}
}

#[cfg(test)]
mod tests;
