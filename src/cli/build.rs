//! Implements `dossier build`.
//!
//! In: the arguments. Out: a published site, faults and a summary. Building is left to the
//! pipeline.

use super::arguments::{Strictness, base_url};
use super::environment::source_date_epoch;
use super::exit::Exit;
use super::progress::Progress;
use super::report;
use super::stopped::{left, stopped};
use super::terminal::answer;
use crate::config::{BaseUrl, Project};
use crate::pipeline::{BuildOptions, build, default_output};
use clap::Args;
use std::path::PathBuf;
use std::time::Instant;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dossier build                                    build the site into `public/`
  dossier build --strict --locked                  fail on warnings, and on an outdated lock
  dossier build --base-url https://example.org/b/  set the address of the published site
  dossier build --drafts --output preview          include drafts, and build into `preview/`")]
pub(super) struct Arguments {
    /// The folder to publish to [default: `public` in the project's folder]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The site's address, instead of the one in the configuration
    #[arg(short = 'u', long, value_name = "URL", value_parser = base_url)]
    base_url: Option<BaseUrl>,
    #[command(flatten)]
    strictness: Strictness,
    /// Print faults only
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(project: &Project, arguments: &Arguments) -> Exit {
    let start = Instant::now();
    let built = match source_date_epoch() {
        Ok(built) => built,
        Err(exit) => return exit,
    };
    let output = arguments.output.clone();
    let options = BuildOptions {
        output: Some(output.unwrap_or_else(|| default_output(&project.root))),
        base_url: arguments.base_url.clone(),
        captures: arguments.strictness.evidence.captures.clone(),
        locked: arguments.strictness.evidence.locked,
        drafts: arguments.strictness.drafts,
        strict: arguments.strictness.strict,
        built,
        ..BuildOptions::new(project.clone())
    };
    let progress = Progress::new(arguments.quiet);
    let result = build(&options, &progress);
    progress.clear();
    let report = match result {
        Ok(report) => report,
        Err(stop) => return stopped(&stop),
    };
    report::faults(&report.faults);
    if arguments.strictness.timings {
        report::timings(&report.timings);
    }
    let Some(summary) = report.summary else {
        report::failed(&report.faults, "nothing was published");
        return report::exit(&report.faults);
    };
    if let Some(why) = &report.left {
        left(why);
    }
    if arguments.quiet {
        return Exit::Done;
    }
    let pages = summary.pages;
    let line = format!(
        "{} from {} and {}: {} written, {} unchanged, {}, {} ms\n",
        report::count(pages.written + pages.unchanged, "page"),
        report::count(summary.articles, "article"),
        report::count(summary.claims, "claim"),
        pages.written,
        pages.unchanged,
        report::warnings(&report.faults),
        start.elapsed().as_millis(),
    );
    answer(&line, Exit::Done)
}
