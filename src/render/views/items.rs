//! Parts that several pages show: an article, a claim in a list, an event, a judgement.

use super::super::engine::{Html, Shared};
use super::super::writer::{Link, Writer};
use super::evidence::Words;
use crate::assess::Standing;
use crate::dossier::{
    Actor, Backlink, Claim, Ended, Event, Judgement, Key, Marking, Question, Ref, Relation, Status,
};
use crate::labels::Labels;
use crate::plan::PageType;
use serde::Serialize;
use std::collections::BTreeSet;

/// A claim in a list.
#[derive(Debug, Serialize)]
struct Listed<'a> {
    id: &'a str,
    /// Its own page, where claims have pages.
    url: Option<String>,
    text: Html,
    status: Status,
    /// How many independent lines support it.
    supporting: usize,
    /// How many dispute it.
    disputing: usize,
    /// The same in words, with the articles they stand in: `3 articles, 2 independent lines`.
    support: String,
    evidence: Vec<Words<'a>>,
    marking: Option<&'static str>,
}

/// An event in a list.
#[derive(Debug, Serialize)]
pub(super) struct Dated<'a> {
    id: &'a str,
    url: Option<String>,
    title: &'a str,
    /// The date in words.
    date: Option<String>,
    /// The date as EDTF.
    edtf: Option<&'a str>,
    /// The date where it is one whole day without doubt.
    day: Option<&'a str>,
    basis: Option<Html>,
    deadline: Option<String>,
    text: Option<Html>,
    topics: Vec<Link>,
    actors: Vec<Link>,
    claims: Vec<Link>,
    /// Retracted articles that the claims rested on.
    recalled: Vec<Link>,
    /// How many of the claims have lost all that supported them.
    bereft: usize,
    cited_by: Vec<CitedBy>,
    marking: Option<&'static str>,
}

/// A judgement.
#[derive(Debug, Serialize)]
pub(super) struct Concluded<'a> {
    id: &'a str,
    url: Option<String>,
    text: Html,
    likelihood: &'a str,
    band: String,
    confidence: &'a str,
    basis: Option<Html>,
    claims: Vec<Link>,
    /// Retracted articles that the claims rested on.
    recalled: Vec<Link>,
    /// How many of the claims have lost all that supported them.
    bereft: usize,
    cited_by: Vec<CitedBy>,
    marking: Option<&'static str>,
}

/// A question.
#[derive(Debug, Serialize)]
pub(super) struct Asked<'a> {
    id: &'a str,
    url: Option<String>,
    text: Html,
    claims: Vec<Link>,
    topics: Vec<Link>,
    cited_by: Vec<CitedBy>,
    marking: Option<&'static str>,
}

/// An actor in a list.
#[derive(Debug, Serialize)]
pub(super) struct Named<'a> {
    id: &'a str,
    name: &'a str,
    url: Option<String>,
    kind: &'a str,
    role: Option<Html>,
    member_of: Option<Link>,
}

/// A relation without what it rests on.
#[derive(Debug, Serialize)]
pub(super) struct BareTie {
    from: Link,
    /// What `from` is to `to`, in words: `contractor of`.
    kind: String,
    to: Link,
}

/// A relation, as seen from one of its actors.
#[derive(Debug, Serialize)]
pub(super) struct Tie {
    #[serde(flatten)]
    tie: BareTie,
    claims: Vec<Link>,
    /// Retracted articles that the claims rested on.
    recalled: Vec<Link>,
    /// How many of the claims have lost all that supported them.
    bereft: usize,
    note: Option<Html>,
    marking: Option<&'static str>,
}

/// A text that links here.
#[derive(Debug, Serialize)]
pub(super) struct CitedBy {
    from: Link,
    sentence: String,
}

/// That something ended, when and why.
#[derive(Debug, Serialize)]
pub(super) struct EndedView {
    on: String,
    why: Html,
}

impl Tie {
    /// The tie in words: `Somebody, member of Some Body`.
    pub(super) fn words(&self, labels: &Labels) -> String {
        let BareTie { from, kind, to } = &self.tie;
        labels.tie(&from.label, kind, &to.label)
    }

    /// What the one is to the other.
    pub(super) fn kind(&self) -> &str {
        &self.tie.kind
    }
}

impl<'a> Writer<'a> {
    /// The label of a record that is marked otherwise than the site.
    pub(super) fn marking(&self, marking: Marking) -> Option<&'static str> {
        (marking != self.plan.config.marking).then(|| marking.label())
    }

    /// A claim as lists show it: a [`Listed`].
    pub(super) fn listed(&self, key: Key<Claim>) -> Shared {
        self.card(key, || Shared::new(&self.listed_claim(key)))
    }

    fn listed_claim(&self, key: Key<Claim>) -> Listed<'a> {
        let claim = &self.dossier.claims[key];
        let mut evidence: Vec<_> = claim.evidence.iter().collect();
        evidence.sort_by_key(|piece| piece.stance);
        let standing = self.plan.assessed.standing(key);
        let pieces = standing.supporting.iter().flat_map(|line| &line.evidence);
        let articles = pieces.map(|piece| claim.evidence[*piece].article);
        Listed {
            id: claim.head.id.as_str(),
            url: self
                .url(Ref::Claim(key))
                .filter(|_| self.plan.has(PageType::Claim)),
            text: self.html(&claim.text),
            status: standing.status,
            supporting: standing.supporting.len(),
            disputing: standing.disputing.len(),
            support: support(
                self.labels,
                standing,
                articles.collect::<BTreeSet<_>>().len(),
            ),
            evidence: evidence
                .into_iter()
                .map(|piece| self.words(piece))
                .collect(),
            marking: self.marking(claim.head.marking),
        }
    }

    pub(super) fn dated(&self, key: Key<Event>) -> Dated<'a> {
        let event = &self.dossier.events[key];
        Dated {
            id: event.head.id.as_str(),
            url: self.url(Ref::Event(key)),
            title: &event.title,
            date: event.date.as_ref().map(|date| self.labels.date(date)),
            edtf: event.date.as_ref().map(|date| date.edtf()),
            day: event.date.as_ref().and_then(|date| date.exact_day()),
            basis: self.maybe(&event.date_basis),
            deadline: event.deadline.as_ref().map(|due| self.labels.deadline(due)),
            text: self.maybe(&event.text),
            topics: self.links(&event.topics, Ref::Topic),
            actors: self.links(&event.actors, Ref::Actor),
            claims: self.links(&event.claims, Ref::Claim),
            recalled: self.recalled(&event.claims),
            bereft: self.plan.assessed.bereft(&event.claims),
            cited_by: self.cited_by(Ref::Event(key)),
            marking: self.marking(event.head.marking),
        }
    }

    pub(super) fn concluded(&self, key: Key<Judgement>) -> Concluded<'a> {
        let judgement = &self.dossier.judgements[key];
        Concluded {
            id: judgement.head.id.as_str(),
            url: self.url(Ref::Judgement(key)),
            text: self.html(&judgement.text),
            likelihood: self.labels.likelihood(judgement.likelihood),
            band: self.labels.likelihood_band(judgement.likelihood),
            confidence: self.labels.confidence(judgement.confidence),
            basis: self.maybe(&judgement.basis),
            claims: self.links(&judgement.claims, Ref::Claim),
            recalled: self.recalled(&judgement.claims),
            bereft: self.plan.assessed.bereft(&judgement.claims),
            cited_by: self.cited_by(Ref::Judgement(key)),
            marking: self.marking(judgement.head.marking),
        }
    }

    pub(super) fn asked(&self, key: Key<Question>) -> Asked<'a> {
        let question = &self.dossier.questions[key];
        Asked {
            id: question.head.id.as_str(),
            url: self.url(Ref::Question(key)),
            text: self.html(&question.text),
            claims: self.links(&question.claims, Ref::Claim),
            topics: self.links(&question.topics, Ref::Topic),
            cited_by: self.cited_by(Ref::Question(key)),
            marking: self.marking(question.head.marking),
        }
    }

    pub(super) fn named(&self, key: Key<Actor>) -> Named<'a> {
        let actor = &self.dossier.actors[key];
        Named {
            id: actor.head.id.as_str(),
            name: &actor.name,
            url: self.url(Ref::Actor(key)),
            kind: self.labels.actor_kind(actor.kind),
            role: self.maybe(&actor.role),
            member_of: actor.member_of.map(|of| self.link(Ref::Actor(of))),
        }
    }

    pub(super) fn bare_tie(&self, key: Key<Relation>) -> BareTie {
        let relation = &self.dossier.relations[key];
        BareTie {
            from: self.link(Ref::Actor(relation.from)),
            kind: relation.kind_in_words(),
            to: self.link(Ref::Actor(relation.to)),
        }
    }

    pub(super) fn tie(&self, key: Key<Relation>) -> Tie {
        let relation = &self.dossier.relations[key];
        Tie {
            tie: self.bare_tie(key),
            claims: self.links(&relation.claims, Ref::Claim),
            recalled: self.recalled(&relation.claims),
            bereft: self.plan.assessed.bereft(&relation.claims),
            note: self.maybe(&relation.note),
            marking: self.marking(relation.marking),
        }
    }

    /// That an actor belongs to another one, as a tie.
    pub(super) fn membership(&self, member: Key<Actor>, of: Key<Actor>) -> Tie {
        Tie {
            tie: BareTie {
                from: self.link(Ref::Actor(member)),
                kind: self.labels.member_of().to_owned(),
                to: self.link(Ref::Actor(of)),
            },
            claims: Vec::new(),
            recalled: Vec::new(),
            bereft: 0,
            note: None,
            marking: self.marking(self.dossier.actors[member].head.marking),
        }
    }

    pub(super) fn cited_by(&self, reference: Ref) -> Vec<CitedBy> {
        let backlinks = self.plan.connections.backlinks(self.dossier, reference);
        let view = |backlink: Backlink| CitedBy {
            from: self.citing(backlink.from),
            sentence: backlink.sentence,
        };
        backlinks.into_iter().map(view).collect()
    }

    pub(super) fn ended(&self, ended: &Ended) -> EndedView {
        EndedView {
            on: self.labels.date(&ended.on),
            why: self.html(&ended.why),
        }
    }

    pub(super) fn links<T>(&self, keys: &[Key<T>], reference: fn(Key<T>) -> Ref) -> Vec<Link> {
        keys.iter().map(|key| self.link(reference(*key))).collect()
    }
}

/// How a claim is supported, in words: `articles` say so.
fn support(labels: &Labels, standing: &Standing, articles: usize) -> String {
    let (supporting, disputing) = (standing.supporting.len(), standing.disputing.len());
    let words = match (supporting, disputing) {
        (0, 0) if standing.recalled.is_empty() => labels.only_mentioned().to_owned(),
        (0, 0) => return labels.source_retracted().to_owned(),
        (0, against) => labels.support_denied(against),
        (1, 0) if articles == 1 => labels.articles(articles),
        (lines, 0) => {
            labels.support_lines(labels.articles(articles), labels.independent_lines(lines))
        }
        (lines, against) => labels.support_contested(lines, against),
    };
    match standing.recalled.len() {
        0 => words,
        recalled => labels.support_recalled(words, recalled),
    }
}
