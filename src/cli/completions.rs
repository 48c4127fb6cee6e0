//! `dossier completions`: the only file that names `clap_complete`.

use super::Exit;
use super::terminal::answer;
use clap::{Args, Command};
use clap_complete::{Shell, generate};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  source <(dossier completions bash)                          in this shell; in `~/.bashrc`, in every new one
  dossier completions zsh > ~/_dossier                        zsh reads the file where its folder is in `fpath`
  mkdir -p ~/.config/fish/completions && dossier completions fish > ~/.config/fish/completions/dossier.fish")]
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
