//! The one table of page kinds. To add a kind of page, add an entry here, and the compiler reports
//! what is missing elsewhere: the switch in `[pages]` (`config/`) and the view (`render/views/`).

use super::coverage::Coverage;
use crate::config::Pages;
use crate::dossier::{Actor, Article, Claim, Dossier, Key, RecordKind, Ref, Topic, Withdrawn};

/// What the table says of a kind of page.
#[derive(Debug, Clone, Copy)]
pub struct PageFacts {
    /// Where its pages are.
    pub address: PageAddress,
    /// The switch that leaves its pages out. `None` for pages that every site has, whose templates
    /// every theme must have.
    pub switch: Option<Switch>,
    /// Whether a dossier gives the page something to show.
    pub is_useful: fn(&Dossier) -> bool,
    /// The name of its template.
    pub template: &'static str,
    /// The entry of the navigation that is current on it.
    pub section: &'static str,
    /// Its own entry in the navigation: the key of the label below `page.`.
    pub in_navigation: Option<&'static str>,
    /// The page above it, besides the home page.
    pub under: Under,
    /// Whether search engines are told of it.
    pub in_sitemap: bool,
    /// What its structured data is about.
    pub about: About,
    /// What previews call it, by the Open Graph protocol.
    pub open_graph: &'static str,
}

/// Where the pages of a kind are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageAddress {
    /// There is one page, at this route.
    At(&'static str),
    /// There is one page, at this route, and records of this kind are shown in a list on it.
    List(&'static str, RecordKind),
    /// Each record of this kind has a page.
    Each(RecordKind),
    /// These records have a page.
    Some(Choice),
}

impl PageAddress {
    /// The route, if there is one page.
    pub fn route(self) -> Option<&'static str> {
        match self {
            Self::At(route) | Self::List(route, _) => Some(route),
            Self::Each(_) | Self::Some(_) => None,
        }
    }
}

/// Records that have a page of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The topics whose claims do not fit on the page of sources.
    CoveredTopics,
    /// Withdrawn records whose kind has pages.
    WithdrawnRecords,
}

/// A switch in `[pages]`.
#[derive(Debug, Clone, Copy)]
pub struct Switch {
    /// Its key.
    pub key: &'static str,
    /// Whether it is on.
    pub is_on: fn(&Pages) -> bool,
}

/// The page above a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Under {
    /// It has no pages above it, not even the home page.
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
    /// What the page shows, which `render/structured/` describes.
    ItsSubject,
    /// The page itself (`WebPage`).
    Itself,
    /// Nothing: it has no structured data.
    Nothing,
}

/// The page of a kind that has one page, or else nothing.
macro_rules! the_page {
    ($Kind:ident) => {
        Some(PageKind::$Kind)
    };
    ($Kind:ident $Of:ident) => {
        None
    };
}

/// The page of the record `$of`, if it is of the right kind.
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

        /// What is on a page.
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

            /// What the table says of the kind.
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
    /// The bottom line and the way in.
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
    /// A topic.
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
    /// A claim.
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
    /// What happened when.
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
    /// Actors and their ties.
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
    /// An actor.
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
    /// The bibliography.
    Sources {
        address: PageAddress::At("sources.html"),
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
    /// Claims of a topic by articles.
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
    /// An article.
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
    /// What no article answers.
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
    /// Where everything can be searched.
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
    /// The whole briefing, for paper.
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
    /// A record that was withdrawn.
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
    /// What a server shows for an address that is not there.
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

/// A briefing with more claims is not put on one page for paper: it would be hundreds of sheets.
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
