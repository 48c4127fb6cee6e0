//! Shows the progress of long builds, on a terminal only. No other file uses `indicatif`.
//!
//! In: events from the pipeline. Out: a progress bar on standard error. All other output is left to
//! `report.rs`.

use crate::pipeline::Observer;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::OnceLock;

/// The least number of pages for a progress bar. Smaller builds end before it could be read.
const MANY_PAGES: usize = 500;

/// Shows the progress of a build.
#[derive(Debug)]
pub(super) struct Progress {
    shown: bool,
    quiet: bool,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    pub(super) fn new(quiet: bool) -> Self {
        Self {
            shown: !quiet && std::io::stderr().is_terminal(),
            quiet,
            bar: OnceLock::new(),
        }
    }

    /// Removes the progress bar, if it was shown.
    pub(super) fn clear(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

impl Observer for Progress {
    fn stage(&self, name: &'static str) {
        if let Some(bar) = self.bar.get() {
            bar.set_message(name);
        }
    }

    fn pages(&self, count: usize) {
        if self.shown && count >= MANY_PAGES {
            self.bar.get_or_init(|| {
                let style = ProgressStyle::with_template("{msg:>10} {wide_bar} {pos}/{len} pages")
                    .unwrap_or_else(|_| ProgressStyle::default_bar());
                let bar = ProgressBar::new(count as u64).with_style(style);
                bar.set_message("render");
                bar
            });
        }
    }

    fn page(&self) {
        if let Some(bar) = self.bar.get() {
            bar.inc(1);
        }
    }

    fn waiting(&self) {
        if !self.quiet {
            super::terminal::tell("another build is using this output: waiting for it to finish\n");
        }
    }
}
