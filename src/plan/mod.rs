//! Stage 7: plan the site. In: an [`Assessed`] dossier. Out: a [`SitePlan`] with the address of
//! every page and file, and the connections between records. Nothing is rendered here.

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

/// Every page and file of the site, with its address.
pub struct SitePlan {
    /// The settings of the site.
    pub config: Config,
    /// The records, with the status of each claim.
    pub assessed: Assessed,
    /// All pages, in the order of their routes.
    pub pages: Vec<Page>,
    /// Files to copy unchanged.
    pub copies: Vec<Copy>,
    /// Style sheets, scripts and pictures of the theme and the project, by name.
    pub assets: BTreeMap<String, Asset>,
    /// What refers to each record.
    pub connections: Connections,
    /// Topics in display order.
    pub topics: Vec<Key<Topic>>,
    /// Which pages show the coverage matrix.
    pub coverage: Coverage,
    /// The position of each claim among those of its first topic, by row.
    pub positions: Vec<Option<Position>>,
    /// The index of each topic in [`Self::topics`], by row.
    pub topic_places: Vec<usize>,
    repeated: Repeated,
    shown: Shown,
}

/// A file to copy.
#[derive(Debug)]
pub struct Copy {
    /// The source file.
    pub file: FileId,
    /// The address of the copy.
    pub route: Route,
}

/// Plans the site. `known` are the connections of a dossier that differs from this one only in
/// words, if there are any.
///
/// # Errors
/// [`ErrorsReported`] if addresses of files conflict, or an asset cannot be read.
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
    /// The records that the site shows.
    pub fn dossier(&self) -> &Dossier {
        &self.assessed.dossier
    }

    /// Whether the site has pages of this kind.
    pub fn has(&self, of: PageType) -> bool {
        self.shown.has(of)
    }

    /// How many earlier pieces of evidence for the same claim quote the same words of the same
    /// article.
    pub fn repeats(&self, piece: Place) -> usize {
        self.repeated.before(piece, &self.assessed)
    }

    /// The claims whose first topic is `topic`, by status, then in the order of the files.
    pub fn claims_in_order(&self, topic: Key<Topic>) -> Vec<Key<Claim>> {
        sequence::claims_in_order(topic, &self.connections, &self.assessed)
    }

    /// The address of a record. `None` if the site has no page that shows it.
    pub fn address(&self, reference: Ref) -> Option<Address> {
        address::address(self.dossier(), &self.shown, reference)
    }
}
