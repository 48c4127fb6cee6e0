//! Functions that the tests share with the cases, and a comparison that panics.

#[path = "../shared/folders.rs"]
mod shared;

pub(crate) use shared::{compared, dossier, lay_over, project, repository, text, tree};
use std::path::Path;

/// Compares with the text of a file. With `SNAPSHOTS=overwrite` it writes the file instead.
pub(crate) fn compare(actual: &str, expected: &Path) {
    if let Err(difference) = compared(actual, expected) {
        panic!("{difference}");
    }
}
