//! An article's page.

use super::super::engine::Html;
use super::super::writer::{Link, Writer};
use super::cited::{Cited, outlet};
use super::head::{Head, PageHead};
use super::items::{CitedBy, EndedView};
use crate::dossier::{
    Article, BodyKind, CodeBlock, Heading, Key, Mark, Pen, Ref, Stance, Status, Target, escape,
    escape_attribute,
};
use crate::labels::{Labels, Value};
use crate::plan::PageType;
use crate::text::Digest;
use crate::verify::Found;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

/// What the template `article.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct ArticlePage<'a> {
    #[serde(flatten)]
    head: PageHead,
    article: Cited<'a>,
    /// The headline as printed, or that there is none.
    headline: &'a str,
    /// The outlet, or that it is not named.
    outlet: &'a str,
    /// The byline and the outlet.
    credit: String,
    /// The date in words, or that it is not known.
    published: String,
    /// What a citation calls it.
    citation: String,
    date_basis: Option<Html>,
    accessed: Option<String>,
    address: Option<&'a str>,
    archive: Option<&'a str>,
    language: Option<&'a str>,
    reliability: Option<&'a str>,
    origin: Option<OriginFull<'a>>,
    /// The report that it goes back to and who says so, or that it names none.
    goes_back_to: Html,
    same_report: Option<SameReport>,
    retracted: Option<EndedView>,
    body: Option<Html>,
    body_kind: BodyKind,
    /// Quoted words, in the order of the claims.
    quotes: Vec<Quoted<'a>>,
    /// The SHA-256 of the capture in which quotes were found.
    capture: Option<String>,
    independent_of: Vec<Apart>,
    cited_by: Vec<CitedBy>,
}

/// The report an article goes back to.
#[derive(Debug, Serialize)]
struct OriginFull<'a> {
    id: &'a str,
    stated: bool,
    basis: Option<Html>,
    /// Where all articles that go back to it are listed.
    url: Option<String>,
}

/// The other articles that the same report is behind.
#[derive(Debug, Serialize)]
struct SameReport {
    count: usize,
    /// The first of them.
    others: Vec<Link>,
    /// That it is behind them, in a sentence with links.
    sentence: Html,
}

/// A wire report may be behind a thousand articles; a page names so many, and the list of sources all.
const OTHERS_NAMED: usize = 12;

/// Words of an article that are quoted, and the claims they bear on.
#[derive(Debug, Serialize)]
struct Quoted<'a> {
    /// Its place on the page, from 1.
    number: usize,
    anchor: &'a str,
    /// Whether the words are marked in the text, where the anchor stands then.
    marked: bool,
    text: &'a str,
    /// The words on the outlet's page.
    source_url: Option<String>,
    claims: Vec<Borne<'a>>,
}

/// A claim that an article bears on.
#[derive(Debug, Serialize)]
struct Borne<'a> {
    id: &'a str,
    /// The evidence on the claim's page, or the claim where it has none.
    url: Option<String>,
    text: Html,
    /// The claim's text without links.
    #[serde(skip)]
    label: String,
    status: Status,
    stance: Stance,
    speaker: Option<Link>,
    sourcing: Option<Html>,
    /// The speaker and how they know, in words.
    told: Option<Html>,
}

/// An article that shares words with this one for another reason than a common report.
#[derive(Debug, Serialize)]
struct Apart {
    article: Link,
    why: Html,
}

pub(super) fn view<'a>(writer: &Writer<'a>, key: Key<Article>, head: impl Head) -> ArticlePage<'a> {
    let (labels, article) = (writer.labels, &writer.dossier.articles[key]);
    let origin = article.origin.as_ref().map(|origin| OriginFull {
        id: origin.id.as_str(),
        stated: origin.stated,
        basis: writer.maybe(&origin.basis),
        url: writer.origin_url(&article.root),
    });
    let all = writer.plan.connections.articles_of_origin(&article.root);
    let others = all.iter().filter(|other| **other != key);
    let same_report = (all.len() > 1).then(|| {
        let others = others.take(OTHERS_NAMED);
        let others = others.map(|other| writer.link(Ref::Article(*other)));
        same_report(writer, all.len() - 1, others.collect())
    });
    let goes_back_to = match &origin {
        Some(origin) => writer.of_report(
            &Link {
                label: origin.id.to_owned(),
                url: origin.url.clone(),
            },
            origin.stated,
            Labels::article_from_stated,
            Labels::article_from_inferred,
        ),
        None => Html::of_text(labels.origin_not_recorded()),
    };
    let quotes = quotes(writer, key);
    let independent_of = article.independent_of.iter().map(|other| Apart {
        article: writer.link(Ref::Article(other.article)),
        why: writer.html(&other.why),
    });
    let body = article.body.text().lines().next().unwrap_or_default();
    let description = (!body.trim().is_empty()).then(|| body.to_owned());
    let date = article.published.as_ref().map(|date| labels.date(date));
    ArticlePage {
        head: head(labels.name(article), description),
        article: writer.article(key),
        headline: article.title.as_deref().unwrap_or(labels.no_headline()),
        outlet: article.publisher.as_deref().unwrap_or(labels.no_outlet()),
        credit: writer.with_byline(article, outlet(labels, article)),
        citation: labels.citation_of_article(
            labels.name(article),
            outlet(labels, article),
            date.as_deref().unwrap_or(labels.undated()),
        ),
        published: date.unwrap_or_else(|| labels.date_not_known().to_owned()),
        date_basis: writer.maybe(&article.published_basis),
        accessed: article.accessed.as_ref().map(|date| labels.date(date)),
        address: article.url.as_deref(),
        archive: article.archive.as_deref(),
        language: article.language.as_ref().map(|tag| tag.as_str()),
        reliability: article
            .reliability
            .map(|reliability| labels.reliability(reliability)),
        origin,
        goes_back_to,
        same_report,
        retracted: article
            .retracted
            .as_ref()
            .map(|ended| writer.ended(ended, Labels::article_retracted)),
        body: (!article.body.is_empty()).then(|| marked_body(writer, article, &quotes)),
        body_kind: article.body_kind,
        capture: capture(writer, key),
        independent_of: independent_of.collect(),
        quotes: quotes.into_iter().map(|(quoted, _)| quoted).collect(),
        cited_by: writer.cited_by(Ref::Article(key)),
    }
}

/// That a report is behind `count` other articles, of which these are the first.
fn same_report(writer: &Writer<'_>, count: usize, others: Vec<Link>) -> SameReport {
    let articles = writer.links_html(&others);
    let articles = Value::Html(&articles);
    let sentence = if count > others.len() {
        let all = Value::Number(count);
        writer.labels.same_report_of_many(all, articles)
    } else {
        writer.labels.same_report(count, articles)
    };
    SameReport {
        count,
        sentence: Html::of(&sentence),
        others,
    }
}

/// Who is quoted and how they know, in words.
fn told(writer: &Writer<'_>, speaker: Option<&Link>, sourcing: Option<&Html>) -> Option<Html> {
    let Some(speaker) = speaker.map(|speaker| writer.link_html(speaker)) else {
        return sourcing.cloned();
    };
    let Some(sourcing) = sourcing else {
        return Some(Html::new(&speaker));
    };
    let (speaker, sourcing) = (Value::Html(&speaker), Value::Html(sourcing.as_str()));
    Some(Html::of(
        &writer.labels.speaker_and_sourcing(speaker, sourcing),
    ))
}

/// The quoted words of an article, each with where it stands in the full text, where it does.
fn quotes<'a>(writer: &Writer<'a>, key: Key<Article>) -> Vec<(Quoted<'a>, &'a [Range<usize>])> {
    let dossier = writer.dossier;
    let mut quotes: Vec<(Quoted<'a>, &'a [Range<usize>])> = Vec::new();
    let mut numbers: BTreeMap<Digest, usize> = BTreeMap::new();
    for place in writer.plan.connections.evidence_of_article(key) {
        let claim = &dossier.claims[place.claim];
        let piece = &claim.evidence[place.evidence];
        let finding = writer.plan.assessed.findings.of(piece);
        let at = *numbers.entry(finding.quote).or_insert_with(|| {
            let parts = match &finding.found {
                // In HTML of the author's own a mark could stand where none may.
                Found::Text(parts) if !dossier.articles[key].body.has_raw_html() => {
                    parts.as_slice()
                }
                Found::Text(_) | Found::Capture(_) => &[],
            };
            let quoted = Quoted {
                number: quotes.len() + 1,
                anchor: &finding.anchor,
                marked: !parts.is_empty(),
                text: &piece.quote.text,
                source_url: writer.source_url(piece),
                claims: Vec::new(),
            };
            quotes.push((quoted, parts));
            quotes.len() - 1
        });
        let url = match writer.plan.has(PageType::Claim) {
            true => writer.piece_url(place.claim, place.evidence),
            false => writer.url(Ref::Claim(place.claim)),
        };
        let (speaker, sourcing) = (writer.speaker(piece), writer.maybe(&piece.sourcing));
        quotes[at].0.claims.push(Borne {
            id: claim.head.id.as_str(),
            url,
            text: writer.html(&claim.text),
            label: writer.labels.name(claim),
            status: writer.status(place.claim),
            stance: piece.stance,
            told: told(writer, speaker.as_ref(), sourcing.as_ref()),
            speaker,
            sourcing,
        });
    }
    quotes
}

/// The body with the quoted words marked, and a link from each quote to its claims.
fn marked_body(
    writer: &Writer<'_>,
    article: &Article,
    quotes: &[(Quoted<'_>, &[Range<usize>])],
) -> Html {
    let mut marks = Vec::new();
    let mut ends = Vec::new();
    for (quoted, parts) in quotes {
        for (at, part) in parts.iter().enumerate() {
            marks.push(Mark::new(part, ends.len()));
            ends.push(QuoteEnd {
                anchor: (at == 0).then_some(quoted.anchor),
                claims: if at + 1 == parts.len() {
                    &quoted.claims
                } else {
                    &[]
                },
            });
        }
    }
    if marks.is_empty() {
        return writer.html(&article.body);
    }
    marks.sort();
    let mut out = String::with_capacity(article.body.text().len() * 3 / 2);
    let pen = MarkingPen { writer, ends };
    article.body.write_marked(&marks, &mut out, &pen);
    Html::new(out.trim_end())
}

/// What stands at the ends of a marked part of a quote.
struct QuoteEnd<'a> {
    /// The quote's anchor, before its first part.
    anchor: Option<&'a str>,
    /// The claims it bears on, behind its last part.
    claims: &'a [Borne<'a>],
}

/// Writes a body as a page does, and sets marks into it.
struct MarkingPen<'a> {
    writer: &'a Writer<'a>,
    ends: Vec<QuoteEnd<'a>>,
}

impl Pen<Target> for MarkingPen<'_> {
    fn begin_link(&self, target: &Target, out: &mut String) -> bool {
        self.writer.begin_link(target, out)
    }

    fn image(&self, target: &Target, alt: &str, out: &mut String) {
        self.writer.image(target, alt, out);
    }

    fn code(&self, block: &CodeBlock, out: &mut String) {
        self.writer.code(block, out);
    }

    fn way_back(&self, out: &mut String) {
        self.writer.way_back(out);
    }

    fn end_heading(&self, heading: &Heading, out: &mut String) {
        self.writer.end_heading(heading, out);
    }

    fn begin_mark(&self, number: usize, out: &mut String) {
        if let Some(anchor) = self.ends[number].anchor {
            let _ = write!(out, "<span class=\"quoted\" id=\"{anchor}\"></span>");
        }
    }

    fn end_mark(&self, number: usize, out: &mut String) {
        for claim in self.ends[number].claims {
            let Some(url) = &claim.url else { continue };
            out.push_str("<a class=\"bears\" href=\"");
            escape_attribute(&self.writer.root, out);
            escape_attribute(url, out);
            out.push_str("\" title=\"");
            escape_attribute(&claim.label, out);
            out.push_str("\">");
            escape(self.writer.labels.claim_of_quote(), out);
            out.push_str("</a>");
        }
    }
}

/// The digest of the capture in which quotes of the article were found.
fn capture(writer: &Writer<'_>, key: Key<Article>) -> Option<String> {
    let places = writer.plan.connections.evidence_of_article(key).iter();
    let mut found = places.filter_map(|place| {
        let piece = &writer.dossier.claims[place.claim].evidence[place.evidence];
        match &writer.plan.assessed.findings.of(piece).found {
            Found::Capture(vouched) => Some(vouched.capture.to_string()),
            Found::Text(_) => None,
        }
    });
    found.next()
}
