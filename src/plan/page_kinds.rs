//! The table of page kinds. To add a kind, add an entry here. The compiler then asks for the switch
//! in `[pages]` (`config/`) and for the view (`render/views/`); tests ask for templates and words.

use super::coverage::Coverage;
use crate::config::Pages;
use crate::dossier::{Actor, Article, Claim, Dossier, Key, RecordKind, Ref, Topic, Withdrawn};

/// The properties of a kind of page.
#[derive(Debug, Clone, Copy)]
pub struct PageFacts {
    /// The addresses of its pages.
    pub address: PageAddress,
    /// The switch that turns its pages off. `None` for pages that every site has; every theme must
    /// have their templates.
    pub switch: Option<Switch>,
    /// Whether the page is useful for a dossier.
    pub is_useful: fn(&Dossier) -> bool,
    /// The name of its template.
    pub template: &'static str,
    /// The navigation entry that is marked as current on the page.
    pub section: &'static str,
    /// The label of its own navigation entry: the key after `page.`.
    pub in_navigation: Option<&'static str>,
    /// The page above it in the hierarchy, besides the home page.
    pub under: Under,
    /// Whether the sitemap lists it.
    pub in_sitemap: bool,
    /// What its structured data is about.
    pub about: About,
    /// Its type in the Open Graph protocol, for previews.
    pub open_graph: &'static str,
}

/// The addresses of the pages of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageAddress {
    /// One page, at this route.
    At(&'static str),
    /// One page, at this route, with a list of the records of this kind, also of withdrawn ones.
    List(&'static str, RecordKind),
    /// A page for each record of this kind.
    Each(RecordKind),
    /// A page for each of these records.
    Some(Choice),
}

impl PageType {
    /// Whether each record of this kind has a page, on a site that has such pages.
    pub fn has_each(kind: RecordKind) -> bool {
        let is_each = |of: Self| of.facts().address == PageAddress::Each(kind);
        Self::ALL.into_iter().any(is_each)
    }

    /// The kind of page that lists the records of this kind, whether or not the site has it.
    pub fn list_of(kind: RecordKind) -> Option<Self> {
        let lists = |of: &Self| matches!(of.facts().address, PageAddress::List(_, listed) if listed == kind);
        Self::ALL.into_iter().find(lists)
    }
}

impl PageAddress {
    /// The route, if there is only one page.
    pub fn route(self) -> Option<&'static str> {
        match self {
            Self::At(route) | Self::List(route, _) => Some(route),
            Self::Each(_) | Self::Some(_) => None,
        }
    }
}

/// A selection of records that have a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The topics whose claims do not fit on the page of sources.
    CoveredTopics,
    /// The withdrawn records of kinds with a page for each record.
    WithdrawnRecords,
}

/// A switch in `[pages]`.
#[derive(Debug, Clone, Copy)]
pub struct Switch {
    /// The key of the switch.
    pub key: &'static str,
    /// Whether the switch is on.
    pub is_on: fn(&Pages) -> bool,
}

/// The page above a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Under {
    /// No page, not even the home page.
    Nothing,
    /// The home page only.
    Home,
    /// The list of topics.
    Topics,
    /// The first topic of its record.
    FirstTopic,
    /// A page of this kind, if the site has it.
    Page(PageType),
}

/// What the structured data of a page is about, in the vocabulary of schema.org.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The subject of the page, as described in `render/structured/`.
    ItsSubject,
    /// The page itself (`WebPage`).
    Itself,
    /// Nothing: the page has no structured data.
    Nothing,
}

/// The page of a kind with only one page, or else `None`.
macro_rules! the_page {
    ($Kind:ident) => {
        Some(PageKind::$Kind)
    };
    ($Kind:ident $Of:ident) => {
        None
    };
}

/// The page of the record `$of`, if the record is of the right kind.
macro_rules! page_of {
    ($of:ident, $Kind:ident) => {{
        let _ = $of;
        None
    }};
    ($of:ident, $Kind:ident $Of:ident) => {
        match $of {
            Ref::$Of(key) => Some(PageKind::$Kind(key)),
            _ => None,
        }
    };
}

macro_rules! page_kinds {
    ($($(#[$doc:meta])* $Kind:ident $(($Of:ident))? { $($field:ident: $value:expr,)* })*) => {
        /// A kind of page.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum PageType {
            $($(#[$doc])* $Kind,)*
        }

        /// A page: its kind and, if it shows a record, the record's key.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum PageKind {
            $($(#[$doc])* $Kind $((Key<$Of>))?,)*
        }

        impl PageType {
            /// All kinds, in the order of the navigation.
            pub const ALL: [Self; [$(stringify!($Kind)),*].len()] = [$(Self::$Kind),*];

            /// The page of this kind, if there is only one.
            pub(super) fn page(self) -> Option<PageKind> {
                match self {
                    $(Self::$Kind => the_page!($Kind $($Of)?),)*
                }
            }

            /// The page of this kind for the record `of`.
            pub(super) fn page_of(self, of: Ref) -> Option<PageKind> {
                match self {
                    $(Self::$Kind => page_of!(of, $Kind $($Of)?),)*
                }
            }

            /// The properties of this kind, from the table.
            pub fn facts(self) -> PageFacts {
                match self {
                    $(Self::$Kind => PageFacts { $($field: $value,)* },)*
                }
            }
        }

        impl PageKind {
            /// The record that the page shows.
            pub fn record(self) -> Option<Ref> {
                match self {
                    $($(Self::$Kind(key) => Some(Ref::$Of(key)),)?)*
                    _ => None,
                }
            }

            /// The kind of the page.
            pub fn page_type(self) -> PageType {
                match self {
                    $(Self::$Kind { .. } => PageType::$Kind,)*
                }
            }
        }
    };
}

page_kinds! {
    /// The home page, with the bottom line.
    Home {
        address: PageAddress::List("index.html", RecordKind::Judgement),
        switch: None,
        is_useful: always,
        template: "index.html",
        section: "home",
        in_navigation: Some("briefing"),
        under: Under::Nothing,
        in_sitemap: true,
        about: About::ItsSubject,
        open_graph: "website",
    }
    /// The page of a topic.
    Topic(Topic) {
        address: PageAddress::Each(RecordKind::Topic),
        switch: None,
        is_useful: always,
        template: "topic.html",
        section: "topics",
        in_navigation: None,
        under: Under::Topics,
        in_sitemap: true,
        about: About::ItsSubject,
        open_graph: "article",
    }
    /// The page of a claim.
    Claim(Claim) {
        address: PageAddress::Each(RecordKind::Claim),
        switch: Some(Switch { key: "claims", is_on: |pages| pages.claims }),
        is_useful: always,
        template: "claim.html",
        section: "topics",
        in_navigation: None,
        under: Under::FirstTopic,
        in_sitemap: true,
        about: About::ItsSubject,
        open_graph: "article",
    }
    /// The timeline of events.
    Timeline {
        address: PageAddress::List("timeline.html", RecordKind::Event),
        switch: Some(Switch { key: "timeline", is_on: |pages| pages.timeline }),
        is_useful: always,
        template: "timeline.html",
        section: "timeline",
        in_navigation: Some("timeline"),
        under: Under::Home,
        in_sitemap: true,
        about: About::ItsSubject,
        open_graph: "website",
    }
    /// Actors and their relations.
    Network {
        address: PageAddress::At("network.html"),
        switch: Some(Switch { key: "network", is_on: |pages| pages.network }),
        is_useful: has_ties,
        template: "network.html",
        section: "network",
        in_navigation: Some("network"),
        under: Under::Home,
        in_sitemap: true,
        about: About::Itself,
        open_graph: "website",
    }
    /// The page of an actor.
    Actor(Actor) {
        address: PageAddress::Each(RecordKind::Actor),
        switch: None,
        is_useful: always,
        template: "actor.html",
        section: "network",
        in_navigation: None,
        under: Under::Page(PageType::Network),
        in_sitemap: true,
        about: About::ItsSubject,
        open_graph: "website",
    }
    /// The list of sources.
    Sources {
        address: PageAddress::List("sources.html", RecordKind::Article),
        switch: Some(Switch { key: "sources", is_on: |pages| pages.sources }),
        is_useful: always,
        template: "sources.html",
        section: "sources",
        in_navigation: Some("sources"),
        under: Under::Home,
        in_sitemap: true,
        about: About::ItsSubject,
        open_graph: "website",
    }
    /// The coverage matrix of a topic: claims by articles.
    Coverage(Topic) {
        address: PageAddress::Some(Choice::CoveredTopics),
        switch: Some(Switch { key: "sources", is_on: |pages| pages.sources }),
        is_useful: Coverage::is_split,
        template: "coverage.html",
        section: "sources",
        in_navigation: None,
        under: Under::Page(PageType::Sources),
        in_sitemap: true,
        about: About::Itself,
        open_graph: "website",
    }
    /// The page of an article.
    Article(Article) {
        address: PageAddress::Each(RecordKind::Article),
        switch: None,
        is_useful: always,
        template: "article.html",
        section: "sources",
        in_navigation: None,
        under: Under::Page(PageType::Sources),
        in_sitemap: true,
        about: About::ItsSubject,
        open_graph: "article",
    }
    /// The list of open questions.
    Questions {
        address: PageAddress::List("questions.html", RecordKind::Question),
        switch: Some(Switch { key: "questions", is_on: |pages| pages.questions }),
        is_useful: always,
        template: "questions.html",
        section: "questions",
        in_navigation: Some("questions"),
        under: Under::Home,
        in_sitemap: true,
        about: About::ItsSubject,
        open_graph: "website",
    }
    /// The search page.
    Search {
        address: PageAddress::At("search.html"),
        switch: Some(Switch { key: "search", is_on: |pages| pages.search }),
        is_useful: always,
        template: "search.html",
        section: "search",
        in_navigation: Some("search"),
        under: Under::Home,
        in_sitemap: false,
        about: About::Itself,
        open_graph: "website",
    }
    /// The whole briefing on one page, for printing.
    Print {
        address: PageAddress::At("print.html"),
        switch: Some(Switch { key: "print", is_on: |pages| pages.print }),
        is_useful: fits_on_paper,
        template: "print.html",
        section: "print",
        in_navigation: None,
        under: Under::Nothing,
        in_sitemap: false,
        about: About::Itself,
        open_graph: "website",
    }
    /// The page of a withdrawn record.
    Withdrawn(Withdrawn) {
        address: PageAddress::Some(Choice::WithdrawnRecords),
        switch: None,
        is_useful: always,
        template: "withdrawn.html",
        section: "topics",
        in_navigation: None,
        under: Under::Home,
        in_sitemap: false,
        about: About::Itself,
        open_graph: "website",
    }
    /// The page that a server shows for an unknown address.
    NotFound {
        address: PageAddress::At("404.html"),
        switch: None,
        is_useful: always,
        template: "404.html",
        section: "home",
        in_navigation: None,
        under: Under::Nothing,
        in_sitemap: false,
        about: About::Nothing,
        open_graph: "website",
    }
}

/// The most claims on the page for printing. More would be hundreds of sheets of paper.
const CLAIMS_ON_PAPER: usize = 1_000;

fn always(_: &Dossier) -> bool {
    true
}

fn has_ties(dossier: &Dossier) -> bool {
    let mut actors = dossier.actors.records();
    !dossier.relations.is_empty() || actors.any(|actor| actor.member_of.is_some())
}

fn fits_on_paper(dossier: &Dossier) -> bool {
    dossier.claims.len() <= CLAIMS_ON_PAPER
}
