//! Stage 9: the search index. In: a [`SitePlan`], from which everything that this build withholds has been taken. Out: Pagefind's files
//! below `pagefind/`, handed on one by one. The page that asks them is rendered like any other.

mod documents;
mod index;

use crate::diag::Failure;
use crate::labels::Labels;
use crate::plan::{Destination, Route, SEARCH_FOLDER, SitePlan};
use documents::documents;
use std::io;
use std::path::Path;

/// Makes the index of everything that `plan` shows, in the words of `labels`, and hands its files to `destination`.
///
/// # Errors
/// [`Failure`] where the index cannot be made, or a file cannot be written.
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

/// The failure of an index that did not come to an end, because Pagefind panicked.
pub fn search_stopped() -> Failure {
    failure("Pagefind stopped")
}

fn failure(message: &str) -> Failure {
    let error = io::Error::other(message.to_owned());
    Failure::new("make the search index", Path::new(SEARCH_FOLDER), error)
}
