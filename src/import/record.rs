//! Formats an article's record.
//!
//! In: the facts found, notices, and the body. Out: the text of the record's file, with guesses
//! marked and missing facts listed. Writing the file is left to `mod.rs`.

use crate::document::yaml_scalar;
use crate::dossier::Slug;
use crate::text::Digest;

/// A fact, with its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The value as the record states it.
    pub value: String,
    /// Whether the value is a guess.
    pub guess: bool,
    /// The place in the file that gave the value, in words.
    pub from: String,
}

impl Fact {
    /// A guessed value, with its origin.
    pub(super) fn guess(value: impl Into<String>, from: &str) -> Self {
        Self {
            value: value.into(),
            guess: true,
            from: from.to_owned(),
        }
    }
}

/// The facts found about an article. `None` means that a fact was not found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The headline as printed.
    pub title: Option<Fact>,
    /// The outlet.
    pub publisher: Option<Fact>,
    /// The author or desk that the article credits.
    pub byline: Option<Fact>,
    /// The date of publication, as EDTF.
    pub published: Option<Fact>,
    /// The address of the article.
    pub url: Option<Fact>,
    /// The language, as a BCP 47 tag.
    pub language: Option<Fact>,
}

impl Facts {
    /// All facts with their keys, in front-matter order.
    pub fn all(&self) -> [(&'static str, Option<&Fact>); 6] {
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

/// The record of one imported article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRecord {
    /// The id of the article.
    pub id: Slug,
    /// The facts found.
    pub facts: Facts,
    /// Notices for the analyst.
    pub notices: Vec<String>,
    /// The cleaned text as Markdown, if requested.
    pub body: Option<String>,
}

impl ArticleRecord {
    /// The text of the record's file. `capture` is the name it gives the capture, `digest` the
    /// SHA-256.
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

/// The basis of the publication date, as inline Markdown.
fn basis(found: &Fact) -> String {
    let escaped = super::escape::escape(&found.from.replace('`', ""));
    if found.guess {
        format!("guessed by the import from {escaped}; not confirmed")
    } else {
        format!("declared in the saved file: {escaped}")
    }
}

#[cfg(test)]
mod tests {
    use super::{ArticleRecord, Fact, Facts};
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
            let found = Fact { value: title.clone(), guess, from: title.clone() };
            let facts = Facts {
                title: Some(found.clone()),
                byline: Some(found.clone()),
                published: Some(Fact { value: "2026-01-29".into(), ..found }),
                ..Facts::default()
            };
            let id = Slug::new("a").expect("an id");
            let record = ArticleRecord { id, facts, notices: vec![title.clone()], body: None };
            let entry = read(&record.text("captures/a.txt", &Digest::of(b"")));
            prop_assert_eq!(entry.title.map(|plain| plain.0), Some(title.clone()));
            prop_assert_eq!(entry.byline.map(|plain| plain.0), Some(title));
            let basis = entry.published_basis.expect("a basis");
            prop_assert!(basis.faults.is_empty() && basis.body.links().is_empty());
            prop_assert!(entry.published.is_some());
        }
    }
}
