//! Implements `dossier import`.
//!
//! In: the arguments. Out: a report on each file, on standard output, and refusals on standard
//! error. Reading and writing the files is left to `import/`.

use super::arguments::slug;
use super::exit::Exit;
use super::hold::held;
use super::report;
use super::stopped::failed;
use super::terminal::{answer, look, look_of_answers, tell};
use crate::config::Project;
use crate::dossier::Slug;
use crate::import::{Exposed, ImportOptions, Imported, Outcome, exposed, import};
use crate::pipeline;
use crate::text::visible;
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dossier import saved/ferry.html             store a page, and write a record from it
  dossier import saved/*.html                 import several pages at once
  dossier import --id ferry saved/ferry.html  choose the id
  dossier import --full saved/ferry.html      include the whole text, if you may publish it")]
pub(super) struct Arguments {
    /// Saved articles: `.txt`, `.html`, `.md`
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The article's id, for a single file [default: made from the file's name]
    #[arg(long, value_name = "ID", value_parser = slug)]
    id: Option<Slug>,
    /// Write the cleaned text as the body
    #[arg(long)]
    full: bool,
    /// The folder of captures [default: `[captures] dir` in the configuration]
    #[arg(long, value_name = "DIR")]
    captures: Option<PathBuf>,
}

pub(super) fn run(project: &Project, arguments: &Arguments) -> Exit {
    if arguments.id.is_some() && arguments.files.len() > 1 {
        return wrong(
            "`--id` is for a single file, but several were given",
            "import them one by one, or leave `--id` out",
        );
    }
    if !project.root.is_dir() {
        let message = format!("there is no folder `{}`", project.root.display());
        return wrong(
            &message,
            "create it, or name the project's folder with `--root`",
        );
    }
    let captures = arguments.captures.clone();
    let captures = captures.unwrap_or_else(|| pipeline::captures_folder(project));
    let options = ImportOptions {
        root: project.root.clone(),
        captures,
        id: arguments.id.clone(),
        full: arguments.full,
    };
    let held = match held(project) {
        Ok(held) => held,
        Err(exit) => return exit,
    };
    let outcomes = match import(&held, &options, &arguments.files) {
        Ok(outcomes) => outcomes,
        Err(failure) => return failed(&failure),
    };
    let mut exit = Exit::Done;
    let mut imported = 0;
    let mut answers = String::new();
    let mut faults = String::new();
    let mut stored = Vec::new();
    for (file, outcome) in arguments.files.iter().zip(outcomes) {
        match outcome {
            Outcome::Imported(article) => {
                imported += 1;
                answers.push_str(&shown(&visible(&file.to_string_lossy()), &article));
                stored.push((file.clone(), article.capture_path));
            }
            Outcome::Refused { message, help } => {
                faults.push_str(&format!("error: {message}\n  = help: {help}\n"));
                exit = if matches!(exit, Exit::Machine) {
                    exit
                } else {
                    Exit::Faults
                };
            }
            Outcome::Failed(failure) => {
                faults.push_str(&format!("error: {failure}\n"));
                exit = Exit::Machine;
            }
        }
    }
    let _ = writeln!(
        answers,
        "{} imported from {}",
        report::count(imported, "article"),
        report::count(arguments.files.len(), "file")
    );
    if arguments.full && imported > 0 {
        answers.push_str("the records contain the full text, which builds publish: keep it only if you may publish it\n");
    }
    if !project.root.join(&project.config).exists() {
        let _ = write!(
            answers,
            "there is no `{}` yet; two lines are enough to start:\n\n    title = \"…\"\n    prepared_by = \"…\"\n",
            project.config
        );
    }
    for Exposed { message, help } in exposed(&options, &stored) {
        faults.push_str(&format!("warning: {message}\n  = help: {help}\n"));
    }
    let exit = answer(&look_of_answers().signs(&answers), exit);
    tell(&look().signs(&faults));
    exit
}

fn wrong(message: &str, help: &str) -> Exit {
    tell(&format!("error: {message}\n  = help: {help}\n"));
    Exit::Usage
}

/// The report on one imported article.
fn shown(file: &str, article: &Imported) -> String {
    let Imported {
        record,
        record_path,
        capture_path,
        kept,
        digest,
        left_out,
    } = article;
    let mut text = format!("{} from `{file}`\n", record.id);
    let plain = |path: &Path| {
        let path = path.strip_prefix(".").unwrap_or(path);
        visible(&path.to_string_lossy()).into_owned()
    };
    let stored = if *kept { "kept as it is" } else { "stored" };
    let _ = writeln!(
        text,
        "  capture    {} ({stored}), SHA-256 {}…",
        plain(capture_path),
        digest.short(6)
    );
    let _ = writeln!(text, "  record     {}", plain(record_path));
    for (key, found) in record.facts.all() {
        let _ = match found {
            Some(found) => {
                let sure = if found.guess { "guess" } else { "found" };
                writeln!(text, "  {key:<10} {} ({sure}: {})", found.value, found.from)
            }
            None => writeln!(text, "  {key:<10} not found"),
        };
    }
    for notice in &record.notices {
        let _ = writeln!(text, "  note       {notice}");
    }
    let intent = if record.body.is_some() {
        "left out"
    } else {
        "not body"
    };
    for left in left_out {
        let _ = writeln!(
            text,
            "  {intent:<10} {}, {}: “{}”",
            report::count(left.pieces, "line"),
            left.reason,
            left.first
        );
    }
    text.push('\n');
    text
}
