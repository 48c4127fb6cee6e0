//! Stage 9: publishing.
//!
//! In: finished files, one by one. Out: the complete new output folder, or the old one unchanged.
//!
//! Everything is written into a folder beside the output, synced, and then exchanged with it. If a
//! run is killed, the output stays as it was, and the next run cleans up. A folder that holds
//! foreign files is never touched. Links inside it are not followed.
//!
//! | file | job |
//! |---|---|
//! | `output.rs`, `refusal.rs` | decide whether a folder may be replaced, and say why not |
//! | `lock.rs` | manages the folder beside the output, for one run at a time |
//! | `marker.rs` | lists which files of a folder are ours |
//! | `open.rs`, `remove.rs` | open our files, and remove them by name |
//! | `walk.rs` | names what a walk over a folder finds |
//! | `staging.rs` | collects files and publishes the site |
//! | `swap.rs`, `recover.rs` | exchange two folders, and put the last site back after an interruption |
//! | `file.rs`, `create.rs` | replace and create single files of a project |
//! | `hold.rs` | lets one run at a time change a project |
#![expect(
    clippy::disallowed_methods,
    reason = "this folder and `source` are the two that touch the disk"
)]

mod create;
mod file;
mod hold;
mod lock;
mod marker;
mod open;
mod output;
mod recover;
mod refusal;
mod remove;
mod staging;
mod swap;
mod walk;

pub use create::{NotCreated, create_files, is_same_file, is_there};
pub use file::{replace_file, replace_files};
pub use hold::{Held, hold};
pub use output::Output;
pub use recover::{recover, recover_output};
pub use refusal::{NotTaken, Refusal};
pub use staging::Staging;

use crate::diag::Failure;
use crate::plan::{Destination, Fate, Route};

/// A destination that discards everything, for checks.
#[derive(Debug)]
pub struct Nowhere;

impl Destination for Nowhere {
    fn put(&self, _route: &Route, _bytes: &[u8]) -> Result<Fate, Failure> {
        Ok(Fate::Unchanged)
    }
}
