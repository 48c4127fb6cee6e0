//! Where a link leads.

use super::{Actor, Article, Body, Key, MapKey, Ref};

/// A text whose links lead somewhere.
pub type Prose = Body<Target>;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a record, or to an anchor of its body.
    Record(Ref, Option<String>),
    /// To a record, as a numbered citation.
    Citation(Key<Article>),
    /// To an actor whose name stands in the text. The program added this link.
    Mention(Key<Actor>),
    /// To the home page.
    Home,
    /// To an anchor of the same body.
    Here(String),
    /// To a file of `content/static/`, by its name there, with what followed it (`#page=2`).
    Static(String, String),
    /// Out of the site.
    External(String),
}

impl Target {
    /// The record that it leads to, where it is one.
    pub fn record(&self) -> Option<Ref> {
        match self {
            Self::Record(to, _) => Some(*to),
            Self::Citation(article) => Some(Ref::Article(*article)),
            Self::Mention(actor) => Some(Ref::Actor(*actor)),
            Self::Home | Self::Here(_) | Self::Static(..) | Self::External(_) => None,
        }
    }

    /// The same target in another dossier; `None` if it is missing there.
    pub fn mapped(self, map: &impl MapKey) -> Option<Self> {
        Some(match self {
            Self::Record(to, anchor) => Self::Record(to.mapped(map)?, anchor),
            Self::Citation(article) => Self::Citation(map.key(article)?),
            Self::Mention(actor) => Self::Mention(map.key(actor)?),
            other @ (Self::Home | Self::Here(_) | Self::Static(..) | Self::External(_)) => other,
        })
    }
}
