//! Which pages a site has.
//!
//! In: the dossier, the switches in `[pages]`, and the templates of the theme. Out: the pages, in the
//! order of their routes. What kinds of pages there are is in the table (`page_kinds.rs`).

use super::coverage::Coverage;
use super::page_kinds::{Choice, PageAddress, PageFacts, PageKind, PageType};
use super::route::Route;
use crate::config::Pages;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Dossier, RecordKind, Ref};
use crate::source::{Role, Sources};
use crate::text::listed;
use std::collections::BTreeSet;

/// A page.
#[derive(Debug)]
pub struct Page {
    /// Its address.
    pub route: Route,
    /// What is on it.
    pub kind: PageKind,
}

/// The kinds of pages that a site has.
#[derive(Debug)]
pub(super) struct Shown(BTreeSet<PageType>);

impl Shown {
    /// Those that the configuration asks for, that are useful, and that the theme has a template
    /// for. Warns of a page that only lacks its template; what every theme must have, it has.
    pub(super) fn new(
        dossier: &Dossier,
        pages: &Pages,
        sources: &Sources,
        sink: &mut Sink,
    ) -> Self {
        let has_template = |name: &str| {
            let roles = [Role::ThemeTemplate, Role::Template].into_iter();
            let mut templates = roles.flat_map(|role| sources.of(role));
            templates.any(|(_, file)| file.name == name)
        };
        let mut missing = Vec::new();
        let mut shown = BTreeSet::new();
        for of in PageType::ALL {
            let facts = of.facts();
            match facts.switch {
                Some(switch) if !(switch.is_on)(pages) || !(facts.is_useful)(dossier) => {}
                Some(switch) if !has_template(facts.template) => {
                    missing.push((facts.template, switch.key));
                }
                _ => {
                    shown.insert(of);
                }
            }
        }
        report_missing(&missing, sources, sink);
        Self(shown)
    }

    /// Whether the site has pages of this kind.
    pub(super) fn has(&self, of: PageType) -> bool {
        self.0.contains(&of)
    }

    /// The kinds, with what the table says of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (PageType, PageFacts)> {
        self.0.iter().map(|of| (*of, of.facts()))
    }

    /// Whether each record of this kind has a page.
    pub(super) fn has_each(&self, kind: RecordKind) -> bool {
        self.iter()
            .any(|(_, facts)| facts.address == PageAddress::Each(kind))
    }

    /// The route of the page that lists the records of this kind.
    pub(super) fn list_of(&self, kind: RecordKind) -> Option<&'static str> {
        self.iter().find_map(|(_, facts)| match facts.address {
            PageAddress::List(route, of) if of == kind => Some(route),
            _ => None,
        })
    }
}

/// Warns of pages that are left out; each is given as its template and its switch.
fn report_missing(missing: &[(&str, &str)], sources: &Sources, sink: &mut Sink) {
    let (Some((_, key)), Some((theme, _))) =
        (missing.first(), sources.of(Role::ThemeConfig).next())
    else {
        return;
    };
    let templates = listed(missing.iter().map(|(template, _)| template));
    let message =
        format!("the theme has no template for some pages, which are left out: {templates}");
    let help = format!(
        "add the templates to the theme or to `templates/`, or switch the pages off: `{key} = false` under `[pages]` in `site.toml`"
    );
    sink.report(Diagnostic::warning(Code::MissingTheme, Place::File(theme), message).help(help));
}

/// All pages, in the order of their routes.
pub(super) fn pages(dossier: &Dossier, coverage: &Coverage, shown: &Shown) -> Vec<Page> {
    let mut pages = Vec::new();
    for (of, facts) in shown.iter() {
        let page_of = |record: Ref, route: Route| {
            let kind = of.page_of(record)?;
            Some(Page { route, kind })
        };
        let own = |record: Ref| {
            let (kind, head) = dossier.head(record);
            page_of(record, Route::record(kind, &head.id))
        };
        match facts.address {
            PageAddress::At(route) | PageAddress::List(route, _) => {
                let route = Route::new(route.to_owned());
                pages.extend(of.page().map(|kind| Page { route, kind }));
            }
            PageAddress::Each(kind) => pages.extend(dossier.records(kind).filter_map(own)),
            PageAddress::Some(Choice::CoveredTopics) => {
                pages.extend(coverage.topics().filter_map(|topic| {
                    let id = &dossier.topics[topic].head.id;
                    page_of(Ref::Topic(topic), Coverage::route(id))
                }));
            }
            PageAddress::Some(Choice::WithdrawnRecords) => {
                let records = dossier.withdrawn.iter();
                let with_page = records.filter(|(_, record)| shown.has_each(record.kind));
                let with_page = with_page.map(|(key, _)| Ref::Withdrawn(key));
                pages.extend(with_page.filter_map(own));
            }
        }
    }
    pages.sort_by(|a, b| a.route.cmp(&b.route));
    pages
}
