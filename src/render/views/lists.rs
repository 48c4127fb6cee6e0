//! Pages that list records of one kind, the page of a withdrawn record, and the 404 page.

use super::super::engine::Html;
use super::super::figures::timeline::{self, Figure, Happening};
use super::super::writer::{Link, Writer};
use super::cited::Cited;
use super::coverage::{self, Matrix};
use super::head::{Head, PageHead};
use super::items::{Asked, Dated, EndedView};
use crate::dossier::{
    Article, Deadline, EdtfDate, Event, Key, RecordKind, Ref, Slug, Topic, Withdrawn, chronological,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the template `timeline.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct Timeline<'a> {
    #[serde(flatten)]
    head: PageHead,
    #[serde(flatten)]
    events: Events<'a>,
    withdrawn: Vec<Gone>,
}

/// All events.
#[derive(Debug, Serialize)]
pub(super) struct Events<'a> {
    /// The drawn timeline of what is dated, where anything is.
    figure: Option<Figure>,
    dated: Vec<Dated<'a>>,
    undated: Vec<Dated<'a>>,
}

pub(super) fn timeline<'a>(writer: &Writer<'a>, head: impl Head) -> Timeline<'a> {
    Timeline {
        head: head(writer.labels.timeline().to_owned(), None),
        events: events(writer),
        withdrawn: gone(writer, RecordKind::Event),
    }
}

/// All events, drawn and as lists.
pub(super) fn events<'a>(writer: &Writer<'a>) -> Events<'a> {
    let dossier = writer.dossier;
    let events = chronological(dossier, dossier.events.keys());
    let (dated, undated): (Vec<_>, Vec<_>) = events
        .into_iter()
        .partition(|event| is_dated(&dossier.events[*event]));
    let figure = timeline::draw(lanes(writer, &dated), writer.labels);
    let views = |events: Vec<_>| {
        events
            .into_iter()
            .map(|event| writer.dated(event))
            .collect()
    };
    Events {
        figure,
        dated: views(dated),
        undated: views(undated),
    }
}

/// Whether it is known at all when it was or is due.
fn is_dated(event: &Event) -> bool {
    let extent = event.date.as_ref().and_then(EdtfDate::extent);
    extent.is_some() || event.deadline.is_some()
}

/// Events for the figure, each in the lane of its first topic.
fn lanes(writer: &Writer<'_>, events: &[Key<Event>]) -> Vec<(String, Vec<Happening>)> {
    let dossier = writer.dossier;
    let mut of: BTreeMap<Option<Key<Topic>>, Vec<Happening>> = BTreeMap::new();
    for key in events {
        let event = &dossier.events[*key];
        let lane = of.entry(event.topics.first().copied());
        lane.or_default().push(happening(writer, *key, event));
    }
    let mut take = |topic| of.remove(&topic).unwrap_or_default();
    let topics = writer.plan.topics.iter();
    let mut lanes: Vec<_> = topics
        .map(|topic| (dossier.topics[*topic].title.clone(), take(Some(*topic))))
        .collect();
    lanes.push((writer.labels.of_no_topic().to_owned(), take(None)));
    lanes
}

fn happening(writer: &Writer<'_>, key: Key<Event>, event: &Event) -> Happening {
    let labels = writer.labels;
    let (date, due) = (&event.date, &event.deadline);
    let date = date.as_ref().map(|date| labels.date(date));
    let due = due.as_ref().map(|due| labels.deadline(due));
    let name = match (date, due) {
        (None, None) => event.title.clone(),
        (Some(date), None) => labels.event_dated(&event.title, date),
        (None, Some(due)) => labels.event_due(&event.title, due),
        (Some(date), Some(due)) => labels.event_dated_and_due(&event.title, date, due),
    };
    Happening {
        title: event.title.clone(),
        name,
        url: writer.url(Ref::Event(key)),
        extent: event.date.as_ref().and_then(EdtfDate::extent),
        due: event.deadline.as_ref().map(Deadline::days),
    }
}

/// What the template `sources.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct Sources<'a> {
    #[serde(flatten)]
    head: PageHead,
    sources: Vec<Source<'a>>,
    /// How many reports the sources go back to.
    origin_count: usize,
    /// Reports that articles say, or are judged, to go back to.
    origins: Vec<OriginGroup<'a>>,
    /// Claims by articles, a matrix for each topic.
    coverage: Vec<Matrix<'a>>,
    /// The pages of the matrices where they would be too much for one.
    coverage_pages: Vec<Link>,
    withdrawn: Vec<Gone>,
}

#[derive(Debug, Serialize)]
struct Source<'a> {
    article: Cited<'a>,
    claims: usize,
}

/// A report, and the articles that go back to it.
#[derive(Debug, Serialize)]
pub(super) struct OriginGroup<'a> {
    id: &'a str,
    articles: Vec<OfOrigin<'a>>,
}

#[derive(Debug, Serialize)]
struct OfOrigin<'a> {
    article: Cited<'a>,
    relation: FromReport,
    basis: Option<Html>,
}

/// How an article stands to the report that it is listed under.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
enum FromReport {
    /// It is the report.
    Itself,
    /// It says that it goes back to it.
    Stated,
    /// The analyst says so.
    Inferred,
}

pub(super) fn sources<'a>(writer: &Writer<'a>, head: impl Head) -> Sources<'a> {
    let (plan, dossier) = (writer.plan, writer.dossier);
    let sources = plan.connections.bibliography().iter().map(|key| {
        let mut claims: Vec<_> = plan
            .connections
            .evidence_of_article(*key)
            .iter()
            .map(|place| place.claim)
            .collect();
        claims.dedup();
        Source {
            article: writer.cited(*key),
            claims: claims.len(),
        }
    });
    Sources {
        head: head(writer.labels.sources().to_owned(), None),
        sources: sources.collect(),
        origin_count: plan.connections.origin_count(dossier),
        origins: origins(writer),
        coverage: coverage::matrices(writer),
        coverage_pages: coverage::pages(writer),
        withdrawn: gone(writer, RecordKind::Article),
    }
}

/// The reports behind articles, each with the articles that go back to it.
pub(super) fn origins<'a>(writer: &Writer<'a>) -> Vec<OriginGroup<'a>> {
    let dossier = writer.dossier;
    let origins = writer.plan.connections.origins();
    let group = |(id, articles): (&'a Slug, &[Key<Article>])| {
        let articles = articles.iter().map(|key| {
            let origin = dossier.articles[*key].origin.as_ref();
            OfOrigin {
                article: writer.cited(*key),
                relation: match origin {
                    None => FromReport::Itself,
                    Some(origin) if origin.stated => FromReport::Stated,
                    Some(_) => FromReport::Inferred,
                },
                basis: origin.and_then(|origin| writer.maybe(&origin.basis)),
            }
        });
        OriginGroup {
            id: id.as_str(),
            articles: articles.collect(),
        }
    };
    origins.map(group).collect()
}

/// What the template `questions.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct Questions<'a> {
    #[serde(flatten)]
    head: PageHead,
    /// Questions under their first topic.
    groups: Vec<Group<'a>>,
    withdrawn: Vec<Gone>,
}

#[derive(Debug, Serialize)]
struct Group<'a> {
    topic: Link,
    /// The topic's id.
    id: &'a str,
    questions: Vec<Asked<'a>>,
}

pub(super) fn questions<'a>(writer: &Writer<'a>, head: impl Head) -> Questions<'a> {
    let (plan, dossier) = (writer.plan, writer.dossier);
    let groups = plan.topics.iter().filter_map(|topic| {
        let of = plan.connections.of_topic(*topic);
        let first = |key: &&Key<_>| dossier.questions[**key].topics.first() == Some(topic);
        let questions: Vec<_> = of.questions.iter().filter(first).collect();
        (!questions.is_empty()).then(|| Group {
            topic: writer.link(Ref::Topic(*topic)),
            id: dossier.topics[*topic].head.id.as_str(),
            questions: questions
                .into_iter()
                .map(|key| writer.asked(*key))
                .collect(),
        })
    });
    Questions {
        head: head(writer.labels.open_questions().to_owned(), None),
        groups: groups.collect(),
        withdrawn: gone(writer, RecordKind::Question),
    }
}

/// A withdrawn record in a list.
#[derive(Debug, Serialize)]
pub(super) struct Gone {
    id: String,
    kind: &'static str,
    title: String,
    url: Option<String>,
    ended: EndedView,
}

/// The withdrawn records of one kind.
pub(super) fn gone(writer: &Writer<'_>, kind: RecordKind) -> Vec<Gone> {
    let all = writer.dossier.withdrawn.iter();
    let of_kind = all.filter(|(_, record)| record.kind == kind);
    of_kind
        .map(|(key, record)| gone_record(writer, key, record))
        .collect()
}

fn gone_record(writer: &Writer<'_>, key: Key<Withdrawn>, record: &Withdrawn) -> Gone {
    Gone {
        id: record.head.id.to_string(),
        kind: record.kind.word(),
        title: writer.labels.name(record),
        url: writer.url(Ref::Withdrawn(key)),
        ended: writer.ended(&record.ended),
    }
}

/// What the template `withdrawn.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct WithdrawnPage {
    #[serde(flatten)]
    head: PageHead,
    record: Gone,
    cited_by: Vec<super::items::CitedBy>,
}

pub(super) fn withdrawn(
    writer: &Writer<'_>,
    key: Key<Withdrawn>,
    head: impl Head,
) -> WithdrawnPage {
    let record = &writer.dossier.withdrawn[key];
    WithdrawnPage {
        head: head(writer.labels.name(record), None),
        record: gone_record(writer, key, record),
        cited_by: writer.cited_by(Ref::Withdrawn(key)),
    }
}

/// What the template `404.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct NotFound {
    #[serde(flatten)]
    head: PageHead,
}

pub(super) fn not_found(writer: &Writer<'_>, head: impl Head) -> NotFound {
    NotFound {
        head: head(writer.labels.not_found().to_owned(), None),
    }
}
