//! One run: the way of the data, from the files to what is to be rendered.

use super::memory::Memory;
use super::{BuildOptions, Observer, configure};
use crate::assess::{assess, lint, lint_texts};
use crate::audience::{Audience, withhold};
use crate::config::Config;
use crate::diag::{ErrorsReported, Sink};
use crate::dossier::Moment;
use crate::labels::Labels;
use crate::overrides::report_stale;
use crate::parse::parse;
use crate::plan::plan;
use crate::render::{Site, Theme};
use crate::report::{Faults, locate};
use crate::resolve::resolve;
use crate::source::{Sources, walk};
use crate::verify::{Locking, Verified, report_shared_passages, verify};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// One run.
pub(super) struct Run<'a> {
    pub(super) options: &'a BuildOptions,
    pub(super) observer: &'a dyn Observer,
    pub(super) sink: Sink,
    /// How long each stage took.
    pub(super) timings: Vec<(&'static str, Duration)>,
    /// The files: only the configuration, until they are listed.
    pub(super) sources: Arc<Sources>,
}

impl<'a> Run<'a> {
    pub(super) fn new(options: &'a BuildOptions, observer: &'a dyn Observer) -> Self {
        Self {
            options,
            observer,
            sink: Sink::new(),
            timings: Vec::new(),
            sources: Arc::new(Sources::new(&options.project.root, &options.project.config)),
        }
    }

    /// The stages up to the site, whose pages can be rendered then.
    pub(super) fn site(&mut self, memory: &mut Memory) -> Result<Site, ErrorsReported> {
        let options = self.options;
        let config = self.stage("source", |run| run.list(memory));
        let sources = Arc::clone(&self.sources);
        let sources = sources.as_ref();
        let theme = memory.theme().or_else(|| {
            self.stage("theme", |run| {
                Theme::read(sources, &config, &mut run.sink).map(Arc::new)
            })
        });
        memory.keep_theme(theme.as_ref());
        report_stale(sources, &config, &mut self.sink);
        let parsed = self.stage("parse", |run| {
            parse(sources, &config, memory.parsed(), &mut run.sink)
        });
        let kept_parsed = memory.keep_parsed(&parsed);
        let resolved = self.stage("resolve", |run| {
            // Without a theme nothing is shown.
            let none = Labels::default();
            let labels = theme.as_ref().map_or(&none, |theme| theme.labels());
            resolve(
                parsed,
                sources,
                &config,
                labels,
                memory.resolved(),
                &mut run.sink,
            )
        });
        let mut lints = Sink::new();
        if self.sink.checkpoint().is_ok() {
            let known = memory.lints(&resolved);
            lints = self.stage("lint", |run| {
                let lints = known.unwrap_or_else(|| lint(resolved.dossier()));
                run.sink.absorb(lints.clone());
                run.sink.absorb(lint_texts(sources));
                lints
            });
        }
        if options.compare && self.sink.checkpoint().is_ok() {
            self.stage("compare", |run| {
                report_shared_passages(resolved.dossier(), sources, &mut run.sink);
            });
        }
        let locking = if options.locked {
            Locking::Locked
        } else {
            Locking::Loose
        };
        let kept = kept_parsed.map(|parsed| (parsed, resolved.clone()));
        let Verified { dossier, findings } = self.stage("verify", |run| {
            let earlier = memory.found(&resolved);
            verify(resolved, sources, &config, locking, earlier, &mut run.sink)
        })?;
        if let Some((parsed, resolved)) = kept {
            memory.keep_sound(parsed, resolved, findings.clone(), lints);
        }
        let audience = Audience {
            ceiling: config.marking,
            drafts: options.drafts,
        };
        let dossier = self.stage("withhold", |run| {
            withhold(dossier, audience, &config, sources, &mut run.sink)
        });
        let (standings, connections) = memory.shown(&dossier).unzip();
        let assessed = self.stage("assess", |_| assess(dossier, findings, standings));
        let plan = self.stage("plan", |run| {
            plan(assessed, config, sources, connections, &mut run.sink)
        })?;
        memory.keep_shown(&plan);
        if options.strict {
            self.sink.make_strict();
        }
        self.sink.checkpoint()?;
        let theme = theme.expect("a theme with faults has reported them");
        let built = options.built.and_then(Moment::of_epoch);
        Ok(Site::new(plan, Arc::unwrap_or_clone(theme), built))
    }

    /// Reads the configuration and lists the files.
    fn list(&mut self, memory: &mut Memory) -> Config {
        let options = self.options;
        let (config, _) = configure(options, &self.sources, &mut self.sink);
        if let Some((sources, faults)) = memory.listing() {
            self.sources = sources;
            self.sink.absorb(faults);
            return config;
        }
        let mut sources = memory.unlisted(&options.project.root, &options.project.config);
        let mut faults = Sink::new();
        let layout = config.layout(&sources, options.captures.as_deref());
        walk(&mut sources, layout, &mut faults);
        self.sources = Arc::new(sources);
        memory.keep_listing(&self.sources, &faults);
        self.sink.absorb(faults);
        config
    }

    /// The faults with their places.
    pub(super) fn faults(&self) -> Faults {
        locate(self.sink.diagnostics(), &self.sources)
    }

    pub(super) fn stage<T>(&mut self, name: &'static str, work: impl FnOnce(&mut Self) -> T) -> T {
        self.observer.stage(name);
        let start = Instant::now();
        let result = work(self);
        self.timings.push((name, start.elapsed()));
        result
    }
}
