//! Implements `dossier lock`.
//!
//! In: the arguments. Out: faults, or a summary of the new `evidence.lock`. Checking quotes is left
//! to the pipeline.

use super::exit::Exit;
use super::hold::held;
use super::report;
use super::stopped::failed;
use super::terminal::answer;
use crate::config::Project;
use crate::pipeline;
use crate::source::LOCK;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dossier lock                    check every quote and write `evidence.lock`
  dossier lock --captures ~/kept  use captures in another folder")]
pub(super) struct Arguments {
    /// The folder of the articles' saved texts [default: `[captures] dir` in the configuration]
    #[arg(long, value_name = "DIR")]
    captures: Option<PathBuf>,
}

pub(super) fn run(project: &Project, arguments: &Arguments) -> Exit {
    let captures = arguments.captures.as_deref();
    let held = match held(project) {
        Ok(held) => held,
        Err(exit) => return exit,
    };
    let report = match pipeline::lock(&held, project, captures) {
        Ok(report) => report,
        Err(failure) => return failed(&failure),
    };
    report::faults(&report.faults);
    let Some(locked) = report.summary else {
        report::failed(&report.faults, &format!("`{LOCK}` was not changed"));
        return report::exit(&report.faults);
    };
    let line = format!(
        "{} from {} in `{LOCK}`: {}\n",
        report::count(locked.quotes, "quote"),
        report::count(locked.captures, "capture"),
        match (locked.changed, locked.gone) {
            (0, 0) => "nothing has changed".to_owned(),
            (changed, gone) => format!("{changed} new or changed, {gone} removed"),
        }
    );
    answer(&line, Exit::Done)
}
