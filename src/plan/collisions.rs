//! Two files of the site with one address.

use super::exports::{Export, SEARCH_FOLDER};
use super::pages::Page;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::source::Sources;
use crate::text::FileId;
use std::collections::BTreeMap;

/// Reports files that would have the address of a page or of another file, also where they differ by case only, and a file
/// that stands where a folder must be. `pages` are in the order of their routes, which are in lower case and differ from each other.
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
            let message = format!("`{route}` would be this file and {other}");
            sink.report(
                Diagnostic::error(Code::RouteCollision, Place::File(file), message)
                    .help("give the file another name"),
            );
        }
    }
}

/// Addresses that are taken, in lower case.
struct Taken<'a> {
    pages: &'a [Page],
    has_search: bool,
    /// What stands at them: paths of files.
    files: BTreeMap<String, &'a str>,
    /// What stands below them.
    folders: BTreeMap<String, &'a str>,
}

impl<'a> Taken<'a> {
    /// Takes the address `key` for the file at `path`, and returns what is in its way.
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
                Some(format!("below {owner}"))
            });
        for folder in above() {
            self.folders.entry(folder.to_owned()).or_insert(path);
        }
        self.files.insert(key.to_owned(), path);
        other
    }

    /// What stands at `key`.
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

    /// What stands below the folder `key`.
    fn below(&self, key: &str) -> Option<&str> {
        let folder = format!("{key}/");
        match self.page_from(&folder) {
            Some(route) if route.starts_with(&folder) => Some("a page"),
            _ => self.folders.get(key).copied(),
        }
    }

    /// The first route of a page that is `key` or comes after it.
    fn page_from(&self, key: &str) -> Option<&str> {
        let at = self.pages.partition_point(|page| page.route.as_str() < key);
        self.pages.get(at).map(|page| page.route.as_str())
    }
}
