//! An article where it is cited, listed or noted.

use super::super::writer::Writer;
use crate::dossier::{Article, Key, Ref, Slug};
use crate::plan::PageType;
use serde::Serialize;

/// An article where it is cited.
#[derive(Debug, Serialize)]
pub(super) struct Cited<'a> {
    /// Its number in the bibliography.
    number: usize,
    id: &'a str,
    /// The headline, or that there is none.
    label: String,
    /// The headline as printed.
    title: Option<&'a str>,
    publisher: Option<&'a str>,
    byline: Option<&'a str>,
    /// The date in words.
    date: Option<String>,
    /// The date as EDTF.
    edtf: Option<&'a str>,
    url: Option<String>,
    origin: Option<OriginShort<'a>>,
    retracted: bool,
    marking: Option<&'static str>,
}

/// An origin where it is named beside an article.
#[derive(Debug, Serialize)]
pub(super) struct OriginShort<'a> {
    id: &'a str,
    /// Where the articles that go back to it are listed.
    url: Option<String>,
    /// Whether the article says so itself; inferred otherwise.
    stated: bool,
}

impl<'a> Writer<'a> {
    /// Where the articles that go back to a report are listed.
    pub(super) fn origin_url(&self, id: &Slug) -> Option<String> {
        if self.is_on_paper() {
            return Some(format!("#origin:{id}"));
        }
        let listed = self.plan.has(PageType::Sources);
        listed.then(|| format!("sources.html#origin:{id}"))
    }

    /// An article that the page cites: the notes at its foot tell more of it.
    pub(super) fn cited(&self, key: Key<Article>) -> Cited<'a> {
        self.cite(key);
        self.article(key)
    }

    /// An article as citations, lists and notes show it.
    pub(super) fn article(&self, key: Key<Article>) -> Cited<'a> {
        let article = &self.dossier.articles[key];
        Cited {
            number: self.plan.connections.number(key),
            id: article.head.id.as_str(),
            label: self.labels.name(article),
            title: article.title.as_deref(),
            publisher: article.publisher.as_deref(),
            byline: article.byline.as_deref(),
            date: article
                .published
                .as_ref()
                .map(|date| self.labels.date(date)),
            edtf: article.published.as_ref().map(|date| date.edtf()),
            url: self.url(Ref::Article(key)),
            origin: article.origin.as_ref().map(|origin| OriginShort {
                id: origin.id.as_str(),
                url: self.origin_url(&article.root),
                stated: origin.stated,
            }),
            retracted: article.retracted.is_some(),
            marking: self.marking(article.head.marking),
        }
    }
}
