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
use crate::labels::{Labels, Value};
use crate::plan::PageType;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the template `timeline.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct Timeline<'a> {
    #[serde(flatten)]
    head: PageHead,
    #[serde(flatten)]
    events: Events<'a>,
    /// That the figure can be swiped sideways, with a link to `#section:dated`.
    swipe: Html,
    withdrawn: Vec<Gone>,
}

/// All events.
#[derive(Debug, Serialize)]
pub(super) struct Events<'a> {
    /// The drawn timeline of what is dated, where anything is.
    figure: Option<Figure>,
    dated: Vec<Dated<'a>>,
    undated: Vec<Dated<'a>>,
    /// How many events are not drawn, with a link to `#section:undated`.
    not_drawn: Option<Html>,
}

pub(super) fn timeline<'a>(writer: &Writer<'a>, head: impl Head) -> Timeline<'a> {
    Timeline {
        head: head(writer.labels.timeline().to_owned(), None),
        events: events(writer),
        swipe: Html::of(
            &writer
                .labels
                .swipe_to_list(Value::Address(Some("#section:dated"))),
        ),
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
    let not_drawn = writer
        .labels
        .events_not_drawn(undated.len(), Value::Address(Some("#section:undated")));
    Events {
        not_drawn: (!undated.is_empty()).then(|| Html::of(&not_drawn)),
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
    /// How many articles there are, and how many reports they go back to.
    lead: String,
    sources: Vec<Source<'a>>,
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
    claims_in_words: String,
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
    /// The same in words, and why.
    words: Html,
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
            claims_in_words: writer.labels.sources_claims(claims.len()),
        }
    });
    Sources {
        head: head(writer.labels.sources().to_owned(), None),
        lead: writer.labels.sources_lead(
            sources.len(),
            writer
                .labels
                .sources_reports(plan.connections.origin_count(dossier)),
        ),
        sources: sources.collect(),
        origins: origins(writer),
        coverage: coverage::matrices(writer),
        coverage_pages: coverage::pages(writer),
        withdrawn: gone(writer, RecordKind::Article),
    }
}

/// The reports behind articles, each with the articles that go back to it.
pub(super) fn origins<'a>(writer: &Writer<'a>) -> Vec<OriginGroup<'a>> {
    let (dossier, labels) = (writer.dossier, writer.labels);
    let origins = writer.plan.connections.origins();
    let group = |(id, articles): (&'a Slug, &[Key<Article>])| {
        let articles = articles.iter().map(|key| {
            let origin = dossier.articles[*key].origin.as_ref();
            let (relation, words) = match origin {
                None => (FromReport::Itself, labels.origin_is_itself()),
                Some(origin) if origin.stated => (FromReport::Stated, labels.origin_is_stated()),
                Some(_) => (FromReport::Inferred, labels.origin_is_inferred()),
            };
            let basis = origin.and_then(|origin| writer.maybe(&origin.basis));
            OfOrigin {
                article: writer.cited(*key),
                relation,
                words: match basis {
                    Some(basis) => {
                        let (words, basis) = (Value::Text(words), Value::Html(basis.as_str()));
                        Html::of(&labels.origin_with_basis(words, basis))
                    }
                    None => Html::of_text(words),
                },
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
    /// That it was withdrawn, and what it was: `withdrawn claim`.
    mark: String,
    title: String,
    url: Option<String>,
    /// Whether records of its kind have a place in a list, and not their own page.
    is_listed: bool,
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
    let labels = writer.labels;
    Gone {
        id: record.head.id.to_string(),
        kind: record.kind.word(),
        mark: labels.withdrawn_of_kind(labels.record_kind(record.kind)),
        is_listed: !PageType::has_each(record.kind),
        title: writer.labels.name(record),
        url: writer.url(Ref::Withdrawn(key)),
        ended: writer.ended(&record.ended, Labels::withdrawn_when_and_why),
    }
}

/// What the template `withdrawn.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct WithdrawnPage {
    #[serde(flatten)]
    head: PageHead,
    /// What the page is.
    kind: String,
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
        kind: writer
            .labels
            .page_of_withdrawn(writer.labels.record_kind(record.kind)),
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
