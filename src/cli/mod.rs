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

/// Builds sourced briefing dossiers: articles and hand-written annotations in, a linked, static,
/// read-only HTML briefing out.
#[derive(Debug, Parser)]
#[command(
    name = "dossier",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
#[command(after_help = "\
Examples:
  dossier init harbour    write a first dossier into the new folder `harbour`
  dossier serve           show it in the browser, and update it on every save
  dossier check           show every fault, and write nothing
  dossier lock            record where the articles contain the quotes
  dossier build           build the site into `public/`

Every command has its own examples: see `dossier help build`.

Exit status:
  0  done
  1  faults in the content, or a file that was not imported
  2  wrong usage
  3  a failure of the system, or a bug in the program")]
struct Cli {
    #[command(flatten)]
    project: ProjectArguments,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a first dossier to start from
    ///
    /// It is small and complete, with invented content and with comments that explain each key. The
    /// folder must be empty, except for what a new repository contains. Either every file is
    /// written, or none.
    Init(init::Arguments),
    /// Add a record to fill in
    ///
    /// An article or a topic gets its own file. Any other record is added at the end of its section
    /// in an annotation file, and nothing else in that file changes. Values that you leave out stay
    /// blank, and `dossier check` lists them. Nothing is overwritten.
    New(new::Arguments),
    /// Build the site
    ///
    /// Reads the configuration, `content/` and `themes/`, and publishes the whole site at once. If
    /// there is an error, all faults are shown and the last good site stays unchanged.
    Build(build::Arguments),
    /// Show every fault, and write nothing
    ///
    /// Also compares the articles with each other, and warns if two share long passages but count
    /// as two sources.
    Check(check::Arguments),
    /// Show the site on this machine, and update it on every save
    ///
    /// Keeps the dossier in memory, renders pages on request, and reloads them in the browser when
    /// a file is saved. Errors are shown over the page, and the last good pages stay. Nothing is
    /// written.
    Serve(serve::Arguments),
    /// Check every quote against its article, and record the result in `evidence.lock`
    ///
    /// Commit the file: it vouches for the quotes if the articles' saved texts are missing, as in a
    /// clone.
    Lock(lock::Arguments),
    /// Create articles from saved files
    ///
    /// Stores each file unchanged as a capture, and writes an article's record with what it finds:
    /// headline, byline, outlet, date, language, address. Guesses are marked, and missing values
    /// are left out. Nothing is overwritten.
    Import(import::Arguments),
    /// List the themes, and copy files of one into the project
    ///
    /// A file in the project's `templates/` or `static/` overrides the theme's file with the same
    /// name. To create one, copy the theme's file and change it, or extend it: `{% extends
    /// "briefing/topic.html" %}`.
    Theme(theme::Arguments),
    /// Explain a fault by its code
    ///
    /// Says what the fault is and why it matters, and shows a wrong and a right example. Without a
    /// code, lists all codes.
    Explain(explain::Arguments),
    /// Show every setting, and where its value comes from
    ///
    /// The first of these that sets a value decides: an option, an environment variable
    /// (`DOSSIER_TITLE`, `DOSSIER_PAGES__TIMELINE`), the configuration file, the default.
    Config(config::Arguments),
    /// Print the JSON Schema of a kind of file, for editors
    ///
    /// An editor that knows the schema of a file checks it as you type, completes keys and values,
    /// and explains each of them.
    Schema(schema::Arguments),
    /// Print a script that makes a shell complete commands and options
    ///
    /// The script is for the shell that you name, and knows the options of this version.
    Completions(completions::Arguments),
    /// Print the manual page
    ///
    /// The page is for `man`. For packages, `--output` also writes a page for each command.
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
    let why = said(why).unwrap_or("the reason is unknown");
    tell(&format!(
        "error: the program stopped because of a bug or a failure of the system: {why}\n  = help: please report this, with what is printed above\n"
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
