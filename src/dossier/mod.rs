//! The model: ids, records, texts with links, dates and terms. The stages fill it, check it and
//! show it. It depends on none of them.

mod backlinks;
mod body;
mod by_kind;
mod citing;
mod connections;
mod contents;
mod date;
mod date_form;
mod days;
mod difference;
mod id;
mod kinds;
mod loose_date;
mod quote;
mod records;
mod statements;
mod status;
mod terms;
mod usual_words;
mod whole;

pub use backlinks::{Backlink, sentence_at};
pub use body::{
    Body, CodeBlock, Heading, Insertion, Mark, Pen, Relinked, escape, escape_attribute,
};
pub use by_kind::{
    ByKind, Change, DefaultOf, Family, Headed, Listed, MakeEach, MapKey, OfKind, Part, Record,
    Restricted, SeeEach, Tables, visit_references,
};
pub use citing::Citing;
pub use connections::{Connections, Keys, OfActor, OfClaim, OfTopic, Place, chronological};
pub use date::{DateOrder, DatePart, Deadline, EdtfDate, EndSaid, Extent, Moment, Said, SaidDate};
pub use days::Day;
pub use id::{Key, NotASlug, Slug, Table};
pub use kinds::{RecordKind, WrittenAs};
pub use quote::Quote;
pub use records::*;
pub use statements::{At, Beside, Role, Says, Statement, Visitor};
pub use status::Status;
pub use terms::{
    ActorKind, BodyKind, Confidence, Credibility, LanguageTag, Likelihood, Marking, Reliability,
    Stance, TermRow,
};

pub use usual_words::USUAL_WORDS;
pub use whole::Dossier;
