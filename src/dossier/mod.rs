//! The model: ids, records, texts with links, dates and terms. A foundation: the stages fill it, check
//! it and show it; it knows none of them. Names are those of the design's model.

mod backlinks;
mod body;
mod citing;
mod connections;
mod date;
mod date_form;
mod days;
mod difference;
mod id;
mod loose_date;
mod quote;
mod records;
mod statements;
mod status;
mod terms;
mod usual_words;

pub use backlinks::{Backlink, sentence_at};
pub use body::{
    Body, CodeBlock, Heading, Insertion, Mark, Pen, Relinked, escape, escape_attribute,
};
pub use citing::Citing;
pub use connections::{Connections, OfActor, OfClaim, OfTopic, Place, chronological};
pub use date::{DateOrder, Deadline, EdtfDate, EndSaid, Extent, Moment, Part, Said, SaidDate};
pub use days::Day;
pub use id::{Key, NotASlug, Slug, Table};
pub use quote::Quote;
pub use records::{
    Actor, Article, Called, Claim, Ended, Event, Evidence, Head, Independent, Judgement, Origin,
    PieceNumber, Prose, Question, Record, RecordKind, Ref, Relation, SeeAlso, Speaker, Target,
    Topic, Withdrawn,
};
pub use statements::{At, Beside, Says, Statement, all_texts, visit_statements, visit_texts};
pub use status::Status;
pub use terms::{
    ActorKind, BodyKind, Confidence, Credibility, LanguageTag, Likelihood, Marking, Reliability,
    Stance, TermRow,
};

pub use usual_words::USUAL_WORDS;

use std::sync::Arc;

/// Everything a project says, with every reference resolved.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The bottom line of the home page, where there is one.
    pub home: Option<Arc<Prose>>,
    /// Articles in the order of their ids.
    pub articles: Table<Article>,
    /// Topics in the order of their ids.
    pub topics: Table<Topic>,
    /// Actors in the order of the files.
    pub actors: Table<Actor>,
    /// Claims in the order of the files.
    pub claims: Table<Claim>,
    /// Events in the order of the files.
    pub events: Table<Event>,
    /// Relations in the order of the files.
    pub relations: Table<Relation>,
    /// Judgements in the order of the files.
    pub judgements: Table<Judgement>,
    /// Questions in the order of the files.
    pub questions: Table<Question>,
    /// What was withdrawn, of all kinds.
    pub withdrawn: Table<Withdrawn>,
}

impl Dossier {
    /// The kind of a record, and what every record has.
    pub fn head(&self, of: Ref) -> (RecordKind, &Head) {
        match of {
            Ref::Article(key) => (RecordKind::Article, &self.articles[key].head),
            Ref::Topic(key) => (RecordKind::Topic, &self.topics[key].head),
            Ref::Actor(key) => (RecordKind::Actor, &self.actors[key].head),
            Ref::Claim(key) => (RecordKind::Claim, &self.claims[key].head),
            Ref::Event(key) => (RecordKind::Event, &self.events[key].head),
            Ref::Judgement(key) => (RecordKind::Judgement, &self.judgements[key].head),
            Ref::Question(key) => (RecordKind::Question, &self.questions[key].head),
            Ref::Withdrawn(key) => {
                let record = &self.withdrawn[key];
                (record.kind, &record.head)
            }
        }
    }
}
