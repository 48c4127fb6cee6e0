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
  dossier theme list                        the themes there are, and the files of the one in force
  dossier theme show templates/topic.html   print a file of the theme
  dossier theme eject templates/topic.html  take it into the project, to change it there
  dossier theme labels > labels.toml        all words that are no content, to be translated")]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the themes, and the files of the one in force
    #[command(after_help = "\
Examples:
  dossier theme list  which themes there are, and which files are your own")]
    List,
    /// Print a file of the theme in force
    #[command(after_help = "\
Examples:
  dossier theme show templates/topic.html  print a template
  dossier theme show static/briefing.css   print a style sheet")]
    Show {
        /// The file, as `templates/topic.html`
        file: String,
    },
    /// Print all labels in English, to be translated
    ///
    /// Labels are the words of pages that are no content. The translation is saved as `labels/fr.toml`, for a site with `language = "fr"`.
    #[command(after_help = "\
Examples:
  dossier theme labels > labels.toml  then translate, and save as `labels/LANGUAGE.toml`")]
    Labels,
    /// Take files of the theme in force into the project
    ///
    /// The project's own version wins over the theme's. `overrides.toml` records of what it was made, and `dossier check` warns where
    /// the original has changed since.
    #[command(after_help = "\
Examples:
  dossier theme eject templates/topic.html                      take one into the project
  dossier theme eject static/briefing.css templates/claim.html  or several")]
    Eject {
        /// The files, as `templates/topic.html`
        #[arg(value_name = "FILE", required = true)]
        files: Vec<String>,
        /// Leave the project's own files as they are, and record that they are up to date with the theme
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
                    false => format!("{path}: wins over that of `{theme}` from now on\n"),
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
            OverrideState::Stale(_) => "your own, of another version than there is now",
        };
        let line = format!("  {:width$}  {standing}", file.path);
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}
