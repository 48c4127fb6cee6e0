//! A project that is built again whenever its files change, in memory.

use super::memory::Memory;
use super::options::{BuildOptions, Unobserved};
use super::run;
use super::stages::Stages;
use crate::render::Site;
use crate::report::Faults;
use crate::source::Sources;
use crate::verify::Locking;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// A project that is built again and again.
pub struct Session {
    options: BuildOptions,
    memory: Memory,
}

/// What a build in memory came to.
pub struct Update {
    /// The site; `None` where there were errors.
    pub site: Option<Site>,
    /// The files it was made of.
    pub sources: Arc<Sources>,
    /// All faults, sorted by place.
    pub faults: Faults,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
}

impl Session {
    /// A session that has built nothing yet. `options.output` plays no part.
    pub fn new(options: BuildOptions) -> Self {
        Self {
            options,
            memory: Memory::lasting(),
        }
    }

    /// Builds the site, where what stands at the paths `changed` has changed since the last time; `None` where nothing did that
    /// the site is made of. The paths begin with the root, or with the folder of captures, as they were given.
    pub fn update(&mut self, changed: &BTreeSet<PathBuf>) -> Option<Update> {
        self.memory.touch(changed).then(|| self.build())
    }

    /// Builds the site from what is known, and what is on the disk of the rest.
    pub fn build(&mut self) -> Update {
        let mut stages = Stages::new(&self.options, Locking::Loose, &Unobserved, &mut self.memory);
        let site = run::site(&mut stages).ok();
        Update {
            site,
            sources: stages.shared_sources(),
            faults: stages.faults(),
            timings: stages.into_timings(),
        }
    }
}
