//! Where links can lead besides ids: anchors of bodies, content files, static files.

use crate::dossier::{RecordKind, Slug};
use crate::parse::{Content, Parsed, ParsedRecord};
use crate::source::{Role, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// The targets of links, apart from ids.
#[derive(Debug)]
pub(super) struct Ends {
    anchors: BTreeMap<(RecordKind, Slug), BTreeSet<String>>,
    files: BTreeMap<String, FileEnd>,
}

/// What a link to a file of the project leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FileEnd {
    /// The page of a record.
    Record(RecordKind, Slug),
    /// The home page.
    Home,
    /// A static file, by its name.
    Static(String),
    /// A file that has no page.
    NoPage,
}

impl Ends {
    /// Collects the targets from all files.
    pub(super) fn new(parsed: &Parsed, sources: &Sources) -> Self {
        let mut anchors = BTreeMap::new();
        let mut files = BTreeMap::new();
        let pages = parsed.files.iter();
        let pages = pages.filter(|file| !matches!(file.content, Some(Content::Annotations(_))));
        for file in pages {
            for ParsedRecord { kind, id, .. } in file.records() {
                let own = file.headings().iter();
                let own = own.map(|heading| heading.anchor.clone()).collect();
                anchors.insert((kind, id.clone()), own);
                let end = FileEnd::Record(kind, id.clone());
                files.insert(sources.path(file.file).to_owned(), end);
            }
        }
        for (_, file) in sources.of(Role::Home) {
            files.insert(file.path.clone(), FileEnd::Home);
        }
        for (_, file) in sources.of(Role::Annotations) {
            files.insert(file.path.clone(), FileEnd::NoPage);
        }
        for (_, file) in sources.of(Role::ContentStatic) {
            files.insert(file.path.clone(), FileEnd::Static(file.name.clone()));
        }
        Self { anchors, files }
    }

    /// The anchors of a record's body.
    pub(super) fn anchors(&self, kind: RecordKind, id: &str) -> impl Iterator<Item = &str> {
        let key = Slug::new(id).ok().map(|id| (kind, id));
        key.and_then(|key| self.anchors.get(&key))
            .into_iter()
            .flatten()
            .map(String::as_str)
    }

    /// What a link to the file at `path`, relative to the root, leads to.
    pub(super) fn file(&self, path: &str) -> Option<&FileEnd> {
        self.files.get(path)
    }

    /// The paths of all these files, including those without a page.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> + Clone {
        self.files.keys().map(String::as_str)
    }
}
