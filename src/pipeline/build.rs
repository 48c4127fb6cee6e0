//! A whole build: from a project to a published site, or to its faults.

use super::memory::Memory;
use super::options::{BuildOptions, Observer};
use super::run;
use super::stages::Stages;
use super::stop::{Ended, Stop};
use crate::render::Rendered;
use crate::report::Faults;
use crate::verify::Locking;
use crate::write::{NotTaken, Output, recover_output};
use std::time::Duration;

/// How a build ended.
#[derive(Debug)]
pub struct Report {
    /// What was built; `None` where there were errors, and nothing was published.
    pub summary: Option<Summary>,
    /// What could not be cleared away beside the new site, which is in its place.
    pub left: Option<NotTaken>,
    /// All faults, sorted by place.
    pub faults: Faults,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
}

/// What was built.
#[derive(Debug, Clone, Copy)]
pub struct Summary {
    /// How many articles the site shows.
    pub articles: usize,
    /// How many claims.
    pub claims: usize,
    /// How many pages, by what became of them.
    pub pages: Rendered,
}

/// Builds a site, or checks it if `options` names no output.
///
/// # Errors
/// [`Stop`] if the output may not be replaced, or the machine fails. Faults in the content are not an
/// error of this function: the report has them.
pub fn build(options: &BuildOptions, observer: &dyn Observer) -> Result<Report, Stop> {
    let output = match &options.output {
        Some(folder) => {
            recover_output(folder)?;
            Some(Output::check(folder, &options.project.root)?)
        }
        None => None,
    };
    let mut memory = Memory::default();
    let locking = match options.locked {
        true => Locking::Locked,
        false => Locking::Loose,
    };
    let mut stages = Stages::new(options, locking, observer, &mut memory);
    let result = run::site(&mut stages).map_err(Ended::Errors);
    let result = result.and_then(|site| {
        let (pages, left) = run::publish(&mut stages, &site, output)?;
        let dossier = site.plan().dossier();
        let summary = Summary {
            articles: dossier.articles.len(),
            claims: dossier.claims.len(),
            pages,
        };
        Ok((summary, left))
    });
    let faults = stages.faults();
    let timings = stages.into_timings();
    let (summary, left) = match result {
        Ok((summary, left)) => (Some(summary), left),
        Err(Ended::Errors(_)) => (None, None),
        Err(Ended::Stop(stop)) => return Err(stop),
    };
    Ok(Report {
        summary,
        left,
        faults,
        timings,
    })
}
