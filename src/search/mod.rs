//! Stage 8, beside `render/`: the search index.
//!
//! In: a [`SitePlan`] without anything that this build withholds. Out: Pagefind's files below
//! `pagefind/`, one by one. The search page itself is rendered like any other.

mod documents;
mod index;

use crate::diag::Failure;
use crate::labels::Labels;
use crate::plan::{Destination, Route, SEARCH_FOLDER, SitePlan};
use documents::documents;
use std::io;
use std::path::Path;

/// Builds the index of everything that `plan` shows, and passes its files to `destination`.
/// `labels` gives the words that documents use.
///
/// # Errors
/// [`Failure`] if the index cannot be built, or if a file cannot be written.
pub fn search(
    plan: &SitePlan,
    labels: &Labels,
    destination: &impl Destination,
) -> Result<(), Failure> {
    let language = plan.config.language.as_str();
    let files =
        index::index(language, documents(plan, labels)).map_err(|message| failure(&message))?;
    for (name, bytes) in files {
        let route = Route::new(format!("{SEARCH_FOLDER}/{name}"));
        destination.put(&route, &bytes)?;
    }
    Ok(())
}

/// The failure to report if Pagefind panicked.
pub fn search_stopped() -> Failure {
    failure("Pagefind stopped unexpectedly")
}

fn failure(message: &str) -> Failure {
    let error = io::Error::other(message.to_owned());
    Failure::new("build the search index", Path::new(SEARCH_FOLDER), error)
}
