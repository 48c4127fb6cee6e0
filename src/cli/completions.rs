//! Implements `dossier completions` with `clap_complete`, which no other file uses.
//!
//! In: a shell and the command definition. Out: a completion script on standard output.

use super::exit::Exit;
use super::terminal::answer;
use clap::{Args, Command};
use clap_complete::{Shell, generate};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  source <(dossier completions bash)     for this shell; add it to `~/.bashrc` for new shells
  dossier completions zsh > ~/_dossier   store it in any folder that `fpath` names
  dossier completions fish | source      for this shell; add it to `config.fish` for new shells

For PowerShell, append the script to the file that `$PROFILE` names; for Elvish, to `rc.elv`.")]
pub(super) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, mut command: Command) -> Exit {
    let mut script = Vec::new();
    generate(arguments.shell, &mut command, "dossier", &mut script);
    answer(&String::from_utf8_lossy(&script), Exit::Done)
}
