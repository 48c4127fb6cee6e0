//! Writes paths with `/`, as records, messages and addresses have them.
//!
//! In: a path of any system. Out: its text, if it is UTF-8.

use std::path::Path;

/// The path with `/` between its parts, or `None` if it is not UTF-8.
pub(super) fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/"))
}
