//! Whether a folder may be replaced by the site.

use super::marker::{self, Marker};
use crate::diag::Failure;
use std::fmt;
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

/// A folder that the site may be published to.
#[derive(Debug)]
pub struct Output {
    /// The folder, without links and `..` on the way to it.
    pub(super) folder: PathBuf,
}

/// Why a folder may not be replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    message: String,
    help: String,
}

impl Refusal {
    /// The mend.
    pub fn help(&self) -> &str {
        &self.help
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Why an output was not taken.
#[derive(Debug)]
pub enum NotTaken {
    /// It is the wrong one.
    Refused(Refusal),
    /// It cannot be looked at.
    Failed(Failure),
}

impl From<Failure> for NotTaken {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// The folders of a project that hold what people wrote.
const SOURCES: [&str; 6] = [
    "content",
    "themes",
    "templates",
    "static",
    "captures",
    ".git",
];

impl Output {
    /// Checks that `folder` may hold the site of the project at `root`: that it is no link, that it is not, does
    /// not hold and does not lie in the sources, and that all files in it are an earlier site's.
    ///
    /// # Errors
    /// [`NotTaken`] where one of these does not hold, or where the folder cannot be read.
    pub fn check(folder: &Path, root: &Path) -> Result<Self, NotTaken> {
        let shown = folder.display();
        let refuse = |message: String, help: &str| {
            Err(NotTaken::Refused(Refusal {
                message,
                help: help.to_owned(),
            }))
        };
        let another = "name another folder with `--output`";
        if folder.is_symlink() {
            return refuse(format!("the output `{shown}` is a symbolic link"), another);
        }
        let resolved = resolve(folder)?;
        let root = resolve(root)?;
        if root.starts_with(&resolved) {
            return refuse(
                format!("the output `{shown}` holds the project itself"),
                another,
            );
        }
        for source in SOURCES {
            let source_folder = resolve(&root.join(source))?;
            if source_folder.starts_with(&resolved) || resolved.starts_with(&source_folder) {
                let message =
                    format!("the output `{shown}` and the project's `{source}/` lie in each other");
                return refuse(message, another);
            }
        }
        if resolved.exists() && !resolved.is_dir() {
            return refuse(format!("the output `{shown}` is a file"), another);
        }
        if let Some(foreign) = foreign_file(&resolved)? {
            let message =
                format!("the output `{shown}` holds `{foreign}`, which this program did not write");
            let help = "it would be lost: move it to `content/static/`, where it is copied from, or name another folder \
                        with `--output`";
            return refuse(message, help);
        }
        Ok(Self { folder: resolved })
    }
}

/// The first file or empty folder below `folder` that its marker does not list.
fn foreign_file(folder: &Path) -> Result<Option<String>, Failure> {
    if !folder.is_dir() {
        return Ok(None);
    }
    let known = Marker::read(folder)?;
    for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_path_buf();
            let source = error
                .into_io_error()
                .unwrap_or_else(|| std::io::Error::other("a loop of links"));
            Failure::new("read", &path, source)
        })?;
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let name: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        let name = name.join("/");
        let ours = if entry.file_type().is_dir() {
            known.has_folder(&name)
        } else {
            name == marker::NAME || known.has(&name)
        };
        if !ours {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// The path without links and `..`, as far as it is there; the rest as it is written.
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
