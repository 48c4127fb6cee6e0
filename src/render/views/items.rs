//! Parts that several pages show: an article, a claim in a list, an event, a judgement.

use super::super::engine::{Html, Shared};
use super::super::writer::{Link, Writer};
use super::evidence::Words;
use super::standing::Recalled;
use crate::assess::Standing;
use crate::dossier::{
    Actor, Backlink, Claim, Ended, Event, Judgement, Key, Marking, OfTopic, Question, Ref,
    Relation, Status,
};
use crate::labels::{Labels, Linked, Value};
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
    /// The date in words, or that it is not known.
    when: String,
    /// The date as EDTF.
    edtf: Option<&'a str>,
    /// The date where it is one whole day without doubt.
    day: Option<&'a str>,
    basis: Option<Html>,
    deadline: Option<String>,
    /// The deadline, and that it is one.
    due: Option<String>,
    text: Option<Html>,
    topics: Vec<Link>,
    actors: Vec<Link>,
    claims: Vec<Link>,
    #[serde(flatten)]
    recalled: Recalled,
    cited_by: Vec<CitedBy>,
    marking: Option<&'static str>,
}

/// Judgements, which templates see as `judgements`.
#[derive(Debug, Serialize)]
pub(super) struct Conclusions<'a> {
    judgements: Vec<Concluded<'a>>,
}

/// A judgement.
#[derive(Debug, Serialize)]
struct Concluded<'a> {
    id: &'a str,
    url: Option<String>,
    text: Html,
    likelihood: &'a str,
    band: String,
    likelihood_with_band: String,
    confidence: &'a str,
    basis: Option<Html>,
    claims: Vec<Link>,
    #[serde(flatten)]
    recalled: Recalled,
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
    /// The role or the kind, and the actor of which it is a part.
    what: Html,
}

/// A relation without what it rests on.
#[derive(Debug, Serialize)]
pub(super) struct BareTie {
    from: Link,
    /// What `from` is to `to`, in words: `contractor of`.
    kind: String,
    to: Link,
    /// All of this with links.
    sentence: Html,
}

/// A relation, as seen from one of its actors.
#[derive(Debug, Serialize)]
pub(super) struct Tie {
    #[serde(flatten)]
    tie: BareTie,
    claims: Vec<Link>,
    #[serde(flatten)]
    recalled: Recalled,
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
    /// When and why, in words.
    words: Html,
}

/// What is said of the day and the reason of an end.
pub(super) type OfEnd = for<'v> fn(&'v Labels, Value<'v>, Value<'v>) -> Linked<'v>;

impl Tie {
    /// The tie in words: `Somebody, member of Some Body`.
    pub(super) fn words(&self, labels: &Labels) -> String {
        let BareTie { from, kind, to, .. } = &self.tie;
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
        let date = event.date.as_ref().map(|date| self.labels.date(date));
        let deadline = event.deadline.as_ref().map(|due| self.labels.deadline(due));
        let not_known = || self.labels.event_date_not_known().to_owned();
        Dated {
            id: event.head.id.as_str(),
            url: self.url(Ref::Event(key)),
            title: &event.title,
            when: date.clone().unwrap_or_else(not_known),
            date,
            edtf: event.date.as_ref().map(|date| date.edtf()),
            day: event.date.as_ref().and_then(|date| date.exact_day()),
            basis: self.maybe(&event.date_basis),
            due: deadline.as_ref().map(|due| self.labels.due_by(due)),
            deadline,
            text: self.maybe(&event.text),
            topics: self.links(&event.topics, Ref::Topic),
            actors: self.links(&event.actors, Ref::Actor),
            claims: self.links(&event.claims, Ref::Claim),
            recalled: self.recalled(&event.claims),
            cited_by: self.cited_by(Ref::Event(key)),
            marking: self.marking(event.head.marking),
        }
    }

    /// All judgements.
    pub(super) fn all_conclusions(&self) -> Conclusions<'a> {
        let judgements = self.dossier.judgements.keys();
        Conclusions {
            judgements: judgements.map(|key| self.concluded(key)).collect(),
        }
    }

    /// The judgements that belong to a topic.
    pub(super) fn conclusions(&self, of: &OfTopic) -> Conclusions<'a> {
        let judgements = of.judgements.iter();
        Conclusions {
            judgements: judgements.map(|key| self.concluded(*key)).collect(),
        }
    }

    fn concluded(&self, key: Key<Judgement>) -> Concluded<'a> {
        let judgement = &self.dossier.judgements[key];
        let likelihood = self.labels.likelihood(judgement.likelihood);
        let band = self.labels.likelihood_band(judgement.likelihood);
        Concluded {
            id: judgement.head.id.as_str(),
            url: self.url(Ref::Judgement(key)),
            text: self.html(&judgement.text),
            likelihood_with_band: self.labels.likelihood_with_band(likelihood, &band),
            likelihood,
            band,
            confidence: self.labels.confidence(judgement.confidence),
            basis: self.maybe(&judgement.basis),
            claims: self.links(&judgement.claims, Ref::Claim),
            recalled: self.recalled(&judgement.claims),
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
        let kind = self.labels.actor_kind(actor.kind);
        let role = self.maybe(&actor.role);
        let mut what = role.clone().unwrap_or_else(|| Html::of_text(kind));
        if let Some(whole) = actor.member_of {
            let whole = self.link_html(&self.link(Ref::Actor(whole)));
            let (role, whole) = (Value::Html(what.as_str()), Value::Html(&whole));
            what = Html::of(&self.labels.in_whole(role, whole));
        }
        Named {
            id: actor.head.id.as_str(),
            name: &actor.name,
            url: self.url(Ref::Actor(key)),
            kind,
            role,
            what,
        }
    }

    /// The other names of an actor, in words.
    pub(super) fn also_called(&self, actor: &Actor) -> Option<String> {
        let names = (!actor.aliases.is_empty()).then(|| actor.aliases.join(", "));
        names.map(|names| self.labels.also_called(names))
    }

    pub(super) fn bare_tie(&self, key: Key<Relation>) -> BareTie {
        let relation = &self.dossier.relations[key];
        self.tie_of(relation.from, relation.kind_in_words(), relation.to)
    }

    fn tie_of(&self, from: Key<Actor>, kind: String, to: Key<Actor>) -> BareTie {
        let (from, to) = (self.link(Ref::Actor(from)), self.link(Ref::Actor(to)));
        let ends = (self.link_html(&from), self.link_html(&to));
        let (one, other) = (Value::Html(&ends.0), Value::Html(&ends.1));
        let sentence = self.labels.tie_sentence(one, Value::Text(&kind), other);
        BareTie {
            sentence: Html::of(&sentence),
            from,
            kind,
            to,
        }
    }

    pub(super) fn tie(&self, key: Key<Relation>) -> Tie {
        let relation = &self.dossier.relations[key];
        Tie {
            tie: self.bare_tie(key),
            claims: self.links(&relation.claims, Ref::Claim),
            recalled: self.recalled(&relation.claims),
            note: self.maybe(&relation.note),
            marking: self.marking(relation.marking),
        }
    }

    /// That an actor belongs to another one, as a tie.
    pub(super) fn membership(&self, member: Key<Actor>, of: Key<Actor>) -> Tie {
        Tie {
            tie: self.tie_of(member, self.labels.member_of().to_owned(), of),
            claims: Vec::new(),
            recalled: Recalled::default(),
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

    /// That something ended, with `say` to say when and why.
    pub(super) fn ended(&self, ended: &Ended, say: OfEnd) -> EndedView {
        let (on, why) = (self.labels.date(&ended.on), self.html(&ended.why));
        let words = say(self.labels, Value::Text(&on), Value::Html(why.as_str()));
        EndedView {
            words: Html::of(&words),
            on,
            why,
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
