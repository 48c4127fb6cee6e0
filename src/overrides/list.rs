//! The themes that a project can use, and the files of the one that it uses.

use super::eject::{Options, Project};
use super::{Standing, originals, own, standing};
use crate::diag::Sink;
use crate::render::ThemeFacts;
use crate::report::NotDone;
use crate::source::{self, Role, Sources, walk_theme};

/// A theme that a project can use.
#[derive(Debug)]
pub struct ListedTheme {
    /// What `theme = "…"` says.
    pub name: String,
    /// What it looks like, as it says itself.
    pub description: Option<String>,
    /// Whether the program brings it along.
    pub is_built_in: bool,
    /// Whether the site has it.
    pub is_in_force: bool,
}

/// A file of the theme in force.
#[derive(Debug)]
pub struct ListedFile {
    /// Its path in the project, as `templates/base.html`.
    pub path: String,
    /// Whether the project has a version of its own.
    pub standing: Standing,
}

/// The themes that the project can use, in the order of their names.
///
/// # Errors
/// [`NotDone`] where the configuration has faults, or the themes cannot be read.
pub fn themes(options: &Options) -> Result<Vec<ListedTheme>, NotDone> {
    let project = Project::read(options)?;
    let names = source::themes(&options.root).map_err(NotDone::Failed)?;
    let names = names.into_iter();
    let listed = names.map(|name| {
        let mut sources = Sources::new(&options.root, &options.config);
        // What is wrong with a theme is told by those who build with it.
        let mut unread = Sink::new();
        walk_theme(&mut sources, &name, &mut unread);
        let file = sources.of(Role::ThemeConfig).next().map(|(id, _)| id);
        let facts = ThemeFacts::read(&sources, &mut unread);
        ListedTheme {
            description: facts.and_then(|facts| facts.description().map(str::to_owned)),
            is_built_in: file.is_some_and(|file| sources.is_built_in(file)),
            is_in_force: name == project.config.theme.as_str(),
            name,
        }
    });
    Ok(listed.collect())
}

/// The files of the theme in force, in the order of their paths.
///
/// # Errors
/// [`NotDone`] where the configuration or `overrides.toml` has faults.
pub fn files(options: &Options) -> Result<Vec<ListedFile>, NotDone> {
    let project = Project::read(options)?;
    let record = project.record()?;
    let own = own(&project.sources);
    let theme = project.config.theme.as_str();
    let originals = originals(&project.sources).into_iter();
    let listed = originals.map(|(path, original)| {
        let standing = match (own.contains(&path), record.find(&path)) {
            (false, _) => Standing::Theirs,
            (true, None) => Standing::Own,
            (true, Some(taken)) => standing(&project.sources, theme, Some(original), taken),
        };
        ListedFile { path, standing }
    });
    Ok(listed.collect())
}
