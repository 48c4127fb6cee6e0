//! The folder of the captures, which may be anywhere: nothing in it is published.

use super::given::{names_in, read_given};
use super::open::NotRead;
use super::read::read_failed;
use super::walk::{Walker, facts_of, hidden};
use super::{Format, Role, SourceFile};
use crate::diag::{Code, Diagnostic, Failure, Place};
use std::ffi::OsString;
use std::fs::{DirEntry, FileType};
use std::io::{self, ErrorKind};
use std::path::Path;

impl Walker<'_> {
    /// Adds the captures: the files of the folder `given`, which must be there, or of the configured one, without those below it.
    pub(super) fn captures(&mut self, given: Option<&Path>, configured: &str) {
        let (folder, shown) = match given {
            Some(folder) => (folder.to_path_buf(), folder.to_string_lossy().into_owned()),
            None => (self.sources.root.join(configured), configured.to_owned()),
        };
        self.sources.captures.clone_from(&folder);
        let listed = Failure::guard(&folder, || capture_names(&folder));
        let names = match listed {
            Ok(Ok(names)) => names,
            // A clone has no captures.
            Ok(Err(error)) if given.is_none() && error.kind() == ErrorKind::NotFound => return,
            failed => {
                let error = match failed {
                    Ok(Err(error)) => error,
                    _ => io::Error::other("it cannot be closed"),
                };
                self.sources.captures_are_unread = true;
                let place = Place::Path(shown);
                let no_folder = match error.kind() {
                    ErrorKind::NotFound => Some("the folder of the captures is not there"),
                    ErrorKind::NotADirectory => Some("what is named for the captures is no folder"),
                    _ => None,
                };
                self.sink.report(match no_folder {
                    Some(message) => Diagnostic::error(Code::UnreadableFile, place, message)
                        .help("name the folder in which the articles' saved texts stand"),
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

/// The files in `folder` that could be captures, by name and sorted. Where one cannot be read as a capture, the reason comes with it.
fn capture_names(folder: &Path) -> io::Result<Vec<(OsString, Option<&'static str>)>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if hidden(&entry.path()) {
            continue;
        }
        // A link to nothing is as good as no capture, as a clone has none.
        let Some(kind) = kind_of(&entry)? else {
            continue;
        };
        let name = entry.file_name();
        let why = match kind {
            kind if kind.is_file() => None,
            kind if kind.is_dir() => Some("it is a folder"),
            _ => Some("it is not a regular file"),
        };
        // Whatever else is there was put there for another use.
        if why.is_none() || name.to_str().is_some_and(|name| Format::of(name).is_some()) {
            names.push((name, why));
        }
    }
    names.sort();
    Ok(names)
}

/// What an entry is, where links lead; `None` where they lead to nothing. A capture may be a link that leads anywhere.
fn kind_of(entry: &DirEntry) -> io::Result<Option<FileType>> {
    let kind = entry.file_type()?;
    match kind.is_symlink() {
        true => Ok(facts_of(&entry.path())?.map(|facts| facts.file_type())),
        false => Ok(Some(kind)),
    }
}

/// The files in the folder `folder`, by their names, for comparing with; what is no plain file of a text's size is left out. None where
/// there is no such folder.
///
/// # Errors
/// [`Failure`] where the folder or a file in it cannot be read.
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
