//! An article where it is cited, listed or noted.

use super::super::engine::Html;
use super::super::writer::{Link, Writer};
use crate::dossier::{Article, Key, Ref, Slug};
use crate::labels::{Labels, Linked, Value};
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
    /// The outlet and the date in words; both say so if they are not known.
    source: String,
    /// The same, with the byline before it.
    full_source: String,
    /// The date as EDTF.
    edtf: Option<&'a str>,
    url: Option<String>,
    /// The report that it goes back to, or that it names none: words behind "goes back to".
    origin_words: Html,
    /// The same as a sentence.
    origin_sentence: Html,
    retracted: bool,
    marking: Option<&'static str>,
}

/// What is said of a report with a link, in words of one kind.
pub(super) type OfReport = for<'v> fn(&'v Labels, Value<'v>, Value<'v>) -> Linked<'v>;

/// The outlet of an article, or that none is named.
pub(super) fn outlet<'a>(labels: &'a Labels, article: &'a Article) -> &'a str {
    let named = article.publisher.as_deref();
    named.unwrap_or(labels.outlet_not_named())
}

impl<'a> Writer<'a> {
    /// What is said of a report, by whether the article states that it goes back to it.
    pub(super) fn of_report(
        &self,
        report: &Link,
        is_stated: bool,
        stated: OfReport,
        inferred: OfReport,
    ) -> Html {
        let say = if is_stated { stated } else { inferred };
        let address = self.seen_from_here(report.url.as_deref());
        let (report, address) = (
            Value::Text(&report.label),
            Value::Address(address.as_deref()),
        );
        Html::of(&say(self.labels, report, address))
    }

    /// `source` with the byline of an article before it, if it has one.
    pub(super) fn with_byline(&self, article: &Article, source: &str) -> String {
        match &article.byline {
            Some(byline) => self.labels.with_byline(byline, source),
            None => source.to_owned(),
        }
    }

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
        let (labels, article) = (self.labels, &self.dossier.articles[key]);
        let date = article.published.as_ref().map(|date| labels.date(date));
        let day = date.as_deref().unwrap_or(labels.undated());
        let source = labels.outlet_and_date(outlet(labels, article), day);
        let (origin_words, origin_sentence) = match &article.origin {
            Some(origin) => {
                let report = Link {
                    label: origin.id.to_string(),
                    url: self.origin_url(&article.root),
                };
                let of =
                    |stated, inferred| self.of_report(&report, origin.stated, stated, inferred);
                (
                    of(Labels::origin_stated, Labels::origin_inferred),
                    of(Labels::source_from_stated, Labels::source_from_inferred),
                )
            }
            None => (
                Html::of_text(labels.origin_not_recorded()),
                Html::of_text(labels.goes_back_to_nothing()),
            ),
        };
        Cited {
            number: self.plan.connections.number(key),
            id: article.head.id.as_str(),
            label: self.labels.name(article),
            title: article.title.as_deref(),
            publisher: article.publisher.as_deref(),
            byline: article.byline.as_deref(),
            date,
            full_source: self.with_byline(article, &source),
            source,
            edtf: article.published.as_ref().map(|date| date.edtf()),
            url: self.url(Ref::Article(key)),
            origin_words,
            origin_sentence,
            retracted: article.retracted.is_some(),
            marking: self.marking(article.head.marking),
        }
    }
}
