//! A label: what a page says at one place, in one language.
//!
//! In: its pattern, or one for each form that numbers have. Out: its words, with values in its
//! places. Reading labels from files is left to `file.rs`.

use super::pattern::{Pattern, Writer};
use super::plural::{Form, Plurals};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::sync::Arc;

/// One label.
#[derive(Debug, Clone)]
pub struct Label(pub(super) Forms);

/// The texts of a label.
#[derive(Debug, Clone)]
pub(super) enum Forms {
    /// One text for all numbers.
    One(Pattern),
    /// A text for each form that numbers have.
    Counted {
        rules: Arc<Plurals>,
        forms: Vec<(Form, Pattern)>,
    },
}

impl Label {
    /// A label that says `text`, or nothing if `text` is not a valid pattern.
    pub(super) fn of_text(text: &str) -> Self {
        Self(Forms::One(Pattern::new(text).unwrap_or_else(|_| {
            Pattern::new("").expect("nothing has no places")
        })))
    }

    /// The words, if it has no places.
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

    /// Its forms by their names, each as it is written in a file. A label that depends on no number
    /// has only the form `other`.
    pub fn forms(&self) -> BTreeMap<&'static str, String> {
        let patterns = self.named_patterns();
        patterns
            .map(|(form, pattern)| (form, pattern.to_string()))
            .collect()
    }

    /// Its forms by their names. A label that depends on no number has only the form `other`.
    pub(super) fn named_patterns(&self) -> impl Iterator<Item = (Form, &Pattern)> {
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

    /// Writes the form for `count` things.
    pub fn write(&self, count: Option<usize>, writer: &mut impl Writer) {
        self.pattern(count).write(writer);
    }

    /// The text, with `values` in its places. Links become plain words.
    pub(super) fn fill(&self, count: Option<usize>, values: &[(&str, &dyn Display)]) -> String {
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
