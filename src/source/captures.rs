//! Lists the captures of a project.
//!
//! In: the captures folder, which may be anywhere because nothing in it is published. Out: the
//! captures as source files, or the bytes of all files in the folder. Their texts are read by
//! `capture.rs`.

use super::capture::Format;
use super::given::{names_in, read_given};
use super::opened::NotRead;
use super::read::read_failed;
use super::role::Role;
use super::sources::SourceFile;
use super::walk::{Walker, facts_of, hidden};
use crate::diag::{Code, Diagnostic, Failure, Place};
use std::ffi::OsString;
use std::fs::{DirEntry, FileType};
use std::io::{self, ErrorKind};
use std::path::Path;

impl Walker<'_> {
    /// Adds the captures: the files directly in the folder `given`, or in the configured folder if
    /// `given` is `None`. A `given` folder must exist.
    pub(super) fn captures(&mut self, given: Option<&Path>, configured: &str) {
        let (folder, shown) = match given {
            Some(folder) => (folder.to_path_buf(), folder.to_string_lossy().into_owned()),
            None => (self.sources.root.join(configured), configured.to_owned()),
        };
        self.sources.captures.clone_from(&folder);
        let listed = Failure::guard(&folder, || capture_names(&folder));
        let names = match listed {
            Ok(Ok(names)) => names,
            // A clone of the project has no captures.
            Ok(Err(error)) if given.is_none() && error.kind() == ErrorKind::NotFound => return,
            failed => {
                let error = match failed {
                    Ok(Err(error)) => error,
                    _ => io::Error::other("it cannot be closed"),
                };
                self.sources.captures_are_unread = true;
                let place = Place::Path(shown);
                let no_folder = match error.kind() {
                    ErrorKind::NotFound => Some("the captures folder does not exist"),
                    ErrorKind::NotADirectory => {
                        Some("the path given for the captures is not a folder")
                    }
                    _ => None,
                };
                self.sink.report(match no_folder {
                    Some(message) => Diagnostic::error(Code::UnreadableFile, place, message)
                        .help("name the folder that holds the articles' saved texts"),
                    None => read_failed(place, &error),
                });
                return;
            }
        };
        for (name, why) in names {
            let path = folder.join(&name);
            if let Some(why) = why {
                self.unreadable(&path, why);
                continue;
            }
            let Some(name) = self.sound_name(name.to_str().map(str::to_owned), &path) else {
                continue;
            };
            self.sources.add(SourceFile {
                path: format!("{}/{name}", shown.trim_end_matches(['/', '\\'])),
                role: Role::Capture,
                name,
                built_in: None,
            });
        }
    }
}

/// The files in `folder` that may be captures, sorted by name. Each has a reason if it cannot be
/// read.
fn capture_names(folder: &Path) -> io::Result<Vec<(OsString, Option<&'static str>)>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if hidden(&entry.path()) {
            continue;
        }
        // A broken link counts as no capture, like in a clone of the project.
        let Some(kind) = kind_of(&entry)? else {
            continue;
        };
        let name = entry.file_name();
        let why = match kind {
            kind if kind.is_file() => None,
            kind if kind.is_dir() => Some("it is a folder"),
            _ => Some("it is not a regular file"),
        };
        // Anything else has another purpose and is ignored.
        if why.is_none() || name.to_str().is_some_and(|name| Format::of(name).is_some()) {
            names.push((name, why));
        }
    }
    names.sort();
    Ok(names)
}

/// The type of an entry, following links. `None` for a broken link. A capture may link to anywhere.
fn kind_of(entry: &DirEntry) -> io::Result<Option<FileType>> {
    let kind = entry.file_type()?;
    match kind.is_symlink() {
        true => Ok(facts_of(&entry.path())?.map(|facts| facts.file_type())),
        false => Ok(Some(kind)),
    }
}

/// The files in the folder `folder`, by name, to compare a new capture with. Other entries, and
/// files too long for a text, are left out. A missing folder gives an empty list.
///
/// # Errors
/// [`Failure`] if the folder or a file in it cannot be read.
pub fn captures(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut files = Vec::new();
    for name in names_in(folder)? {
        match (read_given(&folder.join(&name)), name.into_string()) {
            (Ok(bytes), Ok(name)) => files.push((name, bytes)),
            (Err(NotRead::Failed(failure)), _) => return Err(failure),
            _ => {}
        }
    }
    Ok(files)
}
