//! Removes the files that this program made, and no others.
//!
//! In: a folder, and the markers that list our files. Out: the folder without our files. Links are
//! not followed.

use super::create::is_there;
use super::marker::Marker;
use super::open::is_folder;
use super::walk::{name_below, walk_failure};
use crate::diag::Failure;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Removes the files in `folder` that `known` or its own marker lists, then the folders left empty.
/// Returns the first entry that neither lists. That entry stays, with the folders above it. A
/// missing `folder` is not an error.
///
/// # Errors
/// [`Failure`] if something cannot be removed.
pub(super) fn remove(folder: &Path, known: &Marker) -> Result<Option<PathBuf>, Failure> {
    if !is_folder(folder)? {
        let foreign = is_there(folder)?;
        return Ok(foreign.then(|| folder.to_path_buf()));
    }
    Failure::guard(folder, || remove_files(folder, known))?
}

fn remove_files(folder: &Path, known: &Marker) -> Result<Option<PathBuf>, Failure> {
    let own = Marker::read(folder)?;
    let mut foreign = None;
    for entry in WalkDir::new(folder).contents_first(true) {
        let entry = entry.map_err(|error| walk_failure(error, folder))?;
        let path = entry.path();
        let name = name_below(folder, path);
        let is_folder = entry.file_type().is_dir();
        let mut lists = std::iter::once(known).chain(&own);
        let is_ours = match is_folder {
            true => path == folder || lists.any(|list| list.has_folder(&name)),
            false => entry.file_type().is_file() && lists.any(|list| list.has(&name)),
        };
        // A folder that still holds something cannot be removed.
        let stays =
            |foreign: &Option<PathBuf>| foreign.as_ref().is_some_and(|at| at.starts_with(path));
        if !is_ours {
            foreign.get_or_insert_with(|| path.to_path_buf());
        } else if !is_folder {
            std::fs::remove_file(path).map_err(|error| Failure::new("remove", path, error))?;
        } else if !stays(&foreign) {
            match std::fs::remove_dir(path) {
                Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {
                    foreign.get_or_insert_with(|| path.to_path_buf());
                }
                removed => {
                    removed.map_err(|error| Failure::new("remove the folder", path, error))?;
                }
            }
        }
    }
    Ok(foreign)
}

#[cfg(test)]
mod tests {
    use super::super::marker::{self, Marker};
    use super::remove;
    use std::fs;

    #[test]
    fn only_what_is_listed_is_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("new");
        let make = |name: &str| {
            let path = site.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, name).expect("written");
        };
        let known = Marker::new(["a/b.html".to_owned()]);
        make("a/b.html");
        assert_eq!(remove(&site, &known).expect("removed"), None);
        assert!(!site.exists());
        // The folder's own marker counts too, but a foreign file stays.
        for name in ["a/b.html", "c/d.html", "c/notes.txt"] {
            make(name);
        }
        let own = Marker::new(["c/d.html".to_owned()]);
        fs::write(site.join(marker::NAME), own.text()).expect("written");
        let left = remove(&site, &known).expect("removed");
        assert_eq!(left, Some(site.join("c/notes.txt")));
        assert!(site.join("c/notes.txt").exists());
        assert!(!site.join("a").exists() && !site.join("c/d.html").exists());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let (site, others) = (folder.path().join("new"), folder.path().join("others"));
        fs::create_dir_all(&others).expect("made");
        fs::write(others.join("a.html"), "theirs").expect("written");
        let known = Marker::new(["a.html".to_owned(), "b/a.html".to_owned()]);
        std::os::unix::fs::symlink(&others, &site).expect("linked");
        assert_eq!(
            remove(&site, &known).expect("looked at"),
            Some(site.clone())
        );
        fs::remove_file(&site).expect("removed");
        fs::create_dir(&site).expect("made");
        std::os::unix::fs::symlink(&others, site.join("b")).expect("linked");
        assert_eq!(
            remove(&site, &known).expect("looked at"),
            Some(site.join("b"))
        );
        assert!(others.join("a.html").exists());
    }
}
