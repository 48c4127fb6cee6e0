//! The owner of a text that may link to records.

use super::Key;
use super::records::{Ref, Relation};

/// The owner of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Citing {
    /// The home page, with its bottom line.
    Home,
    /// A record.
    Record(Ref),
    /// A relation, with its note. It is shown with the actor in `from`.
    Relation(Key<Relation>),
}

impl Citing {
    /// The record, or `None` for the home page and relations, which nothing can refer to.
    pub fn record(self) -> Option<Ref> {
        match self {
            Self::Record(of) => Some(of),
            Self::Home | Self::Relation(_) => None,
        }
    }
}
