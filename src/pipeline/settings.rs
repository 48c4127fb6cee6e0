//! The settings that a build has.

use super::options::{BuildOptions, configure};
use crate::config::{Config, Project, Setting};
use crate::diag::Sink;
use crate::report::{Faults, locate};
use crate::source::Sources;
use std::path::{Path, PathBuf};

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
    // Faults of the configuration are left to builds.
    let config = Config::read(&sources, &project.environment, &mut Sink::new());
    project.root.join(config.captures.dir)
}

/// The default output of the project at `root`.
pub fn default_output(root: &Path) -> PathBuf {
    root.join("public")
}
