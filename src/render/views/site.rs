//! What all pages of a site have in common.

use super::super::options::OptionValues;
use crate::dossier::{Dossier, EdtfDate};
use crate::labels::{Labels, direction};
use crate::plan::{PageType, SitePlan};
use serde::Serialize;

/// What is common to all pages: templates see it as `site`.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Site<'a> {
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
    options: &'a OptionValues,
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
pub(super) struct Entry {
    pub(super) section: &'static str,
    pub(super) label: String,
    pub(super) url: &'static str,
}

/// What the plan does not say of a site.
pub(in crate::render) struct SiteFacts<'a> {
    /// The theme's name.
    pub(in crate::render) theme: &'a str,
    pub(in crate::render) options: &'a OptionValues,
    /// The time to show, in words.
    pub(in crate::render) built: Option<String>,
    /// The day of the last change, in words.
    pub(in crate::render) updated: Option<String>,
    pub(in crate::render) has_code: bool,
}

/// What is common to all pages of `plan`.
pub(in crate::render) fn site<'a>(
    plan: &'a SitePlan,
    labels: &Labels,
    facts: SiteFacts<'a>,
) -> Site<'a> {
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
pub(super) fn navigation(plan: &SitePlan, labels: &Labels) -> Vec<Entry> {
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
pub(in crate::render) fn updated(dossier: &Dossier) -> Option<&EdtfDate> {
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
