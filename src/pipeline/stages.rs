//! The stages of a run: what each needs, how long it takes, and what is kept of it.

use super::memory::Memory;
use super::options::{BuildOptions, Observer, configure};
use super::stop::Ended;
use crate::assess::{Assessed, assess};
use crate::audience::{Audience, Filter};
use crate::config::Config;
use crate::diag::{ErrorsReported, Failure, Sink};
use crate::dossier::{Dossier, Moment};
use crate::export::export;
use crate::labels::Named;
use crate::lint::{check_prose, check_records, check_shared_passages, check_withheld};
use crate::overrides::report_stale;
use crate::parse::{Parsed, ProseFile, parse};
use crate::plan::{Destination, Fate, PageType, Route, SitePlan, plan};
use crate::render::{Rendered, Site, Theme};
use crate::report::{Faults, locate};
use crate::resolve::{Resolved, resolve};
use crate::search::{search, search_stopped};
use crate::source::{Sources, walk};
use crate::verify::{Findings, Locking, Texts, Verified, verify};
use crate::write::{NotTaken, Nowhere, Output, Staging};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// One run.
pub(super) struct Stages<'a> {
    options: &'a BuildOptions,
    locking: Locking,
    observer: &'a dyn Observer,
    /// What earlier runs left, and what this one leaves.
    memory: &'a mut Memory,
    sink: Sink,
    timings: Vec<(&'static str, Duration)>,
    /// The files: only the configuration until they are listed.
    sources: Arc<Sources>,
    /// The texts of topics and of the home page.
    prose: Vec<ProseFile>,
}

impl<'a> Stages<'a> {
    pub(super) fn new(
        options: &'a BuildOptions,
        locking: Locking,
        observer: &'a dyn Observer,
        memory: &'a mut Memory,
    ) -> Self {
        Self {
            options,
            locking,
            observer,
            memory,
            sink: Sink::new(),
            timings: Vec::new(),
            sources: Arc::new(Sources::new(&options.project.root, &options.project.config)),
            prose: Vec::new(),
        }
    }

    /// The files.
    pub(super) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The files, to be shared.
    pub(super) fn shared_sources(&self) -> Arc<Sources> {
        Arc::clone(&self.sources)
    }

    /// The faults with their places.
    pub(super) fn faults(&self) -> Faults {
        locate(self.sink.diagnostics(), &self.sources)
    }

    /// How long each stage took.
    pub(super) fn into_timings(self) -> Vec<(&'static str, Duration)> {
        self.timings
    }

    fn timed<T>(&mut self, name: &'static str, work: impl FnOnce(&mut Self) -> T) -> T {
        self.observer.stage(name);
        let start = Instant::now();
        let result = work(self);
        self.timings.push((name, start.elapsed()));
        result
    }
}

/// From the files to evidence.
impl Stages<'_> {
    /// Reads the configuration.
    pub(super) fn config(&mut self) -> Config {
        let (config, _) = configure(self.options, &self.sources, &mut self.sink);
        config
    }

    /// Lists the files.
    pub(super) fn source(&mut self, config: &Config) {
        self.timed("source", |run| {
            let options = run.options;
            let (sources, faults) = run.memory.listing(|known| {
                let new = || Sources::new(&options.project.root, &options.project.config);
                let mut sources = known.map_or_else(new, Sources::again);
                let mut faults = Sink::new();
                let layout = config.layout(&sources, options.captures.as_deref());
                walk(&mut sources, layout, &mut faults);
                (Arc::new(sources), faults)
            });
            run.sources = sources;
            run.sink.absorb(faults);
        });
    }

    /// Parses the files.
    pub(super) fn parse(&mut self, config: &Config) -> Parsed {
        self.timed("parse", |run| {
            let known = run.memory.parsed();
            let parsed = parse(&run.sources, config, known, &mut run.sink);
            run.memory.keep_parsed(&parsed);
            run.prose = parsed.prose();
            parsed
        })
    }

    /// Resolves every reference.
    pub(super) fn resolve(&mut self, parsed: Parsed, config: &Config) -> Resolved {
        self.timed("resolve", |run| {
            let known = run.memory.resolved();
            resolve(parsed, &run.sources, config, known, &mut run.sink)
        })
    }

    /// Checks the rules about what was written. They would only repeat what an error caused.
    pub(super) fn lint(&mut self, resolved: &Resolved) {
        if self.sink.checkpoint().is_err() {
            return;
        }
        self.timed("lint", |run| {
            let dossier = resolved.dossier();
            let lints = run.memory.lints(resolved, || check_records(dossier));
            run.sink.absorb(lints);
            check_prose(dossier, &run.prose, &mut run.sink);
        });
    }

    /// Finds every quote in its source, and compares the sources if that is asked for.
    pub(super) fn verify(
        &mut self,
        resolved: Resolved,
        config: &Config,
    ) -> Result<Verified, ErrorsReported> {
        let texts = self.options.compare.then(|| Texts::new(resolved.dossier()));
        let verified = self.timed("verify", |run| {
            let kept = run.memory.keeps().then(|| resolved.clone());
            let known = run.memory.found(&resolved);
            let verified = verify(
                resolved,
                &run.sources,
                config,
                run.locking,
                texts.as_ref(),
                known,
                &mut run.sink,
            )?;
            if let Some(resolved) = kept {
                run.memory.keep_evidence(resolved, &verified.findings);
            }
            Ok(verified)
        })?;
        if let Some(texts) = texts {
            self.timed("compare", |run| {
                check_shared_passages(&verified.dossier, &texts, &run.sources, &mut run.sink);
            });
        }
        Ok(verified)
    }
}

/// From evidence to a site.
impl Stages<'_> {
    /// Reads the theme, with the project's own templates and labels.
    pub(super) fn theme(&mut self, config: &Config) -> Result<Arc<Theme>, ErrorsReported> {
        let theme = match self.memory.theme() {
            Some(theme) => Some(theme),
            None => self.timed("theme", |run| {
                Theme::read(&run.sources, config, &mut run.sink).map(Arc::new)
            }),
        };
        self.memory.keep_theme(theme.as_ref());
        report_stale(&self.sources, config, &mut self.sink);
        self.sink.checkpoint()?;
        Ok(theme.expect("a theme with faults has reported them"))
    }

    /// Fills in what records are called that have no name of their own.
    pub(super) fn name(&mut self, dossier: Dossier, theme: &Theme) -> Dossier {
        self.timed("name", |run| {
            let named = Named::new(dossier, theme.labels(), run.memory.named());
            let dossier = named.dossier().clone();
            run.memory.keep_named(named);
            dossier
        })
    }

    /// Takes out what this build does not show. What authors wrote about it is an error.
    pub(super) fn withhold(&mut self, dossier: Dossier, config: &Config, theme: &Theme) -> Dossier {
        let audience = Audience {
            ceiling: config.marking,
            drafts: self.options.drafts,
        };
        self.timed("withhold", |run| {
            let filter = Filter::new(&dossier, audience);
            if filter.keeps_all() {
                return dossier;
            }
            let (sources, sink) = (&run.sources, &mut run.sink);
            check_withheld(&dossier, &filter, config, theme.texts(), sources, sink);
            filter.apply(dossier)
        })
    }

    /// Derives what the evidence amounts to.
    pub(super) fn assess(&mut self, dossier: Dossier, findings: Findings) -> Assessed {
        self.timed("assess", |run| {
            let known = run.memory.standings(&dossier);
            assess(dossier, findings, known)
        })
    }

    /// Lays out the site.
    pub(super) fn plan(
        &mut self,
        assessed: Assessed,
        config: Config,
    ) -> Result<SitePlan, ErrorsReported> {
        let plan = self.timed("plan", |run| {
            let known = run.memory.connections(&assessed.dossier);
            plan(assessed, config, &run.sources, known, &mut run.sink)
        })?;
        self.memory.keep_shown(&plan);
        Ok(plan)
    }

    /// The site, unless there was an error. `--strict` makes every warning one.
    pub(super) fn site(
        &mut self,
        plan: SitePlan,
        theme: Arc<Theme>,
    ) -> Result<Site, ErrorsReported> {
        if self.options.strict {
            self.sink.make_strict();
        }
        self.sink.checkpoint()?;
        let built = self.options.built.and_then(Moment::of_epoch);
        Ok(Site::new(plan, Arc::unwrap_or_clone(theme), built))
    }
}

/// From a site to what is published.
impl Stages<'_> {
    /// Renders all pages and writes none, to find the faults of templates.
    pub(super) fn render_only(&mut self, site: &Site) -> Result<Rendered, Ended> {
        Ok(self.timed("render", |run| site.render(&Nowhere, &mut run.sink))?)
    }

    /// Begins the new output beside the old one.
    pub(super) fn stage_output(&mut self, site: &Site, output: Output) -> Result<Staging, Ended> {
        let (plan, observer) = (site.plan(), self.observer);
        let pages = plan.pages.iter().map(|page| &page.route);
        let copies = plan.copies.iter().map(|copy| &copy.route);
        let staging = Staging::begin(output, pages.chain(copies), &|| observer.waiting())?;
        observer.pages(plan.pages.len());
        Ok(staging)
    }

    /// Renders the pages, and makes the search index beside them: pages leave processors idle while
    /// they wait for the disk.
    pub(super) fn render(&mut self, site: &Site, staging: &Staging) -> Result<Rendered, Ended> {
        let destination = Watched {
            staging,
            observer: self.observer,
        };
        let plan = site.plan();
        let indexed = || match plan.has(PageType::Search) {
            true => search(plan, site.labels(), staging),
            false => Ok(()),
        };
        self.timed("render", |run| {
            let (pages, indexed) = std::thread::scope(|scope| {
                let index = scope.spawn(indexed);
                let pages = site.render(&destination, &mut run.sink);
                (pages, index.join())
            });
            let pages = pages?;
            indexed.unwrap_or_else(|_| Err(search_stopped()))?;
            Ok(pages)
        })
    }

    /// Writes the files for programs, and copies the files of the content.
    pub(super) fn export(&mut self, site: &Site, staging: &Staging) -> Result<(), Ended> {
        self.timed("export", |run| {
            let plan = site.plan();
            export(plan, staging)?;
            for copy in &plan.copies {
                let opened = run.sources.open(copy.file);
                let opened = opened.map_err(|why| why.failure(&run.sources.on_disk(copy.file)))?;
                staging.copy(opened.into_file(), &copy.route)?;
            }
            Ok(())
        })
    }

    /// Puts the new output in the place of the old one, or clears it away if it could not be
    /// finished.
    pub(super) fn write(
        &mut self,
        staging: Staging,
        rendered: Result<Rendered, Ended>,
    ) -> Result<(Rendered, Option<NotTaken>), Ended> {
        self.timed("write", |_| match rendered {
            Ok(pages) => Ok((pages, staging.publish()?)),
            Err(ended) => {
                // What stopped the build is worth more to its user than a failure to clear up.
                let _ = staging.abandon();
                Err(ended)
            }
        })
    }
}

/// Tells the observer of each page.
struct Watched<'a> {
    staging: &'a Staging,
    observer: &'a dyn Observer,
}

impl Destination for Watched<'_> {
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<Fate, Failure> {
        let fate = self.staging.put(route, bytes)?;
        self.observer.page();
        Ok(fate)
    }
}
