//! Where a page stands in the site: what it lies under, and what comes before and after it.

use super::super::writer::{Link, Writer};
use crate::dossier::{Claim, Key, Ref, Topic};
use crate::plan::PageKind;
use serde::Serialize;

/// What comes before and after a page.
#[derive(Debug, Serialize)]
pub(super) struct Neighbours {
    /// What they are in: a topic, or the home page.
    within: Link,
    /// The page's place there, from 1.
    number: usize,
    of: usize,
    previous: Option<Link>,
    next: Option<Link>,
}

/// The pages that a page lies under, the home page first.
pub(super) fn trail(writer: &Writer<'_>, kind: PageKind) -> Vec<Link> {
    let pages = &writer.plan.config.pages;
    let labels = writer.labels;
    let listed = |wanted: bool, label: &str, url: &str| {
        wanted.then(|| Link {
            label: label.to_owned(),
            url: Some(url.to_owned()),
        })
    };
    let above = match kind {
        PageKind::Home | PageKind::NotFound | PageKind::Print => return Vec::new(),
        PageKind::Claim(claim) => {
            let topic = writer.dossier.claims[claim].topics.first();
            topic.map(|topic| writer.link(Ref::Topic(*topic)))
        }
        PageKind::Article(_) | PageKind::Coverage(_) => {
            listed(pages.sources, labels.sources(), "sources.html")
        }
        PageKind::Topic(_) => listed(true, labels.topics(), "index.html#section:topics"),
        PageKind::Actor(_) => listed(writer.plan.has_network(), labels.network(), "network.html"),
        PageKind::Timeline
        | PageKind::Network
        | PageKind::Sources
        | PageKind::Questions
        | PageKind::Search
        | PageKind::Withdrawn(_) => None,
    };
    let home = listed(true, labels.briefing(), "index.html");
    home.into_iter().chain(above).collect()
}

/// The claims before and after a claim on the page of its first topic.
pub(super) fn claim_neighbours(writer: &Writer<'_>, claim: Key<Claim>) -> Option<Neighbours> {
    let position = writer.plan.positions[claim.row()]?;
    let link = |claim: Option<Key<Claim>>| claim.map(|claim| writer.link(Ref::Claim(claim)));
    Some(Neighbours {
        within: writer.link(Ref::Topic(position.topic)),
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
    Neighbours {
        within: Link {
            label: writer.labels.the_briefing().to_owned(),
            url: Some("index.html".into()),
        },
        number: at + 1,
        of: topics.len(),
        previous: at.checked_sub(1).map(|before| link(&topics[before])),
        next: topics.get(at + 1).map(link),
    }
}
