//! The whole build, stage after stage.

use crate::assess::{assess, lint};
use crate::audience::{Audience, withhold};
use crate::config::{BaseUrl, Config};
use crate::diag::{ErrorsReported, Failure, Located, Sink, locate};
use crate::dossier::{Dossier, epoch_seconds};
use crate::export::export;
use crate::parse::parse;
use crate::plan::{SitePlan, plan};
use crate::render::{Destination, Fate, Rendered, Stopped, Theme, render};
use crate::resolve::resolve;
use crate::search::{search, search_stopped};
use crate::source::{LOCK, Sources, walk};
use crate::verify::{self, Locked, Locking, Verified, report_shared_passages, verify};
use crate::write::{NotTaken, Nowhere, Output, Staging, replace_file};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What to build.
#[derive(Debug, Clone)]
pub struct Options {
    /// The project's folder.
    pub root: PathBuf,
    /// The configuration file, relative to the root.
    pub config: String,
    /// Where to publish; `None` to check only.
    pub output: Option<PathBuf>,
    /// Where the site is published, instead of what the configuration says.
    pub base_url: Option<BaseUrl>,
    /// Where the captures stand, instead of what the configuration says.
    pub captures: Option<PathBuf>,
    /// Whether the lock must say what the captures and the quotes are now.
    pub locked: bool,
    /// Whether articles are compared with each other, for passages that they share.
    pub compare: bool,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether a warning stops the build.
    pub strict: bool,
    /// The time to show, in seconds since 1970 (`SOURCE_DATE_EPOCH`).
    pub built: Option<i64>,
}

/// Told how a build gets on.
pub trait Observer: Sync {
    /// A stage begins.
    fn stage(&self, name: &'static str);
    /// So many pages are to be rendered.
    fn pages(&self, count: usize);
    /// One page is finished.
    fn page(&self);
    /// Another run has the output, and this one waits.
    fn waiting(&self);
}

/// How a build ended.
#[derive(Debug)]
pub struct Report {
    /// What was built; `None` where there were errors, and nothing was published.
    pub summary: Option<Summary>,
    /// All faults, sorted by place.
    pub faults: Vec<Located>,
    /// The texts of the files that faults point into, by path.
    pub texts: BTreeMap<String, String>,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
}

/// What was built.
#[derive(Debug, Clone, Copy)]
pub struct Summary {
    /// How many articles the site shows.
    pub articles: usize,
    /// How many claims.
    pub claims: usize,
    /// How many pages, by what became of them.
    pub pages: Rendered,
}

/// How recording the quotes ended.
#[derive(Debug)]
pub struct LockReport {
    /// What was recorded; `None` where there were errors, and the lock was left as it is.
    pub summary: Option<Locked>,
    /// All faults, sorted by place.
    pub faults: Vec<Located>,
    /// The texts of the files that faults point into, by path.
    pub texts: BTreeMap<String, String>,
}

/// Checks every quote of the project at `root` against its article, and writes `evidence.lock`. The captures stand in
/// the configured folder, or in `captures`. Quotes whose captures are not at hand keep their entries.
///
/// # Errors
/// [`Failure`] where the machine fails. Faults in the content are no error of this function: the report holds them, and
/// nothing is written then.
pub fn lock(root: &Path, config: &str, captures: Option<&Path>) -> Result<LockReport, Failure> {
    let mut sink = Sink::new();
    let mut sources = Sources::new(root, config);
    let config = Config::read(&sources, &mut sink);
    walk(&mut sources, &config, captures, &mut sink);
    let parsed = parse(&sources, &config, &mut sink);
    let resolved = resolve(parsed, &sources, &config, &mut sink);
    let verified = verify(resolved, &sources, &config, Locking::Renewed, &mut sink);
    let summary = match verified {
        Ok(verified) => {
            let old = verify::read_lock(&sources);
            let new = verify::lock(&verified);
            replace_file(&root.join(LOCK), new.text().as_bytes())?;
            Some(new.compared_with(&old))
        }
        Err(_) => None,
    };
    let (faults, texts) = locate(sink.diagnostics(), &sources);
    Ok(LockReport {
        summary,
        faults,
        texts,
    })
}

/// Why a build did not come to an end.
#[derive(Debug)]
pub enum Stop {
    /// The output may not be replaced, or the machine failed before anything was read.
    Output(NotTaken),
    /// The machine failed.
    Failure(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

/// Builds a site, or checks it where `options` names no output.
///
/// # Errors
/// [`Stop`] where the output may not be replaced, or the machine fails. Faults in the content are no error of
/// this function: the report holds them.
pub fn build(options: &Options, observer: &dyn Observer) -> Result<Report, Stop> {
    let output = match &options.output {
        Some(folder) => Some(Output::check(folder, &options.root).map_err(Stop::Output)?),
        None => None,
    };
    let mut run = Run {
        options,
        observer,
        sink: Sink::new(),
        timings: Vec::new(),
    };
    let mut sources = Sources::new(&options.root, &options.config);
    let result = run.stages(&mut sources, output);
    let summary = match result {
        Ok(summary) => Some(summary),
        Err(Stopped::Errors(_)) => None,
        Err(Stopped::Failure(failure)) => return Err(Stop::Failure(failure)),
    };
    let (faults, texts) = locate(run.sink.diagnostics(), &sources);
    Ok(Report {
        summary,
        faults,
        texts,
        timings: run.timings,
    })
}

struct Run<'a> {
    options: &'a Options,
    observer: &'a dyn Observer,
    sink: Sink,
    timings: Vec<(&'static str, Duration)>,
}

impl Run<'_> {
    /// The way of the data.
    fn stages(
        &mut self,
        sources: &mut Sources,
        output: Option<Output>,
    ) -> Result<Summary, Stopped> {
        let options = self.options;
        let config = self.stage("source", |sink| {
            let mut config = Config::read(sources, sink);
            if let Some(base_url) = &options.base_url {
                config.base_url = Some(base_url.clone());
            }
            walk(sources, &config, options.captures.as_deref(), sink);
            config
        });
        let sources: &Sources = sources;
        let theme = self.stage("theme", |sink| {
            Theme::read(sources, config.theme.as_str(), sink)
        });
        let parsed = self.stage("parse", |sink| parse(sources, &config, sink));
        let resolved = self.stage("resolve", |sink| resolve(parsed, sources, &config, sink));
        if self.sink.checkpoint().is_ok() {
            self.stage("lint", |sink| lint(resolved.dossier(), sources, sink));
        }
        if options.compare && self.sink.checkpoint().is_ok() {
            self.stage("compare", |sink| {
                report_shared_passages(resolved.dossier(), sources, sink);
            });
        }
        let locking = if options.locked {
            Locking::Locked
        } else {
            Locking::Loose
        };
        let Verified { dossier, findings } = self.stage("verify", |sink| {
            verify(resolved, sources, &config, locking, sink)
        })?;
        let audience = Audience {
            ceiling: config.marking,
            drafts: options.drafts,
        };
        let dossier = self.stage("withhold", |_| withhold(dossier, audience));
        let assessed = self.stage("assess", |_| assess(dossier, findings));
        let plan = self.stage("plan", |sink| plan(&assessed, &config, sources, sink))?;
        if options.strict {
            self.sink.make_strict();
        }
        self.sink.checkpoint()?;
        let theme = theme.expect("a theme with faults has reported them");
        let pages = match output {
            Some(output) => self.publish(&plan, theme, sources, output)?,
            None => self.stage("render", |sink| render(&plan, theme, None, &Nowhere, sink))?,
        };
        Ok(summary(&assessed.dossier, pages))
    }

    fn publish(
        &mut self,
        plan: &SitePlan<'_>,
        theme: Theme,
        sources: &Sources,
        output: Output,
    ) -> Result<Rendered, Stopped> {
        let observer = self.observer;
        let built = self.options.built.and_then(epoch_seconds);
        let staging = Staging::begin(output, &|| observer.waiting()).map_err(Stopped::Failure)?;
        observer.pages(plan.pages.len());
        let destination = Watched {
            staging: &staging,
            observer,
        };
        let rendered = self.stage("render", |sink| {
            let indexed = || match plan.config.has_search() {
                true => search(plan, &staging),
                false => Ok(()),
            };
            // The index is made beside the pages, which leave processors idle while they wait for the disk.
            let (pages, indexed) = std::thread::scope(|scope| {
                let index = scope.spawn(indexed);
                let pages = render(plan, theme, built.as_deref(), &destination, sink);
                (pages, index.join())
            });
            let pages = pages?;
            indexed
                .unwrap_or_else(|_| Err(search_stopped()))
                .map_err(Stopped::Failure)?;
            export(plan, &staging).map_err(Stopped::Failure)?;
            for copy in &plan.copies {
                let from = sources.on_disk(copy.file);
                staging.copy(&from, &copy.route).map_err(Stopped::Failure)?;
            }
            Ok(pages)
        });
        self.stage("publish", |_| match rendered {
            Ok(pages) => match staging.publish() {
                Ok(()) => Ok(pages),
                Err(failure) => Err(Stopped::Failure(failure)),
            },
            Err(stopped) => {
                // What stopped the build is worth more to its user than a failure to clear up.
                let _ = staging.abandon();
                Err(stopped)
            }
        })
    }

    fn stage<T>(&mut self, name: &'static str, work: impl FnOnce(&mut Sink) -> T) -> T {
        self.observer.stage(name);
        let start = Instant::now();
        let result = work(&mut self.sink);
        self.timings.push((name, start.elapsed()));
        result
    }
}

fn summary(dossier: &Dossier, pages: Rendered) -> Summary {
    Summary {
        articles: dossier.articles.len(),
        claims: dossier.claims.len(),
        pages,
    }
}

impl From<ErrorsReported> for Stopped {
    fn from(errors: ErrorsReported) -> Self {
        Self::Errors(errors)
    }
}

/// A destination that tells the observer of each page.
struct Watched<'a> {
    staging: &'a Staging,
    observer: &'a dyn Observer,
}

impl Destination for Watched<'_> {
    fn put(&self, route: &crate::plan::Route, bytes: &[u8]) -> Result<Fate, Failure> {
        let fate = self.staging.put(route, bytes)?;
        self.observer.page();
        Ok(fate)
    }
}

/// The folder in which the project at `root` keeps its captures, as its configuration says.
pub fn captures_folder(root: &Path, config: &str) -> PathBuf {
    let sources = Sources::new(root, config);
    // What is wrong with the configuration is told by those who build.
    let config = Config::read(&sources, &mut Sink::new());
    root.join(config.captures.dir)
}

/// The default output of the project at `root`.
pub fn default_output(root: &Path) -> PathBuf {
    root.join("public")
}
