//! Lists the themes that a project can use, and the files of its current theme.
//!
//! In: the project. Out: lists with the state of each entry. Printing is left to `cli/`.

use super::open_theme::OpenTheme;
use super::originals::{originals, own};
use super::standing::{OverrideState, standing};
use crate::config::Project;
use crate::diag::Sink;
use crate::render::ThemeFacts;
use crate::report::NotDone;
use crate::source::{self, Role, Sources, walk_theme};

/// A theme that a project can use.
#[derive(Debug)]
pub struct ListedTheme {
    /// The name, as used in `theme = "…"`.
    pub name: String,
    /// The theme's own description of its look.
    pub description: Option<String>,
    /// Whether the theme is part of the program.
    pub is_built_in: bool,
    /// Whether the site uses the theme.
    pub is_in_force: bool,
}

/// A file of the current theme.
#[derive(Debug)]
pub struct ListedFile {
    /// The path in the project, like `templates/base.html`.
    pub path: String,
    /// Whether the project overrides the file, and whether that version is up to date.
    pub standing: OverrideState,
}

/// The themes that the project can use, sorted by name.
///
/// # Errors
/// [`NotDone`] if the configuration has faults, or if the themes cannot be read.
pub fn themes(project: &Project) -> Result<Vec<ListedTheme>, NotDone> {
    let opened = OpenTheme::read(project)?;
    let names = source::themes(&project.root).map_err(NotDone::Failed)?;
    let names = names.into_iter();
    let listed = names.map(|name| {
        let mut sources = Sources::new(&project.root, &project.config);
        // Faults in a theme are left to builds that use it.
        let mut unread = Sink::new();
        walk_theme(&mut sources, &name, &mut unread);
        let file = sources.of(Role::ThemeConfig).next().map(|(id, _)| id);
        let facts = ThemeFacts::read(&sources, &mut unread);
        ListedTheme {
            description: facts.and_then(|facts| facts.description().map(str::to_owned)),
            is_built_in: file.is_some_and(|file| sources.is_built_in(file)),
            is_in_force: name == opened.config.theme.as_str(),
            name,
        }
    });
    Ok(listed.collect())
}

/// The files of the current theme, sorted by path.
///
/// # Errors
/// [`NotDone`] if the configuration or `overrides.toml` has faults.
pub fn files(project: &Project) -> Result<Vec<ListedFile>, NotDone> {
    let opened = OpenTheme::read(project)?;
    let record = opened.record()?;
    let own = own(&opened.sources);
    let theme = opened.config.theme.as_str();
    let originals = originals(&opened.sources).into_iter();
    let listed = originals.map(|(path, original)| {
        let standing = match (own.contains(&path), record.find(&path)) {
            (false, _) => OverrideState::Theirs,
            (true, None) => OverrideState::Own,
            (true, Some(taken)) => standing(&opened.sources, theme, Some(original), taken),
        };
        ListedFile { path, standing }
    });
    Ok(listed.collect())
}
