//! Reports files of the site whose addresses conflict.

use super::exports::{Export, SEARCH_FOLDER};
use super::pages::Page;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::source::Sources;
use crate::text::FileId;
use std::collections::BTreeMap;

/// Reports files that have the address of a page, another file or a folder. Case is ignored.
/// `pages` must be sorted by route; their routes are unique and in lower case.
pub(super) fn report_collisions<'a>(
    pages: &[Page],
    files: impl Iterator<Item = (&'a str, FileId)>,
    has_search: bool,
    sources: &Sources,
    sink: &mut Sink,
) {
    let mut taken = Taken {
        pages,
        has_search,
        files: BTreeMap::new(),
        folders: BTreeMap::new(),
    };
    for (route, file) in files {
        let path = sources.path(file);
        if let Some(other) = taken.take(&route.to_lowercase(), path) {
            let message = format!("the address `{route}` of this file conflicts with {other}");
            sink.report(
                Diagnostic::error(Code::RouteCollision, Place::File(file), message)
                    .help("rename the file"),
            );
        }
    }
}

/// Addresses that are taken, in lower case.
struct Taken<'a> {
    pages: &'a [Page],
    has_search: bool,
    /// The path of the file at each address.
    files: BTreeMap<String, &'a str>,
    /// The path of a file below each folder.
    folders: BTreeMap<String, &'a str>,
}

impl<'a> Taken<'a> {
    /// Takes the address `key` for the file at `path`. Returns what conflicts with it, if anything.
    fn take(&mut self, key: &str, path: &'a str) -> Option<String> {
        let above = || key.match_indices('/').map(|(at, _)| &key[..at]);
        let other = self
            .owner(key)
            .or_else(|| {
                let below = self.below(key)?;
                Some(format!("the folder of {below}"))
            })
            .or_else(|| {
                let owner = above().find_map(|above| self.owner(above))?;
                Some(format!("{owner}, which is above it"))
            });
        for folder in above() {
            self.folders.entry(folder.to_owned()).or_insert(path);
        }
        self.files.insert(key.to_owned(), path);
        other
    }

    /// What is at the address `key`, in words for a message.
    fn owner(&self, key: &str) -> Option<String> {
        if let Some(path) = self.files.get(key) {
            return Some(format!("`{path}`"));
        }
        if self.has_search && key == SEARCH_FOLDER {
            return Some("the search index".into());
        }
        let page = self.page_from(key);
        let is_export = Export::ALL.iter().any(|export| export.route() == key);
        let is_page = page.is_some_and(|route| route == key) || is_export;
        is_page.then(|| "a page of the site".into())
    }

    /// Something below the folder `key`.
    fn below(&self, key: &str) -> Option<&str> {
        let folder = format!("{key}/");
        match self.page_from(&folder) {
            Some(route) if route.starts_with(&folder) => Some("a page"),
            _ => self.folders.get(key).copied(),
        }
    }

    /// The first route of a page that is `key` or sorts after it.
    fn page_from(&self, key: &str) -> Option<&str> {
        let at = self.pages.partition_point(|page| page.route.as_str() < key);
        self.pages.get(at).map(|page| page.route.as_str())
    }
}
