//! Stage 8: pages. In: a [`SitePlan`] and the [`Theme`]. Out: finished pages and files, handed on one by one.
//!
//! Pages are rendered in parallel, each from a small view of its own, and are not kept.

mod engine;
mod figures;
mod fragment;
mod highlight;
mod running_head;
mod structured;
mod views;
mod writer;

use crate::diag::{Code, Diagnostic, ErrorsReported, Failure, Place, Sink};
use crate::document;
use crate::dossier::{CodeBlock, Dossier};
use crate::plan::{Page, Route, SitePlan, content_hash};
use crate::source::{Role, Sources};
use engine::{Engine, RenderFault};
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use writer::{Cards, Writer};

/// The compiled theme.
pub struct Theme {
    engine: Engine,
    facts: ThemeFacts,
}

/// `theme.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table")]
struct ThemeFacts {
    /// The theme's name, for people.
    name: String,
    #[expect(
        dead_code,
        reason = "for people; read so that a slip in another key is told"
    )]
    description: Option<String>,
    #[expect(
        dead_code,
        reason = "for people; read so that a slip in another key is told"
    )]
    license: Option<String>,
}

impl Theme {
    /// Reads and compiles the theme `name` with the project's own templates, reporting every fault. `None`
    /// where there was one.
    pub fn read(sources: &Sources, name: &str, sink: &mut Sink) -> Option<Self> {
        let engine = Engine::new(sources, name, sink)?;
        let lacking: Vec<String> = views::TEMPLATES
            .iter()
            .filter(|template| !engine.has(template))
            .map(|template| format!("`{template}`"))
            .collect();
        // A theme that is not there at all has been reported.
        let (id, _) = sources.of(Role::ThemeConfig).next()?;
        let facts = match sources.text(id) {
            Ok(text) => document::read_toml(&text, id, sink).value,
            Err(diagnostic) => {
                sink.report(*diagnostic);
                None
            }
        };
        if !lacking.is_empty() {
            let message = format!("the theme lacks templates: {}", lacking.join(", "));
            let help = format!("put them into `themes/{name}/templates/`");
            sink.report(Diagnostic::error(Code::MissingTheme, Place::File(id), message).help(help));
            return None;
        }
        Some(Self {
            engine,
            facts: facts?,
        })
    }
}

/// Where finished pages go.
pub trait Destination: Sync {
    /// Takes one finished file.
    ///
    /// # Errors
    /// [`Failure`] where it cannot be written.
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<Fate, Failure>;
}

/// What became of a finished file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is new, or other than before.
    Written,
    /// It stood there already, byte for byte.
    Unchanged,
}

/// How many pages had which fate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rendered {
    /// New, or other than before.
    pub written: usize,
    /// As before.
    pub unchanged: usize,
}

/// Why not all pages were rendered.
#[derive(Debug)]
pub enum Stopped {
    /// Templates failed; the sink says where.
    Errors(ErrorsReported),
    /// The destination failed.
    Failure(Failure),
}

/// Renders all pages and hands them to `destination`, together with the theme's static files. `built` is the
/// time to show, in words.
///
/// # Errors
/// [`Stopped`] where a template fails on a page, or the destination fails.
pub fn render(
    plan: &SitePlan<'_>,
    theme: Theme,
    built: Option<&str>,
    destination: &impl Destination,
    sink: &mut Sink,
) -> Result<Rendered, Stopped> {
    let updated = views::updated(plan.dossier);
    let made = made_files(plan, updated.as_deref());
    let names = made
        .iter()
        .map(|(name, (route, _))| (name.clone(), route.as_str().to_owned()))
        .collect();
    let site = views::site(
        plan,
        &theme.facts.name,
        built,
        updated,
        has_code(plan.dossier),
    );
    let engine = theme.engine.with_site(&site, &plan.assets, &names);
    let faults: Mutex<BTreeMap<RenderFault, String>> = Mutex::new(BTreeMap::new());
    let cards = Cards::new(plan.dossier);
    let unchanged = AtomicUsize::new(0);
    let finish = |html: &mut Vec<u8>, page: &Page| {
        html.clear();
        match render_page(plan, &engine, &cards, page, html) {
            Ok(()) => match destination.put(&page.route, html) {
                Ok(Fate::Written) => None,
                Ok(Fate::Unchanged) => {
                    unchanged.fetch_add(1, Ordering::Relaxed);
                    None
                }
                Err(failure) => Some(failure),
            },
            Err(fault) => {
                let route = page.route.as_str().to_owned();
                let mut faults = faults.lock().expect("no page panics while it holds this");
                let first = faults.entry(fault).or_insert_with(|| route.clone());
                if route < *first {
                    *first = route;
                }
                None
            }
        }
    };
    let pages = plan.pages.par_iter();
    let failed = pages
        .map_init(Vec::new, finish)
        .find_map_any(|failure| failure);
    let faults = faults
        .into_inner()
        .expect("no page panics while it holds this");
    for (fault, page) in &faults {
        engine.report_render(fault, page, sink);
    }
    sink.checkpoint().map_err(Stopped::Errors)?;
    if let Some(failure) = failed {
        return Err(Stopped::Failure(failure));
    }
    let put = |route: &Route, bytes: &[u8]| destination.put(route, bytes).map_err(Stopped::Failure);
    for (name, (route, text)) in &made {
        if engine.is_used(name) {
            put(route, text.as_bytes())?;
        }
    }
    for (name, asset) in &plan.assets {
        let route = if engine.is_used(name) {
            &asset.hashed
        } else {
            &asset.plain
        };
        put(route, &asset.bytes)?;
    }
    let unchanged = unchanged.into_inner();
    Ok(Rendered {
        written: plan.pages.len() - unchanged,
        unchanged,
    })
}

/// Files that are made and not copied, by the name under which templates ask for them.
fn made_files(plan: &SitePlan<'_>, updated: Option<&str>) -> BTreeMap<String, (Route, String)> {
    let css = running_head::style_sheet(plan, updated);
    let route = format!("site.{}.css", content_hash(css.as_bytes()));
    let name = running_head::STYLE_SHEET.to_owned();
    BTreeMap::from([(name, (Route::new(route), css))])
}

/// Whether any text has code in a language that may be known.
fn has_code(dossier: &Dossier) -> bool {
    let topics = dossier.topics.records().iter().map(|topic| &topic.body);
    let articles = dossier.articles.records().iter();
    let bodies = topics.chain(articles.map(|article| &article.body));
    let mut bodies = bodies.chain(&dossier.home);
    let named = |block: &CodeBlock| !block.language.is_empty();
    bodies.any(|body| body.codes().iter().any(named))
}

fn render_page(
    plan: &SitePlan<'_>,
    engine: &Engine,
    cards: &Cards,
    page: &Page,
    html: &mut Vec<u8>,
) -> Result<(), RenderFault> {
    let writer = Writer::new(plan, cards, page);
    views::render(&writer, engine, page, html)
}
