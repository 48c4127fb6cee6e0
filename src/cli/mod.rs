//! Implements the command line.
//!
//! In: the arguments and environment of the process. Out: everything that is printed, and the exit
//! status. Each command has its own file. The work is left to the pipeline and the other folders.

mod arguments;
mod build;
mod check;
mod completions;
mod config;
mod environment;
mod exit;
mod explain;
mod hold;
mod import;
mod init;
mod lock;
mod man;
mod new;
mod progress;
mod report;
mod schema;
mod serve;
mod stopped;
mod terminal;
mod theme;

use arguments::ProjectArguments;
use clap::{CommandFactory, Parser, Subcommand};
use exit::Exit;
use hold::put_back;
use std::any::Any;
use std::process::ExitCode;
use terminal::tell;

/// Builds sourced briefing dossiers: articles and hand-written annotations in, a linked, static, read-only HTML
/// briefing out.
#[derive(Debug, Parser)]
#[command(
    name = "dossier",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
#[command(after_help = "\
Examples:
  dossier init harbour    a first dossier, in the new folder `harbour`
  dossier serve           show it in the browser, and each save at once
  dossier check           show every fault, and write nothing
  dossier lock            record that the quotes stand in their articles
  dossier build           make the site in `public/`

Every command has examples of its own: `dossier help build`.

Exit status:
  0  done
  1  faults in the content, or a file that was not imported
  2  wrong usage
  3  the machine failed")]
struct Cli {
    #[command(flatten)]
    project: ProjectArguments,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a first dossier to begin with
    ///
    /// Small and complete, of invented content, with comments that say what each key is for. The folder must be empty, but for what a
    /// fresh repository has. Every file is written, or none.
    Init(init::Arguments),
    /// Add a record to be filled in
    ///
    /// An article or a topic gets a file of its own; what else there is goes to the end of its section in a file of annotations, in which
    /// nothing else changes. What is not given is left open, and `dossier check` says where. Nothing is overwritten.
    New(new::Arguments),
    /// Build the site
    ///
    /// Reads the configuration, `content/` and `themes/`, and publishes the site all at once: where there is a
    /// fault, all faults are shown and the last good site stays as it is.
    Build(build::Arguments),
    /// Show every fault, and write nothing
    ///
    /// Also compares the articles with each other, and warns where two share long passages and count as two sources.
    Check(check::Arguments),
    /// Show the site on this machine, and each save at once
    ///
    /// Keeps the dossier in memory, renders pages when they are asked for, and loads them again in the browser when a file is saved. Where
    /// there is a fault it is shown over the page, and the last good pages stay. Nothing is written.
    Serve(serve::Arguments),
    /// Check every quote against its article, and record the result in `evidence.lock`
    ///
    /// Commit the file: where the articles' saved texts are not at hand, it vouches for the quotes.
    Lock(lock::Arguments),
    /// Make articles of saved files
    ///
    /// Stores each file unchanged as a capture, and writes an article's record with what could be found out: headline,
    /// byline, outlet, date, language, address. Guesses are marked, what was not found is left open, and nothing is
    /// overwritten.
    Import(import::Arguments),
    /// List the themes, and take files of one into the project
    ///
    /// A file in `templates/` or `static/` of the project wins over the theme's of the same name. To make one, take the theme's and change
    /// it, or extend it: `{% extends "briefing/topic.html" %}`.
    Theme(theme::Arguments),
    /// Explain a fault by its code
    ///
    /// Says what it is, why it matters, and shows a wrong and a right example; lists all codes where none is named.
    Explain(explain::Arguments),
    /// Show the settings in force, and where each comes from
    ///
    /// A setting comes from an option, from a variable of the environment (`DOSSIER_TITLE`, `DOSSIER_PAGES__TIMELINE`), from the
    /// configuration file, or is the default: the first of these that gives it.
    Config(config::Arguments),
    /// Print the JSON Schema of a kind of file, for editors
    ///
    /// Editors that know the schema of a file check it while it is written, complete its keys and words, and say what each is for.
    Schema(schema::Arguments),
    /// Print what makes a shell complete commands and options
    ///
    /// The script is for the shell that is named, and knows the options of this version.
    Completions(completions::Arguments),
    /// Print the manual page
    ///
    /// The page is for `man`; packages want `--output`, which writes a page for each command as well.
    Man(man::Arguments),
}

/// Runs the program with the arguments of the process, and returns its exit status.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    quieten();
    let exit = std::panic::catch_unwind(|| command(cli)).unwrap_or_else(|why| broken(&*why));
    ExitCode::from(exit as u8)
}

/// Suppresses one panic message: the panic of the standard library that
/// [`Failure::guard`](crate::diag::Failure::guard) converts. Its failure is printed instead.
fn quieten() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let why = said(panic.payload());
        if !why.is_some_and(|why| why.starts_with("unexpected error during closedir")) {
            print(panic);
        }
    }));
}

/// Reports a panic of this program.
fn broken(why: &(dyn Any + Send)) -> Exit {
    let why = said(why).unwrap_or("no reason is known");
    tell(&format!(
        "error: this program stopped because of a bug in it or a fault of this machine: {why}\n  = help: please report this, with what is printed above it\n"
    ));
    Exit::Machine
}

/// The message of a panic, if it is a text.
fn said(why: &(dyn Any + Send)) -> Option<&str> {
    let text = why.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| why.downcast_ref::<&str>().copied())
}

fn command(cli: Cli) -> Exit {
    let is_of_a_project = !matches!(
        cli.command,
        Command::Init(_)
            | Command::Schema(_)
            | Command::Completions(_)
            | Command::Man(_)
            | Command::Explain(_)
    );
    let project = cli.project.project();
    if is_of_a_project && let Err(exit) = put_back(&project) {
        return exit;
    }
    match cli.command {
        Command::Init(arguments) => init::run(&project, &arguments),
        Command::New(arguments) => new::run(&project, arguments),
        Command::Build(arguments) => build::run(&project, &arguments),
        Command::Check(arguments) => check::run(&project, &arguments),
        Command::Serve(arguments) => serve::run(&project, &arguments),
        Command::Lock(arguments) => lock::run(&project, &arguments),
        Command::Import(arguments) => import::run(&project, &arguments),
        Command::Theme(arguments) => theme::run(&project, &arguments),
        Command::Config(arguments) => config::run(&project, &arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, Cli::command()),
        Command::Man(arguments) => man::run(&arguments, Cli::command()),
        Command::Explain(arguments) => explain::run(&arguments),
    }
}
