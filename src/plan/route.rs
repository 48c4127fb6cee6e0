//! Addresses of pages and files inside the site.

use crate::dossier::{RecordKind, Slug};

/// The path of a page or file inside the site, relative to the root, with `/` as separator:
/// `topics/contract.html`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route(String);

impl Route {
    /// The route `path`. Paths come from the walk over the project or from this folder, and never
    /// lead out of the site.
    pub fn new(path: String) -> Self {
        debug_assert!(!path.starts_with('/') && !path.split('/').any(|part| part == ".."));
        Self(path)
    }

    /// The route of a record's own page.
    pub fn record(kind: RecordKind, id: &Slug) -> Self {
        Self([kind.plural(), "/", id.as_str(), ".html"].concat())
    }

    /// The path.
    pub fn into_string(self) -> String {
        self.0
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The relative path from here to the site's root: empty, `../`, `../../`, ….
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }
}
