//! Implements `dossier init`.
//!
//! In: a folder. Out: the list of files written, and the next steps. Writing is left to `start/`.

use super::exit::Exit;
use super::stopped::failed;
use super::terminal::{answer, tell};
use crate::config::Project;
use crate::start::{NotBegun, init};
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dossier init harbour        write a first dossier into the new folder `harbour`
  cd harbour && dossier init  write it into an existing, empty folder")]
pub(super) struct Arguments {
    /// The folder, created if it is missing [default: the project's folder]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(super) fn run(project: &Project, arguments: &Arguments) -> Exit {
    let folder = match &arguments.folder {
        Some(folder) => project.root.join(folder),
        None => project.root.clone(),
    };
    let shown = folder.strip_prefix(".").unwrap_or(&folder);
    match init(&folder) {
        Ok(files) => answer(&told(shown, &files), Exit::Done),
        Err(NotBegun::NotEmpty(name)) => {
            let place = match shown.as_os_str().is_empty() {
                true => "this folder".to_owned(),
                false => format!("`{}`", shown.display()),
            };
            let help = match name.as_str() {
                ".gitignore" => {
                    "move it away, then add its lines to the one that `dossier init` writes"
                }
                _ => {
                    "name a new folder, as in `dossier init my-dossier`; an existing one may contain only `.git`, a README and a license"
                }
            };
            tell(&format!(
                "error: {place} is not empty: it contains `{name}`\n  = help: {help}\n"
            ));
            Exit::Usage
        }
        Err(NotBegun::Failed(failure)) => failed(&failure),
    }
}

/// The files written, and the next steps.
fn told(folder: &Path, files: &[String]) -> String {
    let mut text = String::new();
    for file in files {
        let _ = writeln!(text, "{}", folder.join(file).display());
    }
    text.push_str("\na first dossier with invented content: start with the comments in `content/annotations/lamp.yaml`\n\n");
    if !folder.as_os_str().is_empty() {
        let _ = writeln!(text, "    cd {}", folder.display());
    }
    text.push_str(
        "    dossier serve    show the site on this machine, and update it on every save\n",
    );
    text.push_str("    dossier build    build the site into `public/`\n");
    text
}
