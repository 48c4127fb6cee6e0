//! Stage 8: pages. In: a [`SitePlan`] and the [`Theme`]. Out: a [`Site`], whose pages are rendered all, and handed on one by one,
//! or each when it is asked for.
//!
//! Pages are rendered in parallel, each from a small view of its own, and are not kept.

mod css_string;
mod engine;
mod figures;
mod fragment;
mod highlight;
mod options;
mod site_css;
mod structured;
mod views;
mod writer;

use crate::config::Config;
use crate::diag::{Code, Diagnostic, ErrorsReported, Failure, Place, Sink};
use crate::document::{self, Text, Vocabulary};
use crate::dossier::{CodeBlock, Dossier, Moment};
use crate::labels::{Labels, Texts};
use crate::plan::{Destination, Fate, Page, PageType, Route, SitePlan, content_hash};
use crate::source::{Role, Sources};
use crate::text::FileId;
use engine::{Engine, RenderFault};
pub use options::ThemeOption;
use options::{OptionValues, ThemeOptions};
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use writer::{Cards, Writer};

/// The compiled theme.
#[derive(Clone)]
pub struct Theme {
    engine: Engine,
    facts: ThemeFacts,
    labels: Arc<Labels>,
    options: OptionValues,
    /// The texts of its settings and of the labels.
    texts: Texts,
}

/// The facts of a theme: `theme.toml` in its folder.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "theme")]
#[serde(deny_unknown_fields, expecting = "a table")]
pub struct ThemeFacts {
    /// The theme's name, for people.
    #[schemars(with = "Text")]
    name: String,
    /// What the theme looks like, in a sentence, for people.
    #[schemars(with = "Option<Text>")]
    description: Option<String>,
    /// The licence under which the theme may be used, as its SPDX name.
    #[schemars(with = "Option<Text>", example = &"MIT")]
    #[expect(
        dead_code,
        reason = "for people; read so that a slip in another key is told"
    )]
    license: Option<String>,
    /// What the theme leaves to a site, by the names that `[options]` of the configuration has.
    #[serde(default)]
    #[schemars(title = "options of a theme")]
    options: ThemeOptions,
}

impl ThemeFacts {
    /// Reads the facts of the theme among `sources`, reporting every fault. `None` where there is nothing to read.
    pub fn read(sources: &Sources, sink: &mut Sink) -> Option<Self> {
        Self::read_with_text(sources, sink)?.0
    }

    /// The same, with the text of the file.
    fn read_with_text(sources: &Sources, sink: &mut Sink) -> Option<(Option<Self>, String)> {
        let (id, _) = sources.of(Role::ThemeConfig).next()?;
        match sources.text(id) {
            Ok(text) => {
                let facts = document::read_toml(&text, id, &Vocabulary::NONE, sink).value;
                Some((facts, text))
            }
            Err(diagnostic) => {
                sink.report(*diagnostic);
                None
            }
        }
    }

    /// What the theme looks like, in a sentence.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
}

impl Theme {
    /// Reads and compiles the theme of the site with the project's own templates and labels, reporting every fault. `None`
    /// where there was one.
    pub fn read(sources: &Sources, config: &Config, sink: &mut Sink) -> Option<Self> {
        let name = config.theme.as_str();
        let engine = Engine::new(sources, name, sink)?;
        let needed = PageType::ALL.map(PageType::facts).into_iter();
        let needed = needed.filter(|page| page.switch.is_none());
        let lacking: Vec<String> = needed
            .filter(|page| !engine.has(page.template))
            .map(|page| format!("`{}`", page.template))
            .collect();
        // A theme that is not there at all has been reported.
        let (id, _) = sources.of(Role::ThemeConfig).next()?;
        let facts = ThemeFacts::read_with_text(sources, sink);
        if !lacking.is_empty() {
            let message = format!("the theme lacks templates: {}", lacking.join(", "));
            let help = format!("put them into `themes/{name}/templates/`");
            sink.report(Diagnostic::error(Code::MissingTheme, Place::File(id), message).help(help));
            return None;
        }
        let (labels, mut texts) = Labels::read_with_texts(sources, config, sink);
        let (facts, text) = facts?;
        let facts = facts?;
        texts.push((id, text.into()));
        Some(Self {
            texts,
            options: OptionValues::read(&facts.options, id, config, sources, sink),
            engine,
            facts,
            labels: Arc::new(labels),
        })
    }

    /// The files that pages are made of besides the content (templates, labels, the theme's
    /// settings), with their texts.
    pub fn texts(&self) -> impl Iterator<Item = (FileId, &str)> {
        let texts = self.texts.iter().map(|(file, text)| (*file, &**text));
        self.engine.texts().chain(texts)
    }

    /// The words of the site.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// Whether it rests on what this file holds, which is none of its templates.
    pub fn rests_on(&self, file: FileId) -> bool {
        self.options.rest_on(file)
    }
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

/// A site whose pages can be rendered.
pub struct Site {
    plan: SitePlan,
    engine: Engine,
    labels: Arc<Labels>,
    cards: Cards,
    made: Made,
}

/// Files that are made and not copied, by the name under which templates ask for them.
type Made = BTreeMap<String, (Route, String)>;

/// A page that its template failed on.
#[derive(Debug)]
pub struct PageFault(RenderFault);

impl Site {
    /// The site that `plan` lays out, as `theme` shows it. `built` is the time to show.
    pub fn new(plan: SitePlan, theme: Theme, built: Option<Moment>) -> Self {
        let labels = theme.labels;
        let updated = views::updated(plan.dossier()).map(|day| labels.date(day));
        let made = made_files(&plan, &labels, &theme.options, updated.as_deref());
        let names = made
            .iter()
            .map(|(name, (route, _))| (name.clone(), route.as_str().to_owned()))
            .collect();
        let has_code = has_code(plan.dossier());
        let built = built.map(|moment| labels.moment(&moment));
        let facts = views::SiteFacts {
            theme: &theme.facts.name,
            options: &theme.options,
            built,
            updated,
            has_code,
        };
        let site = views::site(&plan, &labels, facts);
        let engine = theme.engine.with_site(&site, &labels, &plan.assets, &names);
        Self {
            engine,
            cards: Cards::new(plan.dossier()),
            labels,
            made,
            plan,
        }
    }

    /// The words of the site.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// What is to be rendered.
    pub fn plan(&self) -> &SitePlan {
        &self.plan
    }

    /// Adds the HTML of a page of the plan to `html`.
    ///
    /// # Errors
    /// [`PageFault`] where its template fails; [`report`](Self::report) says why.
    pub fn page(&self, page: &Page, html: &mut Vec<u8>) -> Result<(), PageFault> {
        let writer = Writer::new(&self.plan, &self.labels, &self.cards, page);
        views::render(&writer, &self.engine, page, html).map_err(PageFault)
    }

    /// Reports what was met first on the page `page`.
    pub fn report(&self, fault: &PageFault, page: &str, sink: &mut Sink) {
        self.engine.report_render(&fault.0, page, sink);
    }

    /// The bytes of a style sheet and the like, by either of its addresses, and whether that address is never another file's; `None`
    /// where there is none.
    pub fn file(&self, route: &str) -> Option<(&[u8], bool)> {
        let mut made = self.made.values();
        if let Some((_, text)) = made.find(|(made, _)| made.as_str() == route) {
            return Some((text.as_bytes(), true));
        }
        self.plan.assets.values().find_map(|asset| {
            let is_hashed = asset.hashed.as_str() == route;
            let is_it = is_hashed || asset.plain.as_str() == route;
            is_it.then_some((asset.bytes.as_slice(), is_hashed))
        })
    }

    /// Renders all pages and hands them to `destination`, together with the theme's static files.
    ///
    /// # Errors
    /// [`Stopped`] where a template fails on a page, or the destination fails.
    pub fn render(
        &self,
        destination: &impl Destination,
        sink: &mut Sink,
    ) -> Result<Rendered, Stopped> {
        let plan = &self.plan;
        let faults: Mutex<BTreeMap<RenderFault, String>> = Mutex::new(BTreeMap::new());
        let unchanged = AtomicUsize::new(0);
        let finish = |html: &mut Vec<u8>, page: &Page| {
            html.clear();
            match self.page(page, html) {
                Ok(()) => match destination.put(&page.route, html) {
                    Ok(Fate::Written) => None,
                    Ok(Fate::Unchanged) => {
                        unchanged.fetch_add(1, Ordering::Relaxed);
                        None
                    }
                    Err(failure) => Some(failure),
                },
                Err(PageFault(fault)) => {
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
            self.engine.report_render(fault, page, sink);
        }
        sink.checkpoint().map_err(Stopped::Errors)?;
        if let Some(failure) = failed {
            return Err(Stopped::Failure(failure));
        }
        self.put_files(destination).map_err(Stopped::Failure)?;
        let unchanged = unchanged.into_inner();
        Ok(Rendered {
            written: plan.pages.len() - unchanged,
            unchanged,
        })
    }

    /// Hands on the files that pages have asked for, and those of the theme and the project that none asks for.
    fn put_files(&self, destination: &impl Destination) -> Result<(), Failure> {
        for (name, (route, text)) in &self.made {
            if self.engine.is_used(name) {
                destination.put(route, text.as_bytes())?;
            }
        }
        for (name, asset) in &self.plan.assets {
            let route = if self.engine.is_used(name) {
                &asset.hashed
            } else {
                &asset.plain
            };
            destination.put(route, &asset.bytes)?;
        }
        Ok(())
    }
}

fn made_files(
    plan: &SitePlan,
    labels: &Labels,
    options: &OptionValues,
    updated: Option<&str>,
) -> Made {
    let css = site_css::style_sheet(plan, labels, options, updated);
    let route = format!("site.{}.css", content_hash(css.as_bytes()));
    let name = site_css::STYLE_SHEET.to_owned();
    BTreeMap::from([(name, (Route::new(route), css))])
}

/// Whether any text has code in a language that may be known.
fn has_code(dossier: &Dossier) -> bool {
    let topics = dossier.topics.records().map(|topic| &topic.body);
    let articles = dossier.articles.records();
    let bodies = topics.chain(articles.map(|article| &article.body));
    let mut bodies = bodies.chain(dossier.home.as_deref());
    let named = |block: &CodeBlock| !block.language.is_empty();
    bodies.any(|body| body.codes().iter().any(named))
}
