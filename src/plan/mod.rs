//! Stage 7: what the site consists of. In: what was [`Assessed`]. Out: [`SitePlan`], every page and file with its
//! address, and who refers to whom. Nothing is rendered here.

mod address;
mod assets;
mod collisions;
mod coverage;
mod destination;
mod exports;
mod page_kinds;
mod pages;
mod repeated;
mod route;
mod sequence;

pub use address::Address;
pub use assets::{Asset, content_hash};
pub use coverage::Coverage;
pub use destination::{Destination, Fate};
pub use exports::{Export, SEARCH_FOLDER};
pub use page_kinds::{About, PageAddress, PageFacts, PageKind, PageType, Under};
pub use pages::Page;
pub use route::Route;
pub use sequence::Position;

use crate::assess::Assessed;
use crate::config::Config;
use crate::diag::{ErrorsReported, Sink};
use crate::dossier::{Claim, Connections, Dossier, Key, Place, Ref, Topic};
use crate::source::{Role, Sources};
use crate::text::FileId;
use collisions::report_collisions;
use pages::{Shown, pages};
use repeated::Repeated;
use std::collections::BTreeMap;

/// Everything that is to be written, and where.
pub struct SitePlan {
    /// The settings.
    pub config: Config,
    /// The records, and what the evidence amounts to.
    pub assessed: Assessed,
    /// All pages, in the order of their routes.
    pub pages: Vec<Page>,
    /// Files to copy as they are.
    pub copies: Vec<Copy>,
    /// Style sheets and the like of the theme and the project.
    pub assets: BTreeMap<String, Asset>,
    /// Who refers to whom.
    pub connections: Connections,
    /// Topics in the order in which they are shown.
    pub topics: Vec<Key<Topic>>,
    /// Where the coverage matrix stands.
    pub coverage: Coverage,
    /// Where each claim stands among those of its first topic, by its row.
    pub positions: Vec<Option<Position>>,
    /// The place of each topic among [`Self::topics`], by its row, from 0.
    pub topic_places: Vec<usize>,
    repeated: Repeated,
    shown: Shown,
}

/// A file to copy.
#[derive(Debug)]
pub struct Copy {
    /// Where from.
    pub file: FileId,
    /// Where to.
    pub route: Route,
}

/// Lays out the site. `known` are the connections of a dossier that differs from this one in words only.
///
/// # Errors
/// [`ErrorsReported`] where two files of the site would have one address, and where an asset cannot be
/// read.
pub fn plan(
    assessed: Assessed,
    config: Config,
    sources: &Sources,
    known: Option<Connections>,
    sink: &mut Sink,
) -> Result<SitePlan, ErrorsReported> {
    let dossier = &assessed.dossier;
    let shown = Shown::new(dossier, &config.pages, sources, sink);
    let coverage = Coverage::of(dossier, shown.has(PageType::Coverage));
    let ((connections, positions), pages) = rayon::join(
        || {
            let connections = match known {
                Some(known) => known.with_words_of(dossier),
                None => Connections::new(dossier),
            };
            let positions = sequence::positions(&connections, &assessed);
            (connections, positions)
        },
        || pages(dossier, &coverage, &shown),
    );
    let copies: Vec<Copy> = sources
        .of(Role::ContentStatic)
        .map(|(id, file)| Copy {
            file: id,
            route: Route::new(file.name.clone()),
        })
        .collect();
    let assets = assets::read(sources, sink);
    let files = copies
        .iter()
        .map(|copy| (copy.route.as_str(), copy.file))
        .chain(
            assets
                .iter()
                .map(|(name, asset)| (name.as_str(), asset.file)),
        );
    let has_search = shown.has(PageType::Search);
    report_collisions(&pages, files, has_search, sources, sink);
    let mut topics: Vec<Key<Topic>> = dossier.topics.keys().collect();
    topics.sort_by_key(|key| {
        let topic = &dossier.topics[*key];
        (topic.order.unwrap_or(i64::MAX), key.row())
    });
    let mut topic_places = vec![0; topics.len()];
    for (place, topic) in topics.iter().enumerate() {
        topic_places[topic.row()] = place;
    }
    sink.checkpoint()?;
    Ok(SitePlan {
        topic_places,
        repeated: Repeated::new(&assessed),
        shown,
        config,
        assessed,
        pages,
        copies,
        assets,
        coverage,
        connections,
        topics,
        positions,
    })
}

impl SitePlan {
    /// The records.
    pub fn dossier(&self) -> &Dossier {
        &self.assessed.dossier
    }

    /// Whether the site has pages of this kind.
    pub fn has(&self, of: PageType) -> bool {
        self.shown.has(of)
    }

    /// How many earlier pieces of evidence for the same claim have the same words of the same article.
    pub fn repeats(&self, piece: Place) -> usize {
        self.repeated.before(piece, &self.assessed)
    }

    /// The claims whose first topic is `topic`, by status, and within a status as their files have them.
    pub fn claims_in_order(&self, topic: Key<Topic>) -> Vec<Key<Claim>> {
        sequence::claims_in_order(topic, &self.connections, &self.assessed)
    }

    /// Where a record is shown; `None` where this site has no page for it.
    pub fn address(&self, reference: Ref) -> Option<Address> {
        address::address(self.dossier(), &self.shown, reference)
    }
}
