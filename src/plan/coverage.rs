//! Where the coverage matrix is shown: claims by articles.

use super::route::Route;
use crate::dossier::{Dossier, Key, Slug, Topic};
use std::collections::BTreeSet;

/// Where claims by articles are shown: each under its first topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coverage {
    /// On the page of sources.
    OnSources,
    /// On a page for each of these topics: there are too many claims for one.
    OnPages(BTreeSet<Key<Topic>>),
}

/// More claims than these do not go on one page.
const CLAIMS_ON_SOURCES: usize = 250;

impl Coverage {
    /// Whether a dossier has too many claims for one page.
    pub(super) fn is_split(dossier: &Dossier) -> bool {
        dossier.claims.len() > CLAIMS_ON_SOURCES
    }

    pub(super) fn of(dossier: &Dossier, has_pages: bool) -> Self {
        match Self::is_split(dossier) {
            false => Self::OnSources,
            true => {
                let claims = dossier.claims.records().filter(|_| has_pages);
                let topics = claims.filter_map(|claim| claim.topics.first().copied());
                Self::OnPages(topics.collect())
            }
        }
    }

    /// The topics that have a page for their claims.
    pub(super) fn topics(&self) -> impl Iterator<Item = Key<Topic>> {
        let topics = match self {
            Self::OnSources => None,
            Self::OnPages(topics) => Some(topics),
        };
        topics.into_iter().flatten().copied()
    }

    /// The page of a topic's matrix.
    pub fn route(topic: &Slug) -> Route {
        Route::new(format!("sources/{topic}.html"))
    }
}
