//! Finds the path at which a project file may be written.
//!
//! In: a path in the project. Out: the real path, following links that stay inside. Writing is left
//! to `write/`.

use super::sources::Sources;
use crate::diag::Failure;
use crate::text::FileId;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The reason why a file cannot be placed in the project.
#[derive(Debug)]
pub enum NoPlace {
    /// A link on its path leads out of the project, or a file is in the place of a folder.
    Outside {
        /// The problem.
        message: String,
        /// How to fix it.
        help: String,
    },
    /// A part of the path could not be examined.
    Failed(Failure),
}

/// The path on disk for the file `path` (relative to `root`, with `/`), which need not exist. Links
/// in the folders above it are resolved.
///
/// # Errors
/// [`NoPlace`] if one of these folders leads out of the project, is not a folder, or cannot be
/// examined.
pub fn place_for(root: &Path, path: &str) -> Result<PathBuf, NoPlace> {
    let failed = |path: &Path, error| NoPlace::Failed(Failure::new("look at", path, error));
    let root = root.canonicalize().map_err(|error| failed(root, error))?;
    let mut folder = root.clone();
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    for part in above.split('/').filter(|part| !part.is_empty()) {
        folder.push(part);
        match folder.symlink_metadata() {
            Ok(_) => {}
            // The folder does not exist yet, so nothing below it can be a link.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(failed(&folder, error)),
        }
        folder = match folder.canonicalize() {
            Ok(folder) => folder,
            Err(error) if is_no_way(&error) => return Err(leads_out(path)),
            Err(error) => return Err(failed(&folder, error)),
        };
        let facts = folder.metadata().map_err(|error| failed(&folder, error))?;
        if !facts.is_dir() || !folder.starts_with(&root) {
            return Err(leads_out(path));
        }
    }
    Ok(folder.join(name))
}

impl Sources {
    /// The path of a file on disk, with links resolved.
    ///
    /// # Errors
    /// [`NoPlace`] if it does not exist, if a link leads out of the project, or if it cannot be
    /// examined.
    pub fn place_of(&self, id: FileId) -> Result<PathBuf, NoPlace> {
        let real = |path: &Path| {
            path.canonicalize()
                .map_err(|error| match is_no_way(&error) {
                    true => leads_out(self.path(id)),
                    false => NoPlace::Failed(Failure::new("look at", path, error)),
                })
        };
        let (root, path) = (real(&self.root)?, real(&self.on_disk(id))?);
        match path.starts_with(root) {
            true => Ok(path),
            false => Err(leads_out(self.path(id))),
        }
    }
}

/// Whether the error means that nothing is there, or that a file is in the place of a folder.
fn is_no_way(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn leads_out(path: &str) -> NoPlace {
    NoPlace::Outside {
        message: format!(
            "`{path}` is not in the project: a link leads elsewhere, or a file is where a folder should be"
        ),
        help: "replace the link, or the file in the way, with a folder or file in the project"
            .into(),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::{NoPlace, place_for};
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_place_is_inside_or_there_is_none() {
        let (inside, outside) = (tempfile::tempdir(), tempfile::tempdir());
        let (inside, outside) = (inside.expect("a folder"), outside.expect("a folder"));
        let root = inside.path().canonicalize().expect("found");
        fs::create_dir(root.join("real")).expect("made");
        fs::write(root.join("file"), "").expect("written");
        symlink("real", root.join("link")).expect("linked");
        symlink(outside.path(), root.join("out")).expect("linked");
        symlink("nowhere", root.join("dead")).expect("linked");
        let place = |path| place_for(&root, path);
        assert_eq!(place("a").expect("a place"), root.join("a"));
        assert_eq!(
            place("new/below/a").expect("a place"),
            root.join("new/below/a")
        );
        assert_eq!(place("link/a").expect("a place"), root.join("real/a"));
        for path in ["out/a", "dead/a", "file/a"] {
            assert!(
                matches!(place(path), Err(NoPlace::Outside { .. })),
                "{path}"
            );
        }
    }
}
