//! The whole build, stage after stage.

mod memory;
mod run;
mod session;

pub use session::{Session, Update};

use crate::config::{BaseUrl, Config, Project, Setting};
use crate::diag::{ErrorsReported, Failure, Sink};
use crate::export::export;
use crate::labels::Labels;
use crate::parse::parse;
use crate::plan::{Destination, Fate};
use crate::render::{Rendered, Site, Stopped};
use crate::report::{Faults, locate};
use crate::resolve::resolve;
use crate::search::{search, search_stopped};
use crate::source::{LOCK, NoPlace, Role, Sources, walk};
use crate::text::KeyPath;
use crate::verify::{self, Locked, Locking, verify};
use crate::write::{Held, NotTaken, Nowhere, Output, Staging, recover_output, replace_file};
use memory::Memory;
use run::Run;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What to build.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// The project.
    pub project: Project,
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

impl BuildOptions {
    /// Options to check `project`, with no other option set.
    pub fn new(project: Project) -> Self {
        Self {
            project,
            output: None,
            base_url: None,
            captures: None,
            locked: false,
            compare: false,
            drafts: false,
            strict: false,
            built: None,
        }
    }
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
    /// What could not be cleared away beside the new site, which is in its place.
    pub left: Option<NotTaken>,
    /// All faults, sorted by place.
    pub faults: Faults,
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
    pub faults: Faults,
}

/// Checks every quote of the held project against its article, and writes `evidence.lock`. The captures stand in the configured
/// folder, or in `captures`. Quotes whose captures are not at hand keep their entries.
///
/// # Errors
/// [`Failure`] where the machine fails. Faults in the content are no error of this function: the report holds them, and
/// nothing is written then.
pub fn lock(
    held: &Held,
    project: &Project,
    captures: Option<&Path>,
) -> Result<LockReport, Failure> {
    let mut sink = Sink::new();
    let mut sources = Sources::new(&project.root, &project.config);
    let config = Config::read(&sources, &project.environment, &mut sink);
    let layout = config.layout(&sources, captures);
    walk(&mut sources, layout, &mut sink);
    let parsed = parse(&sources, &config, &[], &mut sink);
    let labels = Labels::default();
    let resolved = resolve(parsed, &sources, &config, &labels, None, &mut sink);
    let verified = verify(
        resolved,
        &sources,
        &config,
        Locking::Renewed,
        None,
        &mut sink,
    );
    let summary = match verified {
        Ok(verified) => {
            let old = verify::read_lock(&sources);
            let new = verify::lock(&verified);
            replace_file(held, &lock_place(&sources)?, new.text().as_bytes())?;
            Some(new.compared_with(&old))
        }
        Err(_) => None,
    };
    let faults = locate(sink.diagnostics(), &sources);
    Ok(LockReport { summary, faults })
}

/// Where the lock is or will be, with links resolved.
fn lock_place(sources: &Sources) -> Result<PathBuf, Failure> {
    let path = sources.root().join(LOCK);
    let Some((file, _)) = sources.of(Role::Lock).next() else {
        return Ok(path);
    };
    sources.place_of(file).map_err(|why| match why {
        NoPlace::Outside { message, .. } => Failure::new("write", &path, io::Error::other(message)),
        NoPlace::Failed(failure) => failure,
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

impl From<NotTaken> for Stop {
    fn from(why: NotTaken) -> Self {
        Self::Output(why)
    }
}

/// Builds a site, or checks it where `options` names no output.
///
/// # Errors
/// [`Stop`] where the output may not be replaced, or the machine fails. Faults in the content are no error of
/// this function: the report holds them.
pub fn build(options: &BuildOptions, observer: &dyn Observer) -> Result<Report, Stop> {
    let output = match &options.output {
        Some(folder) => {
            recover_output(folder)?;
            Some(Output::check(folder, &options.project.root)?)
        }
        None => None,
    };
    let mut run = Run::new(options, observer);
    let mut left = None;
    let result = match run.site(&mut Memory::default()) {
        Ok(site) => run.render(&site, output, &mut left),
        Err(errors) => Err(errors.into()),
    };
    let faults = run.faults();
    let summary = match result {
        Ok(summary) => Some(summary),
        Err(Ended::Errors(_)) => None,
        Err(Ended::Stop(stop)) => return Err(stop),
    };
    Ok(Report {
        summary,
        left,
        faults,
        timings: run.timings,
    })
}

/// Why a build has no summary.
enum Ended {
    Errors(ErrorsReported),
    Stop(Stop),
}

impl From<ErrorsReported> for Ended {
    fn from(errors: ErrorsReported) -> Self {
        Self::Errors(errors)
    }
}

impl<T: Into<Stop>> From<T> for Ended {
    fn from(stop: T) -> Self {
        Self::Stop(stop.into())
    }
}

impl From<Stopped> for Ended {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Errors(errors) => Self::Errors(errors),
            Stopped::Failure(failure) => Self::Stop(failure.into()),
        }
    }
}

impl Run<'_> {
    /// Renders the site, and publishes it where there is an output. `left` gets what could not be cleared away.
    fn render(
        &mut self,
        site: &Site,
        output: Option<Output>,
        left: &mut Option<NotTaken>,
    ) -> Result<Summary, Ended> {
        let pages = match output {
            Some(output) => {
                let (pages, remains) = self.publish(site, output)?;
                *left = remains;
                pages
            }
            None => self.stage("render", |run| site.render(&Nowhere, &mut run.sink))?,
        };
        let dossier = site.plan().dossier();
        Ok(Summary {
            articles: dossier.articles.len(),
            claims: dossier.claims.len(),
            pages,
        })
    }

    fn publish(
        &mut self,
        site: &Site,
        output: Output,
    ) -> Result<(Rendered, Option<NotTaken>), Ended> {
        let observer = self.observer;
        let plan = site.plan();
        let pages = plan.pages.iter().map(|page| &page.route);
        let copies = plan.copies.iter().map(|copy| &copy.route);
        let staging = Staging::begin(output, pages.chain(copies), &|| observer.waiting())?;
        observer.pages(plan.pages.len());
        let destination = Watched {
            staging: &staging,
            observer,
        };
        let rendered = self.stage("render", |run| -> Result<Rendered, Ended> {
            let indexed = || match plan.config.has_search() {
                true => search(plan, site.labels(), &staging),
                false => Ok(()),
            };
            // The index is made beside the pages, which leave processors idle while they wait for the disk.
            let (pages, indexed) = std::thread::scope(|scope| {
                let index = scope.spawn(indexed);
                let pages = site.render(&destination, &mut run.sink);
                (pages, index.join())
            });
            let pages = pages?;
            indexed.unwrap_or_else(|_| Err(search_stopped()))?;
            export(plan, &staging)?;
            for copy in &plan.copies {
                let opened = run.sources.open(copy.file);
                let opened = opened.map_err(|why| why.failure(&run.sources.on_disk(copy.file)))?;
                staging.copy(opened.into_file(), &copy.route)?;
            }
            Ok(pages)
        });
        self.stage("publish", |_| match rendered {
            Ok(pages) => Ok((pages, staging.publish()?)),
            Err(ended) => {
                // What stopped the build is worth more to its user than a failure to clear up.
                let _ = staging.abandon();
                Err(ended)
            }
        })
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

/// The configuration that `options` ask for, and the keys that they set in it, each with the option's name.
fn configure(
    options: &BuildOptions,
    sources: &Sources,
    sink: &mut Sink,
) -> (Config, Vec<(KeyPath, &'static str)>) {
    let mut config = Config::read(sources, &options.project.environment, sink);
    let mut set = Vec::new();
    if let Some(base_url) = &options.base_url {
        config.base_url = Some(base_url.clone());
        set.push((KeyPath::root().then("base_url"), "--base-url"));
    }
    if let Some(captures) = &options.captures {
        config.captures.dir = captures.to_string_lossy().into_owned();
        set.push((KeyPath::root().then("captures").then("dir"), "--captures"));
    }
    (config, set)
}

/// The settings that a build with `options` has, each with where it comes from.
#[derive(Debug)]
pub struct Settings {
    /// All of them, in the order in which the reference has them.
    pub settings: Vec<Setting>,
    /// Faults in the configuration file and in the environment. What has one counts as not given.
    pub faults: Faults,
}

/// Reads the configuration, and nothing else of the project.
pub fn settings(options: &BuildOptions) -> Settings {
    let mut sink = Sink::new();
    let sources = Sources::new(&options.project.root, &options.project.config);
    let (config, set) = configure(options, &sources, &mut sink);
    let faults = locate(sink.diagnostics(), &sources);
    Settings {
        settings: config.in_force(&sources, &set),
        faults,
    }
}

/// The folder in which the project keeps its captures, as its configuration says.
pub fn captures_folder(project: &Project) -> PathBuf {
    let sources = Sources::new(&project.root, &project.config);
    // What is wrong with the configuration is told by those who build.
    let config = Config::read(&sources, &project.environment, &mut Sink::new());
    project.root.join(config.captures.dir)
}

/// The default output of the project at `root`.
pub fn default_output(root: &Path) -> PathBuf {
    root.join("public")
}
