//! Names what a walk over a folder finds.
//!
//! In: an entry or an error of the walk. Out: the entry's name, or a [`Failure`].

use crate::diag::Failure;
use std::io;
use std::path::Path;

/// The path relative to `folder`, as a marker lists it.
pub(super) fn name_below(folder: &Path, path: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Converts an error of a walk over `folder`.
pub(super) fn walk_failure(error: walkdir::Error, folder: &Path) -> Failure {
    let path = error.path().unwrap_or(folder).to_path_buf();
    let source = error
        .into_io_error()
        .unwrap_or_else(|| io::Error::other("a loop of links"));
    Failure::new("read", &path, source)
}
