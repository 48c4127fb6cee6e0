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
    pub(super) fn of(dossier: &Dossier, has_pages: bool) -> Self {
        match dossier.claims.len() {
            0..=CLAIMS_ON_SOURCES => Self::OnSources,
            _ => {
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
