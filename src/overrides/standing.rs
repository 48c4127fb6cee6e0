//! Compares a project's own version of a file with the theme's.
//!
//! In: what the record says about the original, and the theme's file. Out: an [`OverrideState`].
//! Reading the record is left to `record.rs`.

use super::record::Taken;
use crate::source::Sources;
use crate::text::{Digest, FileId};

/// The relation between a project and one file of its theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OverrideState {
    /// The project uses the theme's file.
    Theirs,
    /// The project has its own version, without a record of its original.
    Own,
    /// The project has its own version, made from the current original.
    Current,
    /// The project has its own version, made from a different original. The text says what changed.
    Stale(String),
}

/// The state of an override recorded as `taken`. `original` is the current file of the theme
/// `theme`.
pub(super) fn standing(
    sources: &Sources,
    theme: &str,
    original: Option<FileId>,
    taken: &Taken,
) -> OverrideState {
    let from = format!("this file was taken from the theme {}", taken.from());
    if taken.theme != theme {
        return OverrideState::Stale(format!("{from}, but the site uses the theme `{theme}`"));
    }
    match original.map(|original| sources.bytes(original)) {
        None => OverrideState::Stale(format!("{from}, which no longer has this file")),
        Some(Ok(bytes)) if Digest::of(&bytes).to_string() != taken.sha256 => {
            OverrideState::Stale(format!("{from}, which has changed it since"))
        }
        // An unreadable original is reported by code that needs it.
        Some(_) => OverrideState::Current,
    }
}
