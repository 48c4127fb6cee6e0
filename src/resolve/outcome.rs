//! What becomes of entries: records, or what is left of withdrawn ones.

use crate::dossier::{Actor, Claim, Event, Judgement, Question, Relation, Withdrawn};

/// The records of one annotation file, or of all.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) actors: Vec<Actor>,
    pub(super) claims: Vec<Claim>,
    pub(super) events: Vec<Event>,
    pub(super) relations: Vec<Relation>,
    pub(super) judgements: Vec<Judgement>,
    pub(super) questions: Vec<Question>,
    pub(super) withdrawn: Vec<Withdrawn>,
}

impl Records {
    pub(super) fn append(&mut self, mut other: Self) {
        self.actors.append(&mut other.actors);
        self.claims.append(&mut other.claims);
        self.events.append(&mut other.events);
        self.relations.append(&mut other.relations);
        self.judgements.append(&mut other.judgements);
        self.questions.append(&mut other.questions);
        self.withdrawn.append(&mut other.withdrawn);
    }
}

/// A record, or what is left of a withdrawn one.
#[derive(Debug)]
pub(super) enum Outcome<T> {
    Live(T),
    Ended(Box<Withdrawn>),
}

impl<T> Outcome<T> {
    pub(super) fn sort_into(self, live: &mut Vec<T>, ended: &mut Vec<Withdrawn>) {
        match self {
            Self::Live(record) => live.push(record),
            Self::Ended(record) => ended.push(*record),
        }
    }
}
