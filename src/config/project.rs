//! The project that a command works on.
//!
//! In: its folder, its configuration file and the environment, as the command line gives them. Out:
//! [`Project`]. The configuration is read in `mod.rs`.

use super::environment::Environment;
use std::path::PathBuf;

/// A project, and the environment it is read in.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder of the project.
    pub root: PathBuf,
    /// The path of the configuration file, relative to the root.
    pub config: String,
    /// Settings from environment variables. They win over those in the configuration file.
    pub environment: Environment,
}
