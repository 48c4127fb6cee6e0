//! Implements `dossier man` with `clap_mangen`, which no other file uses.
//!
//! In: the command definition. Out: manual pages, on standard output or in a folder.

use super::exit::Exit;
use super::stopped::failed;
use super::terminal::answer;
use crate::diag::Failure;
use crate::write::replace_files;
use clap::{Args, Command};
use clap_mangen::Man;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dossier man > dossier.1               print the program's page
  dossier man --output share/man/man1   write that page, and one for each command")]
pub(super) struct Arguments {
    /// Write the program's page, and one for each command, into this folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, command: Command) -> Exit {
    let mut command = command.disable_help_subcommand(true);
    // Give the subcommands their full names, like `dossier-build`, and their global options.
    command.build();
    let done = match &arguments.output {
        None => page(command).map(|(_, text)| answer(&text, Exit::Done)),
        Some(folder) => write(folder, command),
    };
    done.unwrap_or_else(|failure| failed(&failure))
}

fn write(folder: &Path, command: Command) -> Result<Exit, Failure> {
    let pages = with_own(&command).into_iter().map(page);
    let pages = pages.collect::<Result<Vec<_>, _>>()?;
    replace_files(folder, &pages)?;
    let lines = pages.iter();
    let lines = lines.map(|(name, _)| format!("{}\n", folder.join(name).display()));
    Ok(answer(&lines.collect::<String>(), Exit::Done))
}

/// A command, followed by all its visible subcommands.
fn with_own(command: &Command) -> Vec<Command> {
    let own = command.get_subcommands().filter(|own| !own.is_hide_set());
    let own = own.filter(|own| own.get_name() != "help");
    std::iter::once(command.clone())
        .chain(own.flat_map(with_own))
        .collect()
}

/// The file name and the roff source of a command's manual page.
fn page(command: Command) -> Result<(String, String), Failure> {
    let page = Man::new(command);
    let name = page.get_filename();
    let mut text = Vec::new();
    page.render(&mut text)
        .map_err(|error| Failure::new("write the manual page", Path::new(&name), error))?;
    // Put the examples under the heading that manuals use, and keep their line breaks.
    let text = String::from_utf8_lossy(&text);
    let text = text.replace(".SH EXTRA\nExamples:\n", ".SH EXAMPLES\n.nf\n");
    Ok((name, text))
}
