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
mod kinds;
mod loose_date;
mod quote;
mod record;
mod records;
mod statements;
mod status;
mod target;
mod terms;
mod usual_words;

pub use backlinks::{Backlink, sentence_at};
pub use body::{
    Body, CodeBlock, Heading, Insertion, Mark, Pen, Relinked, escape, escape_attribute,
};
pub use citing::Citing;
pub use connections::{Connections, OfActor, OfClaim, OfTopic, Place, chronological};
pub use date::{DateOrder, DatePart, Deadline, EdtfDate, EndSaid, Extent, Moment, Said, SaidDate};
pub use days::Day;
pub use id::{Key, NotASlug, Slug, Table};
pub use kinds::{
    ByKind, DefaultOf, Family, Listed, MakeEach, MapKey, OfKind, RecordKind, Ref, SeeEach, Tables,
    WrittenAs,
};
pub use quote::Quote;
pub use record::{Called, Change, Head, Part, Record, Role};
pub use records::{
    Actor, Article, Claim, Ended, Event, Evidence, Independent, Judgement, Origin, PieceNumber,
    Question, Relation, SeeAlso, Speaker, Topic, Withdrawn,
};
pub use statements::{At, Beside, Says, Statement, Visitor};
pub use status::Status;
pub use target::{Prose, Target};
pub use terms::{
    ActorKind, BodyKind, Confidence, Credibility, LanguageTag, Likelihood, Marking, Reliability,
    Stance, TermRow,
};

pub use usual_words::USUAL_WORDS;

use std::ops::Deref;
use std::sync::Arc;

/// Everything a project says, with every reference resolved.
#[derive(Debug, Clone, Default)]
pub struct Dossier {
    /// The bottom line of the home page, if there is one.
    pub home: Option<Arc<Prose>>,
    /// The records: articles and topics in the order of their ids, all others in the order of the
    /// files.
    pub tables: ByKind<Tables>,
}

impl Deref for Dossier {
    type Target = ByKind<Tables>;

    fn deref(&self) -> &Self::Target {
        &self.tables
    }
}
