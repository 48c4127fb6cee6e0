//! The file that says that a folder is ours, and which files in it are.

use crate::diag::Failure;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

/// The marker's name in the output.
pub(super) const NAME: &str = ".dossier";

const FIRST_LINE: &str = "# Written by dossier, which replaces this folder. The files it wrote:";

/// The files of a published site.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Marker {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Marker {
    /// A marker of these files, given by their paths in the site with `/`.
    pub(super) fn new(files: impl IntoIterator<Item = String>) -> Self {
        let files: BTreeSet<String> = files.into_iter().collect();
        let mut folders = BTreeSet::new();
        for file in &files {
            folders.extend(file.match_indices('/').map(|(at, _)| file[..at].to_owned()));
        }
        Self { files, folders }
    }

    /// Reads the marker of `folder`; an empty one where there is none.
    pub(super) fn read(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(NAME);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(Failure::new("read", &path, error)),
        };
        let lines = text.strip_prefix(FIRST_LINE).unwrap_or_default().lines();
        Ok(Self::new(
            lines.filter(|line| !line.is_empty()).map(str::to_owned),
        ))
    }

    /// Whether the site has this file.
    pub(super) fn has(&self, file: &str) -> bool {
        self.files.contains(file)
    }

    /// Whether the site has files in this folder.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.folders.contains(folder)
    }

    /// The marker as the text of its file.
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
        assert_eq!(read, marker);
        assert!(read.has("index.html") && read.has_folder("a") && read.has_folder("a/b"));
        assert!(!read.has("a") && !read.has_folder("index.html"));
    }

    #[test]
    fn another_programs_file_of_the_name_is_no_marker() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(super::NAME), "index.html\n").expect("written");
        assert_eq!(
            Marker::read(folder.path()).expect("read"),
            Marker::default()
        );
    }
}
