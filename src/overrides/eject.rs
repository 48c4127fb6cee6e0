//! Copies a theme's original file into the project, or returns it for display.
//!
//! In: the project and a path. Out: the copied file and an entry in `overrides.toml`, or
//! the original's bytes. The format of the entry is left to `record.rs`.

use super::open_theme::OpenTheme;
use super::originals::own;
use crate::config::Project;
use crate::report::NotDone;
use crate::source::{OVERRIDES, place_for};
use crate::text::shell_word;
use crate::write::{Held, NotCreated, create_files, replace_file};

/// The files that were copied or recorded.
#[derive(Debug)]
pub struct Ejected {
    /// The name of the theme.
    pub theme: String,
    /// The paths in the project, sorted and without duplicates.
    pub paths: Vec<String>,
}

/// Copies the theme's files at `paths`, like `templates/base.html`, into the held project. Records
/// the original of each copy. With `keep`, the project's files stay as they are and are recorded as
/// made from the current originals.
///
/// # Errors
/// [`NotDone`] if the theme has no file at a path, or if the project already has one. With `keep`,
/// it is an error if the project has none.
pub fn eject(
    held: &Held,
    project: &Project,
    paths: &[String],
    keep: bool,
) -> Result<Ejected, NotDone> {
    let opened = OpenTheme::read(project)?;
    let mut record = opened.record()?;
    let mut paths: Vec<String> = paths.iter().map(|path| plain(path)).collect();
    paths.sort();
    paths.dedup();
    let own = own(&opened.sources);
    let mut made = Vec::new();
    for path in &paths {
        let bytes = opened.bytes(path)?;
        match (own.contains(path), keep) {
            (true, true) | (false, false) => {}
            (true, false) => {
                return Err(NotDone::Refused {
                    message: format!("the project already has its own `{path}`"),
                    help: format!(
                        "move it away to start again, or record it as up to date with `dossier theme eject --keep {}`",
                        word(path)
                    ),
                });
            }
            (false, true) => {
                return Err(NotDone::Refused {
                    message: format!("the project does not have its own `{path}`"),
                    help: format!("create it with `dossier theme eject {}`", word(path)),
                });
            }
        }
        record.insert(path.clone(), opened.taken(&bytes));
        let place = place_for(&project.root, path)?;
        made.push((place, bytes));
    }
    record.retain(|path| own.contains(path) || paths.iter().any(|other| other == path));
    let lock = place_for(&project.root, OVERRIDES)?;
    if !keep {
        let files = made
            .iter()
            .map(|(place, bytes)| (place.as_path(), bytes.as_slice()));
        create_files(files.collect::<Vec<_>>()).map_err(|why| match why {
            NotCreated::There(path) => NotDone::Refused {
                message: format!("`{}` already exists", path.display()),
                help: "move it away; nothing was written".into(),
            },
            NotCreated::Failed(failure) => NotDone::Failed(failure),
        })?;
    }
    replace_file(held, &lock, record.text().as_bytes()).map_err(NotDone::Failed)?;
    Ok(Ejected {
        theme: opened.config.theme.as_str().to_owned(),
        paths,
    })
}

/// The bytes of the theme's file at `path`, like `templates/base.html`.
///
/// # Errors
/// [`NotDone`] if the theme has no file at this path, or if it cannot be read.
pub fn original(project: &Project, path: &str) -> Result<Vec<u8>, NotDone> {
    OpenTheme::read(project)?.bytes(&plain(path))
}

/// A path quoted for a shell command, if quoting is possible.
pub(super) fn word(path: &str) -> String {
    shell_word(path).unwrap_or_else(|| path.to_owned())
}

/// Normalises a path: without `./` at the start, and with `/` between its parts.
fn plain(path: &str) -> String {
    let path = path.replace('\\', "/");
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}
