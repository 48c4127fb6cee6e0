//! Implements `dossier theme`.
//!
//! In: a subcommand and its arguments. Out: lists, a file, or copied files. The work is left to
//! `overrides/`.

use super::exit::Exit;
use super::hold::held;
use super::stopped::not_done;
use super::terminal::{answer, answer_file};
use crate::config::Project;
use crate::overrides::{
    ListedFile, ListedTheme, OverrideState, eject, files, labels, original, themes,
};
use clap::{Args, Subcommand};
use std::fmt::Write;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dossier theme list                        list the themes, and the files of the one in use
  dossier theme show templates/topic.html   print a file of the theme
  dossier theme eject templates/topic.html  copy it into the project, to change it there
  dossier theme labels > labels.toml        print all labels, to translate them")]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the themes, and the files of the one in use
    #[command(after_help = "\
Examples:
  dossier theme list  show which themes exist, and which files are your own")]
    List,
    /// Print a file of the theme in use
    #[command(after_help = "\
Examples:
  dossier theme show templates/topic.html  print a template
  dossier theme show static/briefing.css   print a style sheet")]
    Show {
        /// The file, like `templates/topic.html`
        file: String,
    },
    /// Print all labels in English, to translate them
    ///
    /// Labels are the words on pages that are not content. For a site with `language = "fr"`, save
    /// the translation as `labels/fr.toml`.
    #[command(after_help = "\
Examples:
  dossier theme labels > labels.toml  then translate it, and save it as `labels/LANGUAGE.toml`")]
    Labels,
    /// Copy files of the theme in use into the project
    ///
    /// The project's own version overrides the theme's. `overrides.toml` records the original that
    /// it was made from, and `dossier check` warns if that original has changed since.
    #[command(after_help = "\
Examples:
  dossier theme eject templates/topic.html                      copy one file
  dossier theme eject static/briefing.css templates/claim.html  copy several files")]
    Eject {
        /// The files, like `templates/topic.html`
        #[arg(value_name = "FILE", required = true)]
        files: Vec<String>,
        /// Keep the project's own files, and record that they are up to date with the theme
        #[arg(long)]
        keep: bool,
    },
}

pub(super) fn run(project: &Project, arguments: &Arguments) -> Exit {
    let done = match &arguments.action {
        Action::List => themes(project).and_then(|themes| {
            let files = files(project)?;
            Ok(answer(&listed(&themes, &files), Exit::Done))
        }),
        Action::Show { file } => original(project, file).map(|bytes| answer_file(&bytes)),
        Action::Labels => labels(project).map(|text| answer_file(text.as_bytes())),
        Action::Eject { files, keep } => {
            let held = match held(project) {
                Ok(held) => held,
                Err(exit) => return exit,
            };
            eject(&held, project, files, *keep).map(|ejected| {
                let theme = &ejected.theme;
                let paths = ejected.paths.iter();
                let lines = paths.map(|path| match keep {
                    true => format!("{path}: up to date with `{theme}`\n"),
                    false => format!("{path}: now overrides the file of `{theme}`\n"),
                });
                answer(&lines.collect::<String>(), Exit::Done)
            })
        }
    };
    done.unwrap_or_else(|why| not_done(&why))
}

fn listed(themes: &[ListedTheme], files: &[ListedFile]) -> String {
    let mut text = String::new();
    let width = themes.iter().map(|theme| theme.name.len()).max();
    let width = width.unwrap_or_default();
    for theme in themes {
        let mark = if theme.is_in_force { '*' } else { ' ' };
        let whose = match theme.is_built_in {
            true => "built in",
            false => "in `themes/`",
        };
        let description = theme.description.as_deref().unwrap_or_default();
        let line = format!("{mark} {:width$}  {whose:11}  {description}", theme.name);
        let _ = writeln!(text, "{}", line.trim_end());
    }
    let Some(in_force) = themes.iter().find(|theme| theme.is_in_force) else {
        return text;
    };
    let _ = writeln!(text, "\nfiles of `{}`:", in_force.name);
    let width = files.iter().map(|file| file.path.len()).max();
    let width = width.unwrap_or_default();
    for file in files {
        let standing = match &file.standing {
            OverrideState::Theirs => "",
            OverrideState::Own => "your own",
            OverrideState::Current => "your own, up to date",
            OverrideState::Stale(_) => "your own, made from a different original",
        };
        let line = format!("  {:width$}  {standing}", file.path);
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}
