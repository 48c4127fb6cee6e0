//! Defines what the server reports to its caller.
//!
//! In: the results of builds. Out: calls of a [`ServerObserver`]. Printing them is left to `cli/`.

use crate::plan::SitePlan;
use crate::report::Faults;
use std::path::PathBuf;
use std::time::Duration;

/// Receives events from the server.
pub trait ServerObserver: Send {
    /// A build is complete.
    fn built(&mut self, built: &Built<'_>);
    /// A build panicked because of a bug in the program. The server continues.
    fn stopped(&mut self);
    /// The site is available at `url`.
    fn ready(&mut self, url: &str);
}

/// The result of a build.
pub struct Built<'a> {
    /// The site now shown, or `None` if the build had errors.
    pub site: Option<&'a SitePlan>,
    /// Whether any pages are shown, from this build or an earlier one.
    pub has_pages: bool,
    /// All faults, sorted by place.
    pub faults: &'a Faults,
    /// The changed paths, relative to the project. Empty for the first build.
    pub changed: &'a [PathBuf],
    /// The duration of the whole build.
    pub took: Duration,
    /// The duration of each stage.
    pub timings: &'a [(&'static str, Duration)],
}
