//! The whole program as one line of stages.
//!
//! [`build`] builds and publishes a site, or checks it. [`lock`] records its quotes. A [`Session`]
//! builds a site in memory again and again. All of them go the same way, which `run.rs` shows from
//! top to bottom; `stages.rs` has what each stage needs, and `memory.rs` what a session keeps.

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
