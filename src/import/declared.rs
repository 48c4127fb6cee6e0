//! Holds what a page's head declares about its article.
//!
//! In: candidate values for each fact, each with the declaration that gave it. Out: the chosen
//! value, with notices about conflicts. Reading the declarations is left to `metadata.rs` and
//! `json_ld.rs`.

use super::piece::comparable;
use super::record::Fact;
use std::collections::BTreeSet;

/// Candidate values for one fact, each with the declaration that gave it.
#[derive(Debug, Default)]
pub(super) struct Candidates(Vec<(String, String)>);

/// All facts that the head declares.
#[derive(Debug, Default)]
pub(super) struct Declared {
    /// Headlines.
    pub(super) titles: Candidates,
    /// Names of the author or desk.
    pub(super) bylines: Candidates,
    /// Names of the outlet.
    pub(super) publishers: Candidates,
    /// Dates of publication, as EDTF.
    pub(super) published: Candidates,
    /// Addresses of the article.
    pub(super) addresses: Candidates,
    /// Languages, as declared.
    pub(super) languages: Candidates,
    /// Notices for the analyst.
    pub(super) notices: Vec<String>,
}

impl Candidates {
    /// Whether nothing was declared for this fact.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn add(&mut self, value: impl Into<String>, from: impl Into<String>) {
        /// A limit on hostile pages. An honest page declares far fewer values for one fact.
        const MOST: usize = 50;
        let value = value.into();
        if !value.is_empty() && self.0.len() < MOST {
            self.0.push((value, from.into()));
        }
    }

    /// All candidates in order, each with its declaration.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(value, from)| (value.as_str(), from.as_str()))
    }

    /// Whether `value` is among the candidates, compared by [`comparable`].
    pub(super) fn hold(&self, value: &str) -> bool {
        self.0
            .iter()
            .any(|(other, _)| comparable(other) == comparable(value))
    }

    /// The value declared most often; the first one wins a tie. Conflicting values are reported in
    /// `notices`. A value declared only once is a guess if others conflict, or if `wants_two` is
    /// set.
    pub(super) fn choose(
        &self,
        what: &str,
        wants_two: bool,
        notices: &mut Vec<String>,
    ) -> Option<Fact> {
        let agreeing = |value: &str| {
            let same = |(other, _): &&(String, String)| comparable(other) == comparable(value);
            self.0.iter().filter(same).collect::<Vec<_>>()
        };
        // `max_by_key` keeps the last maximum, and the list is reversed: the first value wins a
        // tie.
        let (value, _) = self
            .0
            .iter()
            .rev()
            .max_by_key(|(value, _)| agreeing(value).len())?;
        let agreed = agreeing(value);
        let mut from: Vec<&str> = agreed.iter().map(|(_, from)| from.as_str()).collect();
        from.dedup();
        let from = from.join(", ");
        let mut others: Vec<&(String, String)> = Vec::new();
        for other in &self.0 {
            let new =
                comparable(&other.0) != comparable(value) && others.iter().all(|o| o.0 != other.0);
            if new {
                others.push(other);
            }
        }
        for (other, from) in &others {
            notices.push(format!("{from} gives another {what}: {other}"));
        }
        let guess = !others.is_empty() && agreed.len() < 2 || wants_two && agreed.len() < 2;
        Some(Fact {
            value: value.clone(),
            guess,
            from,
        })
    }
}

impl Declared {
    /// Whether `headline`, the text of the page's `<h1>`, can be the article's headline. If the
    /// head declares titles for the article, one of them must share enough words with it.
    pub(super) fn fits(&self, headline: &str) -> bool {
        let words = |text: &str| -> BTreeSet<String> {
            comparable(text)
                .split(' ')
                .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
                .collect()
        };
        let own = words(headline);
        let of_article: Vec<_> = self
            .titles
            .all()
            .filter(|(_, from)| *from != "title")
            .collect();
        of_article.is_empty()
            || of_article
                .iter()
                .any(|(title, _)| words(title).intersection(&own).count() * 3 >= own.len())
    }
}
