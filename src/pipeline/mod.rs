//! The whole program as a sequence of stages.
//!
//! [`build`] builds and publishes a site, or checks it. [`lock`] records its quotes. A [`Session`]
//! rebuilds a site in memory. All of them follow the path in `run.rs`. `stages.rs` calls each
//! stage, and `memory.rs` holds what a session keeps.

mod build;
mod lock;
mod memory;
mod options;
mod run;
mod session;
mod settings;
mod stages;
mod stop;

pub use build::{Report, Summary, build};
pub use lock::{LockReport, lock};
pub use options::{BuildOptions, Observer};
pub use session::{Session, Update};
pub use settings::{Settings, captures_folder, default_output, settings};
pub use stop::Stop;
