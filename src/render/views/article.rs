//! An article's page.

use super::super::engine::Html;
use super::super::writer::{Link, Writer};
use super::items::{Cited, CitedBy, EndedView};
use super::{Head, PageHead};
use crate::dossier::{Article, BodyKind, Key, Record, Ref, Reliability, Stance};
use serde::Serialize;

/// What the template `article.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct ArticlePage<'a> {
    #[serde(flatten)]
    head: PageHead,
    article: Cited<'a>,
    date_basis: Option<Html>,
    accessed: Option<String>,
    address: Option<&'a str>,
    archive: Option<&'a str>,
    language: Option<&'a str>,
    reliability: Option<&'static str>,
    origin: Option<OriginFull<'a>>,
    retracted: Option<EndedView>,
    body: Option<Html>,
    body_kind: BodyKind,
    claims: Vec<Borne<'a>>,
    cited_by: Vec<CitedBy<'a>>,
}

/// The report an article goes back to, and the other articles that do.
#[derive(Debug, Serialize)]
struct OriginFull<'a> {
    id: &'a str,
    stated: bool,
    basis: Option<Html>,
    /// How many other articles go back to it.
    count: usize,
    /// The first of them.
    others: Vec<Link>,
    /// Where all are listed.
    url: Option<String>,
}

/// A wire report may be behind a thousand articles; a page names so many, and the list of sources all.
const OTHERS_NAMED: usize = 12;

/// A claim that an article bears on, and its words.
#[derive(Debug, Serialize)]
struct Borne<'a> {
    id: &'a str,
    /// The claim's address.
    url: Option<String>,
    text: Html,
    /// Its place among the claim's evidence, from 1.
    number: usize,
    stance: Stance,
    quote: &'a str,
    speaker: Option<Link>,
    sourcing: Option<Html>,
}

pub(super) fn view<'a>(writer: &Writer<'a>, key: Key<Article>, head: impl Head) -> ArticlePage<'a> {
    let (plan, dossier) = (writer.plan, writer.dossier);
    let article = &dossier.articles[key];
    let origin = article.origin.as_ref().map(|origin| {
        let all = plan.connections.articles_of_origin(&origin.id);
        let others = all.iter().filter(|other| **other != key).take(OTHERS_NAMED);
        let listed = plan.config.pages.sources;
        OriginFull {
            id: origin.id.as_str(),
            stated: origin.stated,
            basis: writer.maybe(&origin.basis),
            count: all.len() - 1,
            others: others
                .map(|other| writer.link(Ref::Article(*other)))
                .collect(),
            url: listed.then(|| format!("sources.html#origin:{}", origin.id)),
        }
    });
    let claims = plan
        .connections
        .evidence_of_article(key)
        .iter()
        .map(|place| {
            let claim = &dossier.claims[place.claim];
            let evidence = &claim.evidence[place.evidence];
            Borne {
                id: claim.head.id.as_str(),
                url: writer.url(Ref::Claim(place.claim)),
                text: writer.html(&claim.text),
                number: place.evidence + 1,
                stance: evidence.stance,
                quote: &evidence.quote,
                speaker: evidence.speaker.map(|actor| writer.link(Ref::Actor(actor))),
                sourcing: writer.maybe(&evidence.sourcing),
            }
        });
    let body = article.body.text().lines().next().unwrap_or_default();
    let description = (!body.trim().is_empty()).then(|| body.to_owned());
    ArticlePage {
        head: head(article.label(), "sources", description),
        article: writer.cited(key),
        date_basis: writer.maybe(&article.published_basis),
        accessed: article.accessed.as_ref().map(ToString::to_string),
        address: article.url.as_deref(),
        archive: article.archive.as_deref(),
        language: article.language.as_ref().map(|tag| tag.as_str()),
        reliability: article.reliability.map(Reliability::words),
        origin,
        retracted: article.retracted.as_ref().map(|ended| writer.ended(ended)),
        body: writer.maybe(&article.body),
        body_kind: article.body_kind,
        claims: claims.collect(),
        cited_by: writer.cited_by(Ref::Article(key)),
    }
}
