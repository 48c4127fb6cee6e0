//! What templates see: one view per kind of page, small, borrowed from the dossier where it can be.
//!
//! The fields of the views are the theme's interface; `docs/templates.md` lists them, and a test holds it against them.

mod actor;
mod article;
mod cited;
mod claim;
mod coverage;
mod evidence;
mod home;
mod items;
mod lists;
mod network;
mod note;
mod place;
mod print;
mod search;
mod standing;
mod topic;

use super::engine::{Engine, Html, RenderFault, Shared};
use super::options::Options;
use super::structured::structured;
use super::writer::{Link, Writer};
use crate::dossier::{Dossier, EdtfDate};
use crate::labels::{Labels, direction};
use crate::plan::{Page, PageKind, PageType, SitePlan};
use serde::Serialize;

/// Renders a page, and adds it to `out`.
pub(super) fn render(
    writer: &Writer<'_>,
    engine: &Engine,
    page: &Page,
    out: &mut Vec<u8>,
) -> Result<(), RenderFault> {
    let facts = page.kind.page_type().facts();
    let head = |title: String, description| PageHead::new(writer, page, title, description);
    let mut show = Show {
        writer,
        engine,
        template: facts.template,
        out,
    };
    match page.kind {
        PageKind::Home => show.page(&home::view(writer, head)),
        PageKind::Topic(key) => show.page(&topic::view(writer, key, head)),
        PageKind::Claim(key) => show.page(&claim::view(writer, key, head)),
        PageKind::Actor(key) => show.page(&actor::view(writer, key, head)),
        PageKind::Article(key) => show.page(&article::view(writer, key, head)),
        PageKind::Timeline => show.page(&lists::timeline(writer, head)),
        PageKind::Sources => show.page(&lists::sources(writer, head)),
        PageKind::Coverage(key) => show.page(&coverage::view(writer, key, head)),
        PageKind::Questions => show.page(&lists::questions(writer, head)),
        PageKind::Print => show.page(&print::view(writer, head)),
        PageKind::Search => show.page(&search::view(writer, head)),
        PageKind::Network => show.page(&network::view(writer, head)),
        PageKind::Withdrawn(key) => show.page(&lists::withdrawn(writer, key, head)),
        PageKind::NotFound => show.page(&lists::not_found(writer, head)),
    }
}

/// Shows views by templates.
struct Show<'w, 'o> {
    writer: &'w Writer<'w>,
    engine: &'w Engine,
    template: &'static str,
    out: &'o mut Vec<u8>,
}

impl Show<'_, '_> {
    /// Shows a page: its view, and the notes on what the view cites.
    fn page(&mut self, view: &impl Serialize) -> Result<(), RenderFault> {
        let notes = note::notes(self.writer);
        self.engine
            .render(self.template, &WithNotes { view, notes }, self.out)
    }
}

/// What the template of a page sees.
#[derive(Serialize)]
struct WithNotes<'v, V> {
    #[serde(flatten)]
    view: &'v V,
    /// The articles that the page cites.
    notes: Vec<Shared>,
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
    /// The title of the window: the page's and the site's.
    full_title: String,
    /// A sentence for search engines and previews.
    description: Option<String>,
    /// The whole address, where the site's is known.
    canonical: Option<String>,
    /// Which entry of the navigation it belongs to.
    section: &'static str,
    /// The pages it lies under, the home page first.
    trail: Vec<Link>,
    /// What previews of it call it, by the Open Graph protocol.
    og_type: &'static str,
    /// What it is about, as JSON-LD for a script element.
    structured: Option<Html>,
}

impl PageHead {
    fn new(writer: &Writer<'_>, page: &Page, title: String, description: Option<String>) -> Self {
        let facts = page.kind.page_type().facts();
        let base = writer.plan.config.base_url.as_ref();
        let canonical = base
            .filter(|_| page.kind != PageKind::NotFound)
            .map(|base| {
                let route = page.route.as_str();
                let path = if route == "index.html" { "" } else { route };
                format!("{}{path}", base.as_str())
            });
        let description = description.map(|text| shortened(&text));
        let site = &writer.plan.config.title;
        let full_title = match title == *site {
            true => title.clone(),
            false => writer.labels.title_with_site(&title, site),
        };
        Self {
            root: writer.root.clone(),
            page: PageFacts {
                structured: structured(writer, page, &title, description.as_deref()),
                title,
                full_title,
                description,
                canonical,
                section: facts.section,
                trail: place::trail(writer, page.kind),
                og_type: facts.open_graph,
            },
        }
    }
}

/// At most 200 characters, cut between words.
fn shortened(text: &str) -> String {
    let text = without_gaps(text.trim());
    let Some((cut, _)) = text.char_indices().nth(200) else {
        return text;
    };
    let end = text[..cut].rfind(' ').unwrap_or(cut);
    format!(
        "{}…",
        text[..end].trim_end_matches([',', '.', ';', ':', ' '])
    )
}

/// The text without the spaces that are left before a stop where a citation stood: its words are no part of the text.
fn without_gaps(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(' ') {
        let stop = word.starts_with(['.', ',', ';', ':']);
        let alone = word.chars().all(|c| c.is_ascii_punctuation());
        let joined = stop && alone;
        if !out.is_empty() && !joined {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Makes a page's head from its title and its description.
pub(super) trait Head: Fn(String, Option<String>) -> PageHead {}

impl<F: Fn(String, Option<String>) -> PageHead> Head for F {}

/// What is common to all pages: templates see it as `site`.
#[derive(Debug, Serialize)]
pub(super) struct Site<'a> {
    title: &'a str,
    description: Option<&'a str>,
    language: &'a str,
    /// The direction of its writing, as HTML's `dir` has it.
    direction: &'static str,
    /// The language and where it is spoken, as the Open Graph protocol has it: `de_AT`.
    locale: Option<String>,
    marking: &'static str,
    /// Who prepared it, and as of which day, in sentences.
    prepared: Option<String>,
    noindex: bool,
    /// When it was built, in a sentence.
    built: Option<String>,
    /// What it rests on, in a sentence.
    rests_on: String,
    /// How a citation reads, with the places `{title}`, `{site}`, `{address}` and `{day}` for a
    /// script.
    citation_form: String,
    /// The latest day on which something was retrieved, retracted or withdrawn, in words.
    updated: Option<String>,
    has_code: bool,
    /// The values of the theme's options by their names.
    options: &'a Options,
    /// Whether the whole briefing stands on one page for paper.
    has_print: bool,
    /// Whether the site can be searched.
    has_search: bool,
    /// The program, its version, and the theme.
    generator: String,
    navigation: Vec<Entry>,
}

/// An entry of the navigation.
#[derive(Debug, Serialize)]
struct Entry {
    section: &'static str,
    label: String,
    url: &'static str,
}

/// What the plan does not say of a site.
pub(super) struct SiteFacts<'a> {
    /// The theme's name.
    pub(super) theme: &'a str,
    pub(super) options: &'a Options,
    /// The time to show, in words.
    pub(super) built: Option<String>,
    /// The day of the last change, in words.
    pub(super) updated: Option<String>,
    pub(super) has_code: bool,
}

/// What is common to all pages of `plan`.
pub(super) fn site<'a>(plan: &'a SitePlan, labels: &Labels, facts: SiteFacts<'a>) -> Site<'a> {
    let config = &plan.config;
    Site {
        title: &config.title,
        description: config.description.as_deref(),
        language: config.language.as_str(),
        direction: direction(config.language.as_str()),
        locale: config.language.locale(),
        marking: config.marking.label(),
        prepared: prepared(
            config.prepared_by.as_deref(),
            facts.updated.as_deref(),
            labels,
        ),
        rests_on: rests_on(plan, labels),
        citation_form: labels.citation_form("{title}", "{site}", "{address}", "{day}"),
        noindex: config.noindex,
        options: facts.options,
        built: facts.built.map(|time| labels.built(time)),
        updated: facts.updated,
        has_code: facts.has_code,
        has_print: plan.has(PageType::Print),
        has_search: plan.has(PageType::Search),
        generator: format!(
            "dossier {} with the theme {}",
            env!("CARGO_PKG_VERSION"),
            facts.theme
        ),
        navigation: navigation(plan, labels),
    }
}

/// Who prepared the site, and as of which day, as far as both are known.
fn prepared(who: Option<&str>, updated: Option<&str>, labels: &Labels) -> Option<String> {
    let who = who.map(|who| labels.prepared_by(who));
    let updated = updated.map(|day| labels.changed(day));
    let sentences: Vec<String> = who.into_iter().chain(updated).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// What the site rests on: so many articles, from so many reports.
fn rests_on(plan: &SitePlan, labels: &Labels) -> String {
    let dossier = plan.dossier();
    let reports = plan.connections.origin_count(dossier);
    labels.rests_on_reports(
        labels.articles(dossier.articles.len()),
        labels.reports(reports),
    )
}

/// The entries for the pages that the site has; the topics, which are on the home page, come after
/// it.
fn navigation(plan: &SitePlan, labels: &Labels) -> Vec<Entry> {
    let mut entries = Vec::new();
    for of in PageType::ALL.into_iter().filter(|of| plan.has(*of)) {
        let facts = of.facts();
        let url = facts.address.route();
        if let Some((label, url)) = facts.in_navigation.zip(url) {
            entries.push(Entry {
                section: facts.section,
                label: labels.page(label).to_owned(),
                url,
            });
        }
        if of == PageType::Home && !plan.dossier().topics.is_empty() {
            entries.push(Entry {
                section: "topics",
                label: labels.topics().to_owned(),
                url: "index.html#section:topics",
            });
        }
    }
    entries
}

/// The latest day that the content itself is dated by: an article was retrieved or retracted, or a record withdrawn. What
/// articles say of their own dates tells nothing of this.
pub(super) fn updated(dossier: &Dossier) -> Option<&EdtfDate> {
    let articles = dossier.articles.records();
    let of_articles = articles.flat_map(|article| {
        let retracted = article.retracted.as_ref().map(|ended| &ended.on);
        article.accessed.iter().chain(retracted)
    });
    let withdrawn = dossier.withdrawn.records();
    let all = of_articles.chain(withdrawn.map(|record| &record.ended.on));
    let days = all.filter(|date| date.exact_day().is_some());
    days.max_by_key(|date| date.order())
}

#[cfg(test)]
mod tests {
    use super::{shortened, without_gaps};

    #[test]
    fn a_citation_leaves_no_gap_before_a_stop() {
        assert_eq!(
            without_gaps("It is so . And so ; it goes"),
            "It is so. And so; it goes"
        );
        assert_eq!(without_gaps("version .5 of it"), "version .5 of it");
    }

    #[test]
    fn a_description_ends_between_words() {
        let text = "word, ".repeat(50);
        let short = shortened(&text);
        assert!(
            short.ends_with("word…") && short.chars().count() <= 200,
            "{short}"
        );
    }
}
