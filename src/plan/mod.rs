//! Stage 7: what the site consists of. In: what was [`Assessed`]. Out: [`SitePlan`], every page and file with its
//! address, and who refers to whom. Nothing is rendered here.

mod address;
mod assets;
mod collisions;
mod destination;
mod repeated;
mod route;
mod sequence;

pub use address::Address;
pub use assets::{Asset, content_hash};
pub use destination::{Destination, Fate};
pub use route::Route;
pub use sequence::Position;

use crate::assess::Assessed;
use crate::config::Config;
use crate::diag::{ErrorsReported, Sink};
use crate::dossier::{
    Actor, Article, Claim, Connections, Dossier, Key, Place, Record, RecordKind, Ref, Slug, Table,
    Topic, Withdrawn,
};
use crate::source::{Role, Sources};
use crate::text::FileId;
use collisions::report_collisions;
use repeated::Repeated;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is to be written, and where.
#[derive(Debug)]
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
    has_network: bool,
}

/// Where claims by articles are shown: each under its first topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coverage {
    /// On the page of sources.
    OnSources,
    /// On a page for each of these topics: there are too many claims for one.
    OnPages(BTreeSet<Key<Topic>>),
}

/// A briefing with more claims is not put on one page for paper: it would be hundreds of sheets.
const CLAIMS_ON_PAPER: usize = 1_000;

/// More claims than these do not go on one page.
const CLAIMS_ON_SOURCES: usize = 250;

impl Coverage {
    fn of(dossier: &Dossier) -> Self {
        match dossier.claims.len() {
            0..=CLAIMS_ON_SOURCES => Self::OnSources,
            _ => {
                let claims = dossier.claims.records();
                Self::OnPages(
                    claims
                        .filter_map(|claim| claim.topics.first().copied())
                        .collect(),
                )
            }
        }
    }

    /// The page of a topic's matrix.
    pub fn route(topic: &Slug) -> Route {
        Route::new(format!("sources/{topic}.html"))
    }
}

/// A page.
#[derive(Debug)]
pub struct Page {
    /// Its address.
    pub route: Route,
    /// What is on it.
    pub kind: PageKind,
}

/// What is on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// The bottom line and the way in.
    Home,
    /// A topic.
    Topic(Key<Topic>),
    /// A claim.
    Claim(Key<Claim>),
    /// An actor.
    Actor(Key<Actor>),
    /// An article.
    Article(Key<Article>),
    /// What happened when.
    Timeline,
    /// Actors and their ties.
    Network,
    /// The bibliography.
    Sources,
    /// Claims of a topic by articles.
    Coverage(Key<Topic>),
    /// What no article answers.
    Questions,
    /// The whole briefing, for paper.
    Print,
    /// Where everything can be searched.
    Search,
    /// A record that was withdrawn.
    Withdrawn(Key<Withdrawn>),
    /// What a server shows for an address that is not there.
    NotFound,
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
    let coverage = Coverage::of(dossier);
    let ((connections, positions), pages) = rayon::join(
        || {
            let connections = match known {
                Some(known) => known.with_words_of(dossier),
                None => Connections::new(dossier),
            };
            let positions = sequence::positions(&connections, &assessed);
            (connections, positions)
        },
        || pages(dossier, &coverage, &config),
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
    report_collisions(&pages, files, config.has_search(), sources, sink);
    let mut topics: Vec<Key<Topic>> = dossier.topics.keys().collect();
    topics.sort_by_key(|key| {
        let topic = &dossier.topics[*key];
        (topic.order.unwrap_or(i64::MAX), key.row())
    });
    let mut topic_places = vec![0; topics.len()];
    for (place, topic) in topics.iter().enumerate() {
        topic_places[topic.row()] = place;
    }
    let has_network = has_network(dossier, &config);
    sink.checkpoint()?;
    Ok(SitePlan {
        topic_places,
        repeated: Repeated::new(&assessed),
        has_network,
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

/// All pages, in the order of their routes.
fn pages(dossier: &Dossier, coverage: &Coverage, config: &Config) -> Vec<Page> {
    fn records<T: Record>(
        pages: &mut Vec<Page>,
        kind: RecordKind,
        table: &Table<T>,
        page: fn(Key<T>) -> PageKind,
    ) {
        pages.extend(table.iter().map(|(key, record)| Page {
            route: Route::record(kind, &record.head().id),
            kind: page(key),
        }));
    }
    let mut pages = Vec::new();
    let mut single = |name: &str, kind, wanted| {
        if wanted {
            let route = Route::new(name.to_owned());
            pages.push(Page { route, kind });
        }
    };
    single("index.html", PageKind::Home, true);
    single("404.html", PageKind::NotFound, true);
    single("timeline.html", PageKind::Timeline, config.pages.timeline);
    single("search.html", PageKind::Search, config.has_search());
    single(
        "network.html",
        PageKind::Network,
        has_network(dossier, config),
    );
    single("sources.html", PageKind::Sources, config.pages.sources);
    single(
        "questions.html",
        PageKind::Questions,
        config.pages.questions,
    );
    single("print.html", PageKind::Print, has_print(dossier, config));
    records(
        &mut pages,
        RecordKind::Topic,
        &dossier.topics,
        PageKind::Topic,
    );
    records(
        &mut pages,
        RecordKind::Actor,
        &dossier.actors,
        PageKind::Actor,
    );
    records(
        &mut pages,
        RecordKind::Article,
        &dossier.articles,
        PageKind::Article,
    );
    if config.pages.claims {
        records(
            &mut pages,
            RecordKind::Claim,
            &dossier.claims,
            PageKind::Claim,
        );
    }
    if let Coverage::OnPages(topics) = coverage
        && config.pages.sources
    {
        pages.extend(topics.iter().map(|key| Page {
            route: Coverage::route(&dossier.topics[*key].head.id),
            kind: PageKind::Coverage(*key),
        }));
    }
    for (key, record) in dossier.withdrawn.iter() {
        let has_page = match record.kind {
            RecordKind::Article | RecordKind::Topic | RecordKind::Actor => true,
            RecordKind::Claim => config.pages.claims,
            RecordKind::Event | RecordKind::Judgement | RecordKind::Question => false,
        };
        if has_page {
            pages.push(Page {
                route: Route::record(record.kind, &record.head.id),
                kind: PageKind::Withdrawn(key),
            });
        }
    }
    pages.sort_by(|a, b| a.route.cmp(&b.route));
    pages
}

fn has_network(dossier: &Dossier, config: &Config) -> bool {
    let mut actors = dossier.actors.records();
    let tied = !dossier.relations.is_empty() || actors.any(|actor| actor.member_of.is_some());
    config.pages.network && tied
}

fn has_print(dossier: &Dossier, config: &Config) -> bool {
    config.pages.print && dossier.claims.len() <= CLAIMS_ON_PAPER
}

/// The folder of the search index; nothing else may stand there.
pub const SEARCH_FOLDER: &str = "pagefind";

impl SitePlan {
    /// The records.
    pub fn dossier(&self) -> &Dossier {
        &self.assessed.dossier
    }

    /// Whether the actors' ties have a page.
    pub fn has_network(&self) -> bool {
        self.has_network
    }

    /// How many earlier pieces of evidence for the same claim have the same words of the same article.
    pub fn repeats(&self, piece: Place) -> usize {
        self.repeated.before(piece, &self.assessed)
    }

    /// Whether the whole briefing stands on one page for paper.
    pub fn has_print(&self) -> bool {
        has_print(self.dossier(), &self.config)
    }

    /// The claims whose first topic is `topic`, by status, and within a status as their files have them.
    pub fn claims_in_order(&self, topic: Key<Topic>) -> Vec<Key<Claim>> {
        sequence::claims_in_order(topic, &self.connections, &self.assessed)
    }

    /// Where a record is shown; `None` where this site has no page for it.
    pub fn address(&self, reference: Ref) -> Option<Address> {
        address::address(self.dossier(), &self.config.pages, reference)
    }
}
