//! The settings of a build.

use super::options::{BuildOptions, configure};
use crate::config::{Config, Project, Setting};
use crate::diag::Sink;
use crate::report::{Faults, locate};
use crate::source::Sources;
use std::path::{Path, PathBuf};

/// The settings of a build, each with its origin.
#[derive(Debug)]
pub struct Settings {
    /// All settings, in the order of the reference.
    pub settings: Vec<Setting>,
    /// Diagnostics about the configuration file and the environment. Faulty values count as not
    /// given.
    pub faults: Faults,
}

/// Reads only the configuration of a project, with `options` applied.
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

/// The captures folder of a project, according to its configuration.
pub fn captures_folder(project: &Project) -> PathBuf {
    let sources = Sources::new(&project.root, &project.config);
    // A build reports errors in the configuration.
    let config = Config::read(&sources, &project.environment, &mut Sink::new());
    project.root.join(config.captures.dir)
}

/// The default output folder of the project at `root`.
pub fn default_output(root: &Path) -> PathBuf {
    root.join("public")
}
