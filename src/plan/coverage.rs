//! Decides which pages show the coverage matrix of claims by articles.

use super::route::Route;
use crate::dossier::{Dossier, Key, Slug, Topic};
use std::collections::BTreeSet;

/// Which pages show the coverage matrix. Each claim is under its first topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coverage {
    /// On the page of sources.
    OnSources,
    /// A page for each of these topics, because one page would be too long.
    OnPages(BTreeSet<Key<Topic>>),
}

/// The most claims in a matrix on the page of sources.
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

    /// The topics with their own page for the matrix.
    pub(super) fn topics(&self) -> impl Iterator<Item = Key<Topic>> {
        let topics = match self {
            Self::OnSources => None,
            Self::OnPages(topics) => Some(topics),
        };
        topics.into_iter().flatten().copied()
    }

    /// The route of a topic's page for the matrix.
    pub fn route(topic: &Slug) -> Route {
        Route::new(format!("sources/{topic}.html"))
    }
}
