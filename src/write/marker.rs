//! Reads and writes the marker, the file that lists the files of a site.
//!
//! In: the output folder. Out: the files in it that this program wrote. Files that the marker does
//! not list belong to someone else. Removing files is left to `remove.rs`.

use super::create::is_absence;
use super::open::{Occupant, open};
use crate::diag::Failure;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The file name of the marker in the output.
pub(super) const NAME: &str = ".dossier";

const FIRST_LINE: &str = "# Written by dossier, which replaces this folder. The files it wrote:";

/// The files of a published site, and the folders that contain them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Marker {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Marker {
    /// A marker that lists these files, given as paths in the site with `/`.
    pub(super) fn new(files: impl IntoIterator<Item = String>) -> Self {
        let files: BTreeSet<String> = files.into_iter().collect();
        let mut folders = BTreeSet::new();
        for file in &files {
            folders.extend(file.match_indices('/').map(|(at, _)| file[..at].to_owned()));
        }
        Self { files, folders }
    }

    /// Reads the marker of `folder`. `None` if there is no marker, or if the file is not a marker.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, Failure> {
        let path = folder.join(NAME);
        let failed = |error| Failure::new("read", &path, error);
        let mut bytes = Vec::new();
        match open(&path, File::options().read(true)) {
            Ok(Occupant::File(mut file)) => file.read_to_end(&mut bytes).map_err(failed)?,
            Ok(Occupant::Foreign) => return Ok(None),
            Err(error) if is_absence(&error) => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        let text = String::from_utf8(bytes).unwrap_or_default();
        let files = text.strip_prefix(FIRST_LINE).map(|lines| {
            let lines = lines.lines().filter(|line| !line.is_empty());
            Self::new(lines.map(str::to_owned))
        });
        Ok(files)
    }

    /// Whether the site has this file. The marker itself counts.
    pub(super) fn has(&self, file: &str) -> bool {
        file == NAME || self.files.contains(file)
    }

    /// Whether the site has files in this folder.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.folders.contains(folder)
    }

    /// The content of the marker file.
    pub(super) fn text(&self) -> String {
        let mut text = FIRST_LINE.to_owned();
        for file in &self.files {
            text.push('\n');
            text.push_str(file);
        }
        text.push('\n');
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Marker;

    #[test]
    fn a_marker_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let marker = Marker::new(["a/b/c.html".to_owned(), "index.html".to_owned()]);
        std::fs::write(folder.path().join(super::NAME), marker.text()).expect("written");
        let read = Marker::read(folder.path()).expect("read");
        let read = read.expect("a marker");
        assert_eq!(read, marker);
        assert!(read.has("index.html") && read.has_folder("a") && read.has_folder("a/b"));
        assert!(!read.has("a") && !read.has_folder("index.html"));
    }

    #[test]
    fn another_programs_file_of_the_name_is_no_marker() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(super::NAME), "index.html\n").expect("written");
        assert_eq!(Marker::read(folder.path()).expect("read"), None);
    }
}
