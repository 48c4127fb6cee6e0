//! Addresses of pages and files inside the site.

use crate::dossier::{RecordKind, Slug};

/// The path of a page or file inside the site, with `/`, not beginning with one:
/// `topics/contract.html`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route(String);

impl Route {
    /// The route `path`, which comes from the walk over the project or from this folder, so that it
    /// cannot lead out of the site.
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

    /// What leads from here to the site's root: nothing, `../`, `../../`.
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }
}
