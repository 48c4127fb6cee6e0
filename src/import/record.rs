//! An article's record as it is written: front matter in the order of the model, guesses marked, and what was not found.

use crate::document::yaml_scalar;
use crate::dossier::Slug;
use crate::text::Digest;

/// A fact that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub value: String,
    /// Whether it is guessed.
    pub guess: bool,
    /// Where it was found.
    pub from: String,
}

impl Found {
    /// A guess.
    pub(super) fn guess(value: impl Into<String>, from: &str) -> Self {
        Self {
            value: value.into(),
            guess: true,
            from: from.to_owned(),
        }
    }
}

/// What was found about an article. A fact that is not there was not found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The headline as printed.
    pub title: Option<Found>,
    /// The outlet.
    pub publisher: Option<Found>,
    /// The person or desk it credits.
    pub byline: Option<Found>,
    /// When it appeared, as EDTF.
    pub published: Option<Found>,
    /// Where it stands.
    pub url: Option<Found>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<Found>,
}

impl Facts {
    /// Every fact with its key, in the order of the front matter.
    pub fn all(&self) -> [(&'static str, Option<&Found>); 6] {
        [
            ("title", self.title.as_ref()),
            ("publisher", self.publisher.as_ref()),
            ("byline", self.byline.as_ref()),
            ("published", self.published.as_ref()),
            ("url", self.url.as_ref()),
            ("language", self.language.as_ref()),
        ]
    }
}

/// An article's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its id.
    pub id: Slug,
    /// What was found.
    pub facts: Facts,
    /// What the analyst should know.
    pub notices: Vec<String>,
    /// The cleaned text as Markdown, where it was asked for.
    pub body: Option<String>,
}

impl Record {
    /// The file's text. `capture` is the capture as it is to be named, `digest` its SHA-256.
    pub fn text(&self, capture: &str, digest: &Digest) -> String {
        let mut text = format!("---\n# capture: {capture}, SHA-256 {digest}\n");
        for notice in &self.notices {
            text.push_str(&format!("# note: {notice}\n"));
        }
        let mut missing = Vec::new();
        for (key, found) in self.facts.all() {
            let Some(found) = found else {
                missing.push(key);
                continue;
            };
            if found.guess {
                text.push_str(&format!("# guess, from {}:\n", found.from));
            }
            text.push_str(&format!("{key}: {}\n", yaml_scalar(&found.value)));
            if key == "published" {
                text.push_str(&format!(
                    "published_basis: {}\n",
                    yaml_scalar(&basis(found))
                ));
            }
        }
        if !missing.is_empty() {
            text.push_str(&format!("# not found: {}\n", missing.join(", ")));
        }
        let kind = if self.body.is_some() {
            "full"
        } else {
            "digest"
        };
        text.push_str(&format!("body: {kind}\n---\n"));
        if let Some(body) = &self.body {
            text.push('\n');
            text.push_str(body);
        }
        text
    }
}

/// How the date is known, as inline Markdown.
fn basis(found: &Found) -> String {
    let escaped = super::escape::escape(&found.from.replace('`', ""));
    if found.guess {
        format!("a guess of the import, from {escaped}; not confirmed")
    } else {
        format!("as the saved file declares it: {escaped}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Facts, Found, Record};
    use crate::diag::Sink;
    use crate::document::{front_matter, read_yaml};
    use crate::dossier::Slug;
    use crate::import::piece::clean;
    use crate::parse::ArticleEntry;
    use crate::parse::VOCABULARY;
    use crate::text::{Digest, FileId};
    use proptest::prelude::*;

    fn read(text: &str) -> ArticleEntry {
        let mut sink = Sink::new();
        let front = front_matter(text).expect("a closed front matter");
        let entry = read_yaml::<ArticleEntry>(text, front, FileId::new(0), &VOCABULARY, &mut sink);
        assert!(
            sink.diagnostics().is_empty(),
            "{text}\n{:?}",
            sink.diagnostics()
        );
        entry.value.expect("an article")
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_is_read(
            title in "[-#:@&*!|>%`'\"{}\\[\\],?~ .0-9a-zé]{1,40}|.{1,40}", guess in any::<bool>()
        ) {
            let title = clean(&title);
            prop_assume!(!title.is_empty());
            let found = Found { value: title.clone(), guess, from: title.clone() };
            let facts = Facts {
                title: Some(found.clone()),
                byline: Some(found.clone()),
                published: Some(Found { value: "2026-01-29".into(), ..found }),
                ..Facts::default()
            };
            let id = Slug::new("a").expect("an id");
            let record = Record { id, facts, notices: vec![title.clone()], body: None };
            let entry = read(&record.text("captures/a.txt", &Digest::of(b"")));
            prop_assert_eq!(entry.title.map(|plain| plain.0), Some(title.clone()));
            prop_assert_eq!(entry.byline.map(|plain| plain.0), Some(title));
            let basis = entry.published_basis.expect("a basis");
            prop_assert!(basis.faults.is_empty() && basis.body.links().is_empty());
            prop_assert!(entry.published.is_some());
        }
    }
}
