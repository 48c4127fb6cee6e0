//! Holds the state that the server shows.
//!
//! In: the result of a build. Out: the pages, or the faults to show over them. Making it is left to
//! `builder.rs`, and sending it to `server.rs`.

use super::shown::Shown;
use std::sync::Arc;

/// The state that the server shows.
pub(super) struct Current {
    /// The last site built without an error.
    pub(super) shown: Option<Arc<Shown>>,
    /// The errors of the last build, in words. If there are very many, a selection and a remark on
    /// the rest.
    pub(super) faults: Vec<String>,
    /// The number of errors, including those not in the selection.
    pub(super) errors: usize,
    /// Identifies a state of the pages. Changes to style sheets alone do not change it.
    pub(super) pages: String,
}
