//! The options of a build, and the observer of its progress.

use crate::config::{BaseUrl, Config, Project};
use crate::diag::Sink;
use crate::source::Sources;
use crate::text::KeyPath;
use std::path::PathBuf;

/// The options of a build.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// The project to build.
    pub project: Project,
    /// The folder to publish to. `None` checks the project only.
    pub output: Option<PathBuf>,
    /// The base URL of the site, overriding the configuration.
    pub base_url: Option<BaseUrl>,
    /// The folder of captures, overriding the configuration.
    pub captures: Option<PathBuf>,
    /// Whether the lock must match the quotes and captures.
    pub locked: bool,
    /// Whether to compare articles with each other and report shared passages.
    pub compare: bool,
    /// Whether to show drafts.
    pub drafts: bool,
    /// Whether warnings count as errors.
    pub strict: bool,
    /// The build time to show, in seconds since 1970 (`SOURCE_DATE_EPOCH`).
    pub built: Option<i64>,
}

impl BuildOptions {
    /// Options for checking `project`, with no other option set.
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

/// Receives the progress of a build.
pub trait Observer: Sync {
    /// Called when the stage `name` begins.
    fn stage(&self, name: &'static str);
    /// Called with the number of pages that will be rendered.
    fn pages(&self, count: usize);
    /// Called when a page is finished.
    fn page(&self);
    /// Called when this run waits because another one is using the output.
    fn waiting(&self);
}

/// An observer that ignores everything, because a build in memory is fast.
pub(super) struct Unobserved;

impl Observer for Unobserved {
    fn stage(&self, _name: &'static str) {}
    fn pages(&self, _count: usize) {}
    fn page(&self) {}
    fn waiting(&self) {}
}

/// The configuration with `options` applied, and the keys that options set, each with the name of
/// the option.
pub(super) fn configure(
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
