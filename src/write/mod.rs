//! Stage 9: publishing. In: finished files, one by one. Out: the output folder, whole, or as it was.
//!
//! Everything is written into a folder beside the output, synced, and then exchanged with it. A run that is
//! killed leaves the output as it was; the next one clears away what it left. A folder that holds files
//! that are not ours is never touched, and no link is followed in it.
//!
//! | file | job |
//! |---|---|
//! | `output.rs` | whether a folder may be replaced |
//! | `lock.rs` | the folder beside it: one run at a time |
//! | `marker.rs` | which files of a folder are ours |
//! | `own.rs` | our files opened, and removed by name |
//! | `staging.rs` | files in, the site out |
//! | `swap.rs`, `recover.rs` | two folders change places; the last site is put back where that was interrupted |
//! | `file.rs`, `create.rs` | single files of a project: replaced, and made |
//! | `hold.rs` | one run at a time changes a project |
//!
//! `create.rs` writes what an import, `dossier init` and `dossier new` make, and overwrites nothing.
#![expect(
    clippy::disallowed_methods,
    reason = "this folder and `source` are the two that touch the disk"
)]

mod create;
mod file;
mod hold;
mod lock;
mod marker;
mod output;
mod own;
mod recover;
mod staging;
mod swap;

pub use create::{NotCreated, create_files, is_same_file, is_there};
pub use file::{replace_file, replace_files};
pub use hold::{Held, hold};
pub use output::{NotTaken, Output, Refusal};
pub use recover::{recover, recover_output};
pub use staging::Staging;

use crate::diag::Failure;
use crate::plan::{Destination, Fate, Route};

/// A destination that keeps nothing: for checking.
#[derive(Debug)]
pub struct Nowhere;

impl Destination for Nowhere {
    fn put(&self, _route: &Route, _bytes: &[u8]) -> Result<Fate, Failure> {
        Ok(Fate::Unchanged)
    }
}
