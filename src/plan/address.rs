//! Where each record is shown.

use super::Route;
use crate::config::Pages;
use crate::dossier::{Dossier, Key, Record, RecordKind, Ref, Slug, Topic};

/// A page, or a place on one: `claims/x.html`, `timeline.html#event:y`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// The address relative to the site's root.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address relative to the site's root.
    pub fn into_string(self) -> String {
        self.0
    }

    /// The same page at another place.
    #[must_use]
    pub fn at(&self, anchor: &str) -> Self {
        let page = self.0.split('#').next().unwrap_or_default();
        Self([page, "#", anchor].concat())
    }
}

/// A record's own page; else its place on the list of its kind; else its place on the page of its first
/// topic. `None` where the site has none of these.
pub(super) fn address(dossier: &Dossier, pages: &Pages, reference: Ref) -> Option<Address> {
    let own = |kind: RecordKind, id: &Slug| Some(Address(Route::record(kind, id).into_string()));
    let listed = |page: &str, kind: RecordKind, id: &Slug| {
        Some(Address(format!("{page}#{}:{id}", kind.word())))
    };
    let on_topic = |topics: &[Key<Topic>], kind, id: &Slug| {
        let topic = &dossier.topics[*topics.first()?];
        let page = Route::record(RecordKind::Topic, &topic.head.id);
        listed(page.as_str(), kind, id)
    };
    match reference {
        Ref::Article(key) => own(RecordKind::Article, &dossier.articles[key].head.id),
        Ref::Topic(key) => own(RecordKind::Topic, &dossier.topics[key].head.id),
        Ref::Actor(key) => own(RecordKind::Actor, &dossier.actors[key].head.id),
        Ref::Claim(key) => {
            let claim = &dossier.claims[key];
            if pages.claims {
                own(RecordKind::Claim, &claim.head.id)
            } else {
                on_topic(&claim.topics, RecordKind::Claim, &claim.head.id)
            }
        }
        Ref::Event(key) => {
            let event = &dossier.events[key];
            if pages.timeline {
                listed("timeline.html", RecordKind::Event, &event.head.id)
            } else {
                on_topic(&event.topics, RecordKind::Event, &event.head.id)
            }
        }
        Ref::Judgement(key) => {
            let judgement = &dossier.judgements[key];
            listed("index.html", RecordKind::Judgement, &judgement.head.id)
        }
        Ref::Question(key) => {
            let question = &dossier.questions[key];
            if pages.questions {
                listed("questions.html", RecordKind::Question, &question.head.id)
            } else {
                on_topic(&question.topics, RecordKind::Question, &question.head.id)
            }
        }
        Ref::Withdrawn(key) => {
            let record = &dossier.withdrawn[key];
            let id = &record.head().id;
            match record.kind {
                RecordKind::Claim if !pages.claims => None,
                RecordKind::Event if pages.timeline => listed("timeline.html", record.kind, id),
                RecordKind::Question if pages.questions => {
                    listed("questions.html", record.kind, id)
                }
                RecordKind::Event | RecordKind::Question => None,
                RecordKind::Judgement => listed("index.html", record.kind, id),
                kind => own(kind, id),
            }
        }
    }
}
