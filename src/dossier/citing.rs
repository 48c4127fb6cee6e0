//! What has a text that may link to records.

use super::{Dossier, Key, Ref, Relation};

/// Whose text a link stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Citing {
    /// The bottom line of the home page.
    Home,
    /// A record's.
    Record(Ref),
    /// What is noted at a relation: it is shown with the actor that the relation goes out from.
    Relation(Key<Relation>),
}

impl Citing {
    /// The record; `None` for the home page and relations, which nothing refers to.
    pub fn record(self) -> Option<Ref> {
        match self {
            Self::Record(of) => Some(of),
            Self::Home | Self::Relation(_) => None,
        }
    }

    /// Whether this is a text that is shown with the record `to` itself.
    pub(super) fn is(self, dossier: &Dossier, to: Ref) -> bool {
        match self {
            Self::Home => false,
            Self::Record(of) => of == to,
            Self::Relation(key) => Ref::Actor(dossier.relations[key].from) == to,
        }
    }
}
