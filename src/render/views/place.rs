//! Where a page stands in the site: what it lies under, and what comes before and after it.

use super::super::engine::Html;
use super::super::writer::{Link, Writer};
use crate::dossier::{Claim, Key, Ref, Topic};
use crate::labels::Value;
use crate::plan::{PageKind, PageType, Under};
use serde::Serialize;

/// What comes before and after a page.
#[derive(Debug, Serialize)]
pub(super) struct Neighbours {
    /// What they are in: a topic, or the home page.
    within: Link,
    /// The page's place there, from 1.
    number: usize,
    of: usize,
    /// The same in words, with a link.
    words: Html,
    previous: Option<Link>,
    next: Option<Link>,
}

/// The pages that a page lies under, the home page first.
pub(super) fn trail(writer: &Writer<'_>, kind: PageKind) -> Vec<Link> {
    let labels = writer.labels;
    let page = |of: PageType| {
        let facts = of.facts();
        let label = labels.page(facts.in_navigation?).to_owned();
        let url = Some(facts.address.route()?.to_owned());
        writer.plan.has(of).then_some(Link { label, url })
    };
    let above = match kind.page_type().facts().under {
        Under::Nothing => return Vec::new(),
        Under::Home => None,
        Under::Topics => Some(Link {
            label: labels.topics().to_owned(),
            url: Some("index.html#section:topics".to_owned()),
        }),
        Under::FirstTopic => kind.record().and_then(|record| {
            let topic = writer.dossier.record(record).topics().first()?;
            Some(writer.link(Ref::Topic(*topic)))
        }),
        Under::Page(of) => page(of),
    };
    page(PageType::Home).into_iter().chain(above).collect()
}

/// The claims before and after a claim on the page of its first topic.
pub(super) fn claim_neighbours(writer: &Writer<'_>, claim: Key<Claim>) -> Option<Neighbours> {
    let position = writer.plan.positions[claim.row()]?;
    let link = |claim: Option<Key<Claim>>| claim.map(|claim| writer.link(Ref::Claim(claim)));
    let within = writer.link(Ref::Topic(position.topic));
    let address = writer.seen_from_here(within.url.as_deref());
    let words = writer.labels.place_of_claim(
        Value::Number(position.number),
        Value::Number(position.of),
        Value::Text(&within.label),
        Value::Address(address.as_deref()),
    );
    Some(Neighbours {
        words: Html::of(&words),
        within,
        number: position.number,
        of: position.of,
        previous: link(position.previous),
        next: link(position.next),
    })
}

/// The topics before and after a topic.
pub(super) fn topic_neighbours(writer: &Writer<'_>, topic: Key<Topic>) -> Neighbours {
    let topics = &writer.plan.topics;
    let at = writer.plan.topic_places[topic.row()];
    let link = |topic: &Key<Topic>| writer.link(Ref::Topic(*topic));
    let within = Link {
        label: writer.labels.the_briefing().to_owned(),
        url: Some("index.html".into()),
    };
    let address = writer.seen_from_here(within.url.as_deref());
    let words = writer.labels.place_of_topic(
        Value::Number(at + 1),
        Value::Number(topics.len()),
        Value::Address(address.as_deref()),
    );
    Neighbours {
        words: Html::of(&words),
        within,
        number: at + 1,
        of: topics.len(),
        previous: at.checked_sub(1).map(|before| link(&topics[before])),
        next: topics.get(at + 1).map(link),
    }
}
