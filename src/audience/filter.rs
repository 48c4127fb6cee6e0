//! Which records stay.
//!
//! Dossiers are destructured here without `..`: whoever adds a table must say here what becomes of it.

use super::Audience;
use super::kept::Kept;
use super::reports::Reports;
use crate::dossier::{
    Actor, Article, Citing, Claim, Dossier, Event, Head, Judgement, Question, Record, Ref,
    Relation, Slug, Table, Topic, Withdrawn,
};
use std::collections::BTreeMap;
use std::sync::Arc;

fn kept<T: Record>(table: &Table<T>, audience: Audience) -> Kept<T> {
    let records = table.records();
    Kept::new(records.map(|record| audience.may_see_head(record.head())))
}

/// What stays of a dossier.
pub(super) struct Filter {
    pub(super) audience: Audience,
    /// Other names for reports that readers must not learn of.
    pub(super) reports: BTreeMap<Slug, Slug>,
    pub(super) articles: Kept<Article>,
    pub(super) topics: Kept<Topic>,
    pub(super) actors: Kept<Actor>,
    pub(super) claims: Kept<Claim>,
    events: Kept<Event>,
    relations: Kept<Relation>,
    judgements: Kept<Judgement>,
    questions: Kept<Question>,
    withdrawn: Kept<Withdrawn>,
}

impl Filter {
    /// Decides what stays, in the order in which records rest on each other.
    pub(super) fn new(dossier: &Dossier, audience: Audience) -> Self {
        let Dossier {
            home: _,
            articles,
            topics,
            actors,
            claims,
            events,
            relations,
            judgements,
            questions,
            withdrawn,
        } = dossier;
        let sees = |head: &Head| audience.may_see_head(head);
        let reports = Reports { articles };
        let articles = kept(articles, audience);
        let topics = kept(topics, audience);
        let actors = kept(actors, audience);
        let claims = Kept::new(claims.records().map(|claim| {
            let of = claim.evidence.iter().map(|piece| &piece.article);
            sees(&claim.head) && articles.bear(of) && topics.bear(&claim.topics)
        }));
        let events = events.records().map(|event| {
            sees(&event.head) && claims.bear(&event.claims) && topics.bear(&event.topics)
        });
        let relations = relations.records().map(|relation| {
            let ends = [relation.from, relation.to];
            audience.may_see(relation.marking, relation.draft)
                && claims.bear(&relation.claims)
                && ends.iter().all(|end| actors.get(*end).is_some())
        });
        let judgements = judgements.records().map(|judgement| {
            sees(&judgement.head)
                && claims.bear(&judgement.claims)
                && topics.bear(&judgement.topics)
        });
        let questions = questions.records().map(|question| {
            sees(&question.head) && claims.bear(&question.claims) && topics.bear(&question.topics)
        });
        Self {
            audience,
            reports: reports.names(&articles),
            events: Kept::new(events),
            relations: Kept::new(relations),
            judgements: Kept::new(judgements),
            questions: Kept::new(questions),
            withdrawn: kept(withdrawn, audience),
            articles,
            topics,
            actors,
            claims,
        }
    }

    /// Whether there is nothing to take out.
    pub(super) fn keeps_all(&self) -> bool {
        let Self {
            audience: _,
            reports: _,
            articles,
            topics,
            actors,
            claims,
            events,
            relations,
            judgements,
            questions,
            withdrawn,
        } = self;
        articles.all
            && topics.all
            && actors.all
            && claims.all
            && events.all
            && relations.all
            && judgements.all
            && questions.all
            && withdrawn.all
    }

    /// Whether what `of` says is shown.
    pub(super) fn shows(&self, of: Citing) -> bool {
        match of {
            Citing::Home => true,
            Citing::Record(of) => self.reference(of).is_some(),
            Citing::Relation(key) => self.relations.get(key).is_some(),
        }
    }

    /// The same record in the filtered dossier; `None` for one that is withheld.
    pub(super) fn reference(&self, reference: Ref) -> Option<Ref> {
        Some(match reference {
            Ref::Article(key) => Ref::Article(self.articles.get(key)?),
            Ref::Topic(key) => Ref::Topic(self.topics.get(key)?),
            Ref::Actor(key) => Ref::Actor(self.actors.get(key)?),
            Ref::Claim(key) => Ref::Claim(self.claims.get(key)?),
            Ref::Event(key) => Ref::Event(self.events.get(key)?),
            Ref::Judgement(key) => Ref::Judgement(self.judgements.get(key)?),
            Ref::Question(key) => Ref::Question(self.questions.get(key)?),
            Ref::Withdrawn(key) => Ref::Withdrawn(self.withdrawn.get(key)?),
        })
    }

    /// What stays.
    pub(super) fn apply(&self, dossier: Dossier) -> Dossier {
        let Dossier {
            home,
            articles,
            topics,
            actors,
            claims,
            events,
            relations,
            judgements,
            questions,
            withdrawn,
        } = dossier;
        Dossier {
            home: home.map(|home| Arc::new(self.prose(Arc::unwrap_or_clone(home)))),
            articles: self.articles.table(articles, |record| self.article(record)),
            topics: self.topics.table(topics, |record| self.topic(record)),
            actors: self.actors.table(actors, |record| self.actor(record)),
            claims: self.claims.table(claims, |record| self.claim(record)),
            events: self.events.table(events, |record| self.event(record)),
            relations: self
                .relations
                .table(relations, |record| self.relation(record)),
            judgements: self
                .judgements
                .table(judgements, |record| self.judgement(record)),
            questions: self
                .questions
                .table(questions, |record| self.question(record)),
            withdrawn: self
                .withdrawn
                .table(withdrawn, |record| self.withdrawn(record)),
        }
    }
}
