//! What has a text that may link to records.

use super::Key;
use super::records::{Ref, Relation};

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
}
