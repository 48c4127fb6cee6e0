//! Files for programs, beside the pages. Which there are is in the table of exports
//! (`plan/exports.rs`); what is in each is in a file of its own here.
//!
//! In: a [`SitePlan`]. Out: finished files. Nothing is rendered here.

mod robots;
mod sitemap;

use crate::diag::Failure;
use crate::plan::{Destination, Export, Route, SitePlan};

/// Hands the files to `destination`.
///
/// # Errors
/// [`Failure`] if one cannot be written.
pub fn export(plan: &SitePlan, destination: &impl Destination) -> Result<(), Failure> {
    for export in Export::ALL {
        if let Some(bytes) = content(export, plan) {
            destination.put(&Route::new(export.route().to_owned()), &bytes)?;
        }
    }
    Ok(())
}

/// What is in a file; `None` if this site has none.
fn content(export: Export, plan: &SitePlan) -> Option<Vec<u8>> {
    match export {
        // That the file is there says all.
        Export::NoJekyll => Some(Vec::new()),
        Export::Sitemap => sitemap::sitemap(plan),
        Export::Robots => Some(robots::robots(plan).into_bytes()),
    }
}
