//! Implements `dossier check`.
//!
//! In: the arguments. Out: faults as text, JSON or workflow commands. Nothing is written. Finding
//! the faults is left to the pipeline.

use super::arguments::Strictness;
use super::exit::Exit;
use super::progress::Progress;
use super::report;
use super::stopped::stopped;
use super::terminal::{answer, tell};
use crate::config::Project;
use crate::pipeline::{BuildOptions, build};
use crate::report::{github, json};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dossier check                    show every fault, where it is and how to fix it
  dossier check --strict           treat warnings as errors
  dossier check --format github    show faults on the lines of a pull request
  dossier check --captures ~/kept  check quotes against captures in another folder")]
pub(super) struct Arguments {
    /// How to show faults
    #[arg(long, value_enum, default_value_t = FaultFormat::Text)]
    format: FaultFormat,
    #[command(flatten)]
    strictness: Strictness,
    /// Files given by mistake, reported with a hint
    #[arg(hide = true)]
    files: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FaultFormat {
    /// For people, with the lines at fault
    Text,
    /// One JSON object on standard output
    Json,
    /// Workflow commands, which GitHub shows on the lines of a pull request
    Github,
}

pub(super) fn run(project: &Project, arguments: &Arguments) -> Exit {
    if let Some(file) = arguments.files.first() {
        tell(&format!(
            "error: `dossier check` does not take files, like `{}`: it checks a whole dossier, because one file can cause a fault in another\n  \
             = help: leave the file out, or name the folder of a dossier with `--root`\n",
            file.display()
        ));
        return Exit::Usage;
    }
    let options = BuildOptions {
        captures: arguments.strictness.evidence.captures.clone(),
        locked: arguments.strictness.evidence.locked,
        compare: true,
        drafts: arguments.strictness.drafts,
        strict: arguments.strictness.strict,
        ..BuildOptions::new(project.clone())
    };
    let report = match build(&options, &Progress::new(true)) {
        Ok(report) => report,
        Err(stop) => return stopped(&stop),
    };
    if arguments.strictness.timings {
        report::timings(&report.timings);
    }
    let done = match report.summary {
        Some(_) => Exit::Done,
        None => report::exit(&report.faults),
    };
    match (arguments.format, report.summary) {
        (FaultFormat::Json, _) => answer(&format!("{}\n", json(&report.faults.located)), done),
        (FaultFormat::Github, _) => answer(&github(&report.faults.located), done),
        (FaultFormat::Text, None) => {
            report::faults(&report.faults);
            report::failed(&report.faults, "this would not be published");
            done
        }
        (FaultFormat::Text, Some(summary)) => {
            report::faults(&report.faults);
            let line = format!(
                "no errors in {} and {}, {}\n",
                report::count(summary.articles, "article"),
                report::count(summary.claims, "claim"),
                report::warnings(&report.faults),
            );
            answer(&line, done)
        }
    }
}
