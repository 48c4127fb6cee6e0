//! Defines arguments that several commands share, and parses their values.
//!
//! In: arguments of the process, through `clap`. Out: typed values, or a message for wrong usage.
//! Arguments of a single command are in the file of that command.

use super::environment::environment;
use crate::config::{BaseUrl, Project};
use crate::dossier::Slug;
use clap::Args;
use std::path::PathBuf;

/// Selects the project.
#[derive(Debug, Clone, Args)]
pub(super) struct ProjectArguments {
    /// The project's folder
    #[arg(short, long, global = true, default_value = ".", value_name = "DIR")]
    pub(super) root: PathBuf,
    /// The configuration file, relative to the project's folder
    #[arg(
        short,
        long,
        global = true,
        default_value = "site.toml",
        value_name = "FILE"
    )]
    pub(super) config: String,
}

impl ProjectArguments {
    /// The project, in the environment of the process.
    pub(super) fn project(&self) -> Project {
        Project {
            root: self.root.clone(),
            config: self.config.clone(),
            environment: environment(),
        }
    }
}

/// Options that `build` and `check` share.
#[derive(Debug, Clone, Args)]
pub(super) struct Strictness {
    /// Include drafts
    #[arg(long)]
    pub(super) drafts: bool,
    /// Treat warnings as errors
    #[arg(long)]
    pub(super) strict: bool,
    /// Show how long each stage took
    #[arg(long)]
    pub(super) timings: bool,
    #[command(flatten)]
    pub(super) evidence: Evidence,
}

/// Selects what quotes are checked against.
#[derive(Debug, Clone, Args)]
pub(super) struct Evidence {
    /// The folder of the articles' saved texts [default: `[captures] dir` in the configuration]
    #[arg(long, value_name = "DIR")]
    pub(super) captures: Option<PathBuf>,
    /// Fail if `evidence.lock` is not up to date
    #[arg(long)]
    pub(super) locked: bool,
}

/// Parses the id of a record.
pub(super) fn slug(text: &str) -> Result<Slug, String> {
    Slug::new(text).map_err(|fault| format!("{}: {}", fault.message(), fault.help()))
}

/// Parses the base address of a site.
pub(super) fn base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::new(text)
}
