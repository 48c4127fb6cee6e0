//! Opens and removes only files that this program made.
//!
//! In: a path or a folder, and the markers that list our files. Out: open files, or a folder
//! without our files. Links are not followed and pipes are not waited for.

use super::create::is_absence;
use super::marker::Marker;
use crate::diag::Failure;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The result of opening a path where one of our files is expected.
#[derive(Debug)]
pub(super) enum Found {
    /// A regular file.
    File(File),
    /// Anything else, like a link, folder or pipe. This program never makes these there.
    Foreign,
}

/// Opens the file at `path` with `options`, without following a link.
///
/// # Errors
/// The system's error, also if nothing exists at `path`.
pub(super) fn open(path: &Path, options: &mut OpenOptions) -> io::Result<Found> {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits() as i32);
    }
    #[cfg(not(unix))]
    if path.is_symlink() {
        return Ok(Found::Foreign);
    }
    match options.open(path) {
        Ok(file) => match file.metadata()?.is_file() {
            true => Ok(Found::File(file)),
            false => Ok(Found::Foreign),
        },
        Err(error) if is_foreign(&error) => Ok(Found::Foreign),
        Err(error) => Err(error),
    }
}

/// Whether the system refused to open it because of its type. That is a link, a folder opened for
/// writing, a socket, or a pipe without a reader.
#[cfg(unix)]
fn is_foreign(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let code = error.raw_os_error();
    [Errno::LOOP, Errno::MLINK, Errno::ISDIR, Errno::NXIO]
        .iter()
        .any(|foreign| code == Some(foreign.raw_os_error()))
}

#[cfg(not(unix))]
fn is_foreign(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::IsADirectory
}

/// Whether `path` is a folder. A link to a folder does not count.
pub(super) fn is_folder(path: &Path) -> Result<bool, Failure> {
    match path.symlink_metadata() {
        Ok(facts) => Ok(facts.is_dir()),
        Err(error) if is_absence(&error) => Ok(false),
        Err(error) => Err(Failure::new("look at", path, error)),
    }
}

/// Removes the files in `folder` that `known` or its own marker lists, then the folders left empty.
/// Returns the first entry that neither lists. That entry stays, with the folders above it. A
/// missing `folder` is not an error.
///
/// # Errors
/// [`Failure`] if something cannot be removed.
pub(super) fn remove(folder: &Path, known: &Marker) -> Result<Option<PathBuf>, Failure> {
    if !is_folder(folder)? {
        let foreign = super::is_there(folder)?;
        return Ok(foreign.then(|| folder.to_path_buf()));
    }
    Failure::guard(folder, || remove_files(folder, known))?
}

fn remove_files(folder: &Path, known: &Marker) -> Result<Option<PathBuf>, Failure> {
    let own = Marker::read(folder)?;
    let mut foreign = None;
    for entry in WalkDir::new(folder).contents_first(true) {
        let entry = entry.map_err(|error| failure(error, folder))?;
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

/// The path relative to `folder`, as a marker lists it.
pub(super) fn name_below(folder: &Path, path: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Converts an error of a walk over `folder`.
pub(super) fn failure(error: walkdir::Error, folder: &Path) -> Failure {
    let path = error.path().unwrap_or(folder).to_path_buf();
    let source = error
        .into_io_error()
        .unwrap_or_else(|| io::Error::other("a loop of links"));
    Failure::new("read", &path, source)
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
