//! Builds a project in memory, again whenever its files change.

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

/// A project that is built repeatedly.
pub struct Session {
    options: BuildOptions,
    memory: Memory,
}

/// The result of a build in memory.
pub struct Update {
    /// The site, or `None` if there were errors.
    pub site: Option<Site>,
    /// The files that it was built from.
    pub sources: Arc<Sources>,
    /// All diagnostics, sorted by place.
    pub faults: Faults,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
}

impl Session {
    /// A session that has built nothing yet. Ignores `options.output`.
    pub fn new(options: BuildOptions) -> Self {
        Self {
            options,
            memory: Memory::lasting(),
        }
    }

    /// Builds the site again after changes at the paths `changed`. Returns `None` if the site does
    /// not depend on any of them. The paths must begin with the root or the captures folder, as
    /// given in the options.
    pub fn update(&mut self, changed: &BTreeSet<PathBuf>) -> Option<Update> {
        self.memory.touch(changed).then(|| self.build())
    }

    /// Builds the site from what is still known, and reads the rest from disk.
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
