//! What to build, and who is told how it gets on.

use crate::config::{BaseUrl, Config, Project};
use crate::diag::Sink;
use crate::source::Sources;
use crate::text::KeyPath;
use std::path::PathBuf;

/// What to build.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// The project.
    pub project: Project,
    /// Where to publish. `None` to check only.
    pub output: Option<PathBuf>,
    /// Where the site is published, instead of what the configuration says.
    pub base_url: Option<BaseUrl>,
    /// The folder of captures, instead of what the configuration says.
    pub captures: Option<PathBuf>,
    /// Whether the lock must match the captures and the quotes.
    pub locked: bool,
    /// Whether articles are compared with each other, to find passages that they share.
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

/// Is told how a build gets on.
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

/// An observer that is not interested: a build in memory is over at once.
pub(super) struct Unobserved;

impl Observer for Unobserved {
    fn stage(&self, _name: &'static str) {}
    fn pages(&self, _count: usize) {}
    fn page(&self) {}
    fn waiting(&self) {}
}

/// The configuration that `options` ask for, and the keys that they set in it, each with the option's name.
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
