//! What becomes of entries: records, or what is left of withdrawn ones.

use crate::diag::Sink;
use crate::dossier::{
    Actor, Article, Claim, Dossier, Event, Judgement, Prose, Question, Relation, Table, Topic,
    Withdrawn,
};
use std::sync::Arc;

/// What became of one file.
#[derive(Debug)]
pub(super) struct ResolvedFile {
    pub(super) records: Records,
    pub(super) faults: Sink,
}

/// The records of one file, or of all.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) home: Option<Arc<Prose>>,
    pub(super) articles: Vec<Arc<Article>>,
    pub(super) topics: Vec<Arc<Topic>>,
    pub(super) actors: Vec<Arc<Actor>>,
    pub(super) claims: Vec<Arc<Claim>>,
    pub(super) events: Vec<Arc<Event>>,
    pub(super) relations: Vec<Arc<Relation>>,
    pub(super) judgements: Vec<Arc<Judgement>>,
    pub(super) questions: Vec<Arc<Question>>,
    pub(super) withdrawn: Vec<Arc<Withdrawn>>,
}

impl Records {
    /// Shares the records of `other`, after the own ones.
    pub(super) fn share(&mut self, other: &Self) {
        self.home = other.home.clone().or(self.home.take());
        self.articles.extend_from_slice(&other.articles);
        self.topics.extend_from_slice(&other.topics);
        self.actors.extend_from_slice(&other.actors);
        self.claims.extend_from_slice(&other.claims);
        self.events.extend_from_slice(&other.events);
        self.relations.extend_from_slice(&other.relations);
        self.judgements.extend_from_slice(&other.judgements);
        self.questions.extend_from_slice(&other.questions);
        self.withdrawn.extend_from_slice(&other.withdrawn);
    }

    pub(super) fn into_dossier(self) -> Dossier {
        Dossier {
            home: self.home,
            articles: Table::new(self.articles),
            topics: Table::new(self.topics),
            actors: Table::new(self.actors),
            claims: Table::new(self.claims),
            events: Table::new(self.events),
            relations: Table::new(self.relations),
            judgements: Table::new(self.judgements),
            questions: Table::new(self.questions),
            withdrawn: Table::new(self.withdrawn),
        }
    }
}

/// A record, or what is left of a withdrawn one.
#[derive(Debug)]
pub(super) enum Outcome<T> {
    Live(T),
    Ended(Box<Withdrawn>),
}

impl<T> Outcome<T> {
    pub(super) fn sort_into(self, live: &mut Vec<Arc<T>>, ended: &mut Vec<Arc<Withdrawn>>) {
        match self {
            Self::Live(record) => live.push(Arc::new(record)),
            Self::Ended(record) => ended.push(Arc::from(record)),
        }
    }
}
