//! A topic's page.

use super::super::engine::{Html, Shared};
use super::super::writer::{Link, Writer};
use super::head::{Head, PageHead};
use super::items::{Asked, CitedBy, Conclusions, Dated, Named};
use super::place::{Neighbours, topic_neighbours};
use super::standing::Group;
use crate::dossier::{Key, Ref, Topic};
use crate::plan::PageType;
use serde::Serialize;

/// What the template `topic.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct TopicPage<'a> {
    #[serde(flatten)]
    head: PageHead,
    summary: Option<Html>,
    body: Option<Html>,
    /// Claims by status.
    claims: Vec<Group<Shared>>,
    events: Vec<Dated<'a>>,
    /// Whether the events are shown here in full, as there is no timeline.
    events_in_full: bool,
    #[serde(flatten)]
    conclusions: Conclusions<'a>,
    actors: Vec<Named<'a>>,
    questions: Vec<Asked<'a>>,
    /// Whether the questions are shown here in full, as they have no page.
    questions_in_full: bool,
    /// Second-level headings of the text.
    headings: Vec<Link>,
    neighbours: Option<Neighbours>,
    cited_by: Vec<CitedBy>,
    marking: Option<&'static str>,
}

pub(super) fn view<'a>(writer: &Writer<'a>, key: Key<Topic>, head: impl Head) -> TopicPage<'a> {
    let (plan, dossier) = (writer.plan, writer.dossier);
    let topic = &dossier.topics[key];
    let of = plan.connections.of_topic(key);
    // What its records rest on is cited, even if its text does not cite it.
    for article in plan.connections.articles_of_topic(dossier, key) {
        writer.cite(article);
    }
    // Within a status, claims whose first topic is this one come first.
    let mut claims = of.claims.clone();
    claims.sort_by_key(|claim| dossier.claims[*claim].topics.first() != Some(&key));
    let headings = topic.body.headings().iter();
    let headings = headings.filter(|heading| heading.level == 2);
    let actors = plan.connections.actors_of_topic(dossier, key).into_iter();
    let summary = topic.summary.text().trim();
    let description = (!summary.is_empty()).then(|| summary.to_owned());
    TopicPage {
        head: head(topic.title.clone(), description),
        summary: writer.maybe(&topic.summary),
        body: writer.maybe(&topic.body),
        claims: writer.listed_by_status(&claims),
        events: of.events.iter().map(|event| writer.dated(*event)).collect(),
        events_in_full: !plan.has(PageType::Timeline),
        conclusions: writer.conclusions(of),
        actors: actors.map(|actor| writer.named(actor)).collect(),
        questions: of.questions.iter().map(|key| writer.asked(*key)).collect(),
        questions_in_full: !plan.has(PageType::Questions),
        headings: headings
            .map(|heading| Link {
                label: topic.body.text()[heading.text.clone()].to_owned(),
                url: Some(format!("#{}", heading.anchor)),
            })
            .collect(),
        neighbours: Some(topic_neighbours(writer, key)),
        cited_by: writer.cited_by(Ref::Topic(key)),
        marking: writer.marking(topic.head.marking),
    }
}
