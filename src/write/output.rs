//! Decides whether the site may replace a folder.
//!
//! In: the output folder and the project's folder. Out: the resolved output, or a refusal with a
//! fix. Nothing is changed here.

use super::create::is_absence;
use super::is_there;
use super::lock::Workplace;
use super::marker::Marker;
use super::open::is_folder;
use super::refusal::{NotTaken, Refusal};
use super::walk::{name_below, walk_failure};
use crate::diag::Failure;
use crate::text::visible;
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

/// A folder that the site may be published to.
#[derive(Debug)]
pub struct Output {
    /// The absolute path of the folder, without links or `..`.
    pub(super) folder: PathBuf,
}

/// The folders of a project that hold people's own files.
const SOURCES: [&str; 6] = [
    "content",
    "themes",
    "templates",
    "static",
    "captures",
    ".git",
];

impl Output {
    /// Checks that `folder` may hold the site of the project at `root`. It must not be a link. It
    /// must not equal, contain or be inside the project's sources. All files in it must belong to
    /// an earlier site.
    ///
    /// # Errors
    /// [`NotTaken`] if one of these rules is broken, or if the folder cannot be read.
    pub fn check(folder: &Path, root: &Path) -> Result<Self, NotTaken> {
        let shown = folder.display();
        let refuse =
            |message: String, help: &str| Err(NotTaken::Refused(Refusal::new(message, help)));
        let another = "name another folder with `--output`";
        // Drop a `/` at the end, which would make the system follow a link.
        let folder: &Path = &folder.components().collect::<PathBuf>();
        if is_there(folder)? && is_link(folder)? {
            return refuse(format!("the output `{shown}` is a symbolic link"), another);
        }
        let resolved = resolve(folder)?;
        let root = resolve(root)?;
        if root.starts_with(&resolved) {
            return refuse(
                format!("the output `{shown}` contains the project itself"),
                another,
            );
        }
        for source in SOURCES {
            let source_folder = resolve(&root.join(source))?;
            if source_folder.starts_with(&resolved) || resolved.starts_with(&source_folder) {
                let message = format!("the output `{shown}` overlaps the project's `{source}/`");
                return refuse(message, another);
            }
        }
        if is_there(&resolved)? && !is_folder(&resolved)? {
            return refuse(format!("the output `{shown}` is a file"), another);
        }
        Workplace::check(&resolved)?;
        if let Some(foreign) = foreign_file(&resolved)? {
            let message = format!(
                "the output `{shown}` contains `{}`, which this program did not write",
                visible(&foreign)
            );
            let help = "it would be lost: move it to `content/static/`, which is copied into the site, or name another folder \
                        with `--output`";
            return refuse(message, help);
        }
        Ok(Self { folder: resolved })
    }
}

fn is_link(path: &Path) -> Result<bool, Failure> {
    let facts = path.symlink_metadata();
    let facts = facts.map_err(|error| Failure::new("look at", path, error))?;
    Ok(facts.is_symlink())
}

/// The first file or empty folder below `folder` that its marker does not list. A link or pipe in
/// the place of a listed file counts too.
fn foreign_file(folder: &Path) -> Result<Option<String>, Failure> {
    if !is_folder(folder)? {
        return Ok(None);
    }
    let marker = Marker::read(folder)?;
    Failure::guard(folder, || first_foreign(folder, marker.as_ref()))?
}

fn first_foreign(folder: &Path, marker: Option<&Marker>) -> Result<Option<String>, Failure> {
    for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| walk_failure(error, folder))?;
        let name = name_below(folder, entry.path());
        let ours = marker
            .as_ref()
            .is_some_and(|marker| match entry.file_type() {
                kind if kind.is_dir() => marker.has_folder(&name),
                kind => kind.is_file() && marker.has(&name),
            });
        if !ours {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// Resolves links and `..` in the part of the path that exists. The rest is only normalised.
fn resolve(path: &Path) -> Result<PathBuf, Failure> {
    let absolute = std::path::absolute(path).map_err(|e| Failure::new("find", path, e))?;
    let mut there = absolute.as_path();
    let mut rest = Vec::new();
    loop {
        match there.canonicalize() {
            Ok(mut resolved) => {
                for part in rest.into_iter().rev() {
                    match part {
                        Component::ParentDir => {
                            resolved.pop();
                        }
                        Component::CurDir => {}
                        part => resolved.push(part),
                    }
                }
                return Ok(resolved);
            }
            Err(error) if !is_absence(&error) => return Err(Failure::new("find", there, error)),
            Err(error) => {
                let (Some(parent), Some(last)) = (there.parent(), there.components().next_back())
                else {
                    return Err(Failure::new("find", path, error));
                };
                rest.push(last);
                there = parent;
            }
        }
    }
}
