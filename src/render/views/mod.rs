//! What templates see: one view per kind of page, small, borrowed from the dossier where it can be.
//!
//! The fields of the views are the theme's interface; `themes/briefing/README.md` lists them.

mod actor;
mod article;
mod claim;
mod coverage;
mod evidence;
mod home;
mod items;
mod lists;
mod network;
mod standing;
mod topic;

use super::engine::{Engine, RenderFault};
use super::writer::Writer;
use crate::plan::{Page, PageKind, SitePlan};
use serde::Serialize;

/// The templates that a theme must have.
pub(super) const TEMPLATES: [&str; 12] = [
    "index.html",
    "topic.html",
    "claim.html",
    "actor.html",
    "article.html",
    "timeline.html",
    "network.html",
    "sources.html",
    "coverage.html",
    "questions.html",
    "withdrawn.html",
    "404.html",
];

/// Renders a page, and adds it to `out`.
pub(super) fn render(
    writer: &Writer<'_>,
    engine: &Engine,
    page: &Page,
    out: &mut Vec<u8>,
) -> Result<(), RenderFault> {
    let head = |title: String, section, description| {
        PageHead::new(writer, page, title, section, description)
    };
    match page.kind {
        PageKind::Home => engine.render("index.html", &home::view(writer, head), out),
        PageKind::Topic(key) => engine.render("topic.html", &topic::view(writer, key, head), out),
        PageKind::Claim(key) => engine.render("claim.html", &claim::view(writer, key, head), out),
        PageKind::Actor(key) => engine.render("actor.html", &actor::view(writer, key, head), out),
        PageKind::Article(key) => {
            engine.render("article.html", &article::view(writer, key, head), out)
        }
        PageKind::Timeline => engine.render("timeline.html", &lists::timeline(writer, head), out),
        PageKind::Network => engine.render("network.html", &network::view(writer, head), out),
        PageKind::Sources => engine.render("sources.html", &lists::sources(writer, head), out),
        PageKind::Coverage(key) => {
            engine.render("coverage.html", &coverage::view(writer, key, head), out)
        }
        PageKind::Questions => {
            engine.render("questions.html", &lists::questions(writer, head), out)
        }
        PageKind::Withdrawn(key) => {
            engine.render("withdrawn.html", &lists::withdrawn(writer, key, head), out)
        }
        PageKind::NotFound => engine.render("404.html", &lists::not_found(head), out),
    }
}

/// What every page has; templates see its fields beside the view's own.
#[derive(Debug, Serialize)]
pub(super) struct PageHead {
    /// What leads from the page to the site's root: nothing, `../`.
    root: String,
    page: PageFacts,
}

#[derive(Debug, Serialize)]
struct PageFacts {
    /// The page's own title.
    title: String,
    /// A sentence for search engines and previews.
    description: Option<String>,
    /// The whole address, where the site's is known.
    canonical: Option<String>,
    /// Which entry of the navigation it belongs to.
    section: &'static str,
}

impl PageHead {
    fn new(
        writer: &Writer<'_>,
        page: &Page,
        title: String,
        section: &'static str,
        description: Option<String>,
    ) -> Self {
        let base = writer.plan.config.base_url.as_ref();
        let canonical = base
            .filter(|_| page.kind != PageKind::NotFound)
            .map(|base| {
                let route = page.route.as_str();
                let path = if route == "index.html" { "" } else { route };
                format!("{}{path}", base.as_str())
            });
        Self {
            root: writer.root.clone(),
            page: PageFacts {
                title,
                description: description.map(|text| shortened(&text)),
                canonical,
                section,
            },
        }
    }
}

/// At most 200 characters, cut between words.
fn shortened(text: &str) -> String {
    let text = text.trim();
    let Some((cut, _)) = text.char_indices().nth(200) else {
        return text.to_owned();
    };
    let end = text[..cut].rfind(' ').unwrap_or(cut);
    format!(
        "{}…",
        text[..end].trim_end_matches([',', '.', ';', ':', ' '])
    )
}

/// Makes a page's head of its title, its entry of the navigation, and its description.
pub(super) trait Head: Fn(String, &'static str, Option<String>) -> PageHead {}

impl<F: Fn(String, &'static str, Option<String>) -> PageHead> Head for F {}

/// What is common to all pages: templates see it as `site`.
#[derive(Debug, Serialize)]
pub(super) struct Site<'a> {
    title: &'a str,
    description: Option<&'a str>,
    language: &'a str,
    marking: &'static str,
    prepared_by: Option<&'a str>,
    noindex: bool,
    built: Option<&'a str>,
    has_code: bool,
    /// The program, its version, and the theme.
    generator: String,
    navigation: Vec<Entry>,
}

/// An entry of the navigation.
#[derive(Debug, Serialize)]
struct Entry {
    section: &'static str,
    label: &'static str,
    url: &'static str,
}

/// What is common to all pages of `plan`.
pub(super) fn site<'a>(
    plan: &SitePlan<'a>,
    theme: &str,
    built: Option<&'a str>,
    has_code: bool,
) -> Site<'a> {
    let config = plan.config;
    let entry = |wanted: bool, section, label, url| {
        wanted.then_some(Entry {
            section,
            label,
            url,
        })
    };
    let navigation = [
        entry(true, "home", "Briefing", "index.html"),
        entry(
            !plan.dossier.topics.is_empty(),
            "topics",
            "Topics",
            "index.html#section:topics",
        ),
        entry(
            config.pages.timeline,
            "timeline",
            "Timeline",
            "timeline.html",
        ),
        entry(
            plan.pages.iter().any(|page| page.kind == PageKind::Network),
            "network",
            "Network",
            "network.html",
        ),
        entry(config.pages.sources, "sources", "Sources", "sources.html"),
        entry(
            config.pages.questions,
            "questions",
            "Questions",
            "questions.html",
        ),
    ];
    Site {
        title: &config.title,
        description: config.description.as_deref(),
        language: config.language.as_str(),
        marking: config.marking.label(),
        prepared_by: config.prepared_by.as_deref(),
        noindex: config.noindex,
        built,
        has_code,
        generator: format!(
            "dossier {} with the theme {theme}",
            env!("CARGO_PKG_VERSION")
        ),
        navigation: navigation.into_iter().flatten().collect(),
    }
}
