//! Lists the files that a project can override, and those that it overrides.
//!
//! In: the files of a project. Out: their paths in the project. Whether an override is up to date
//! is left to `standing.rs`.

use crate::source::{Role, Sources};
use crate::text::FileId;
use std::collections::{BTreeMap, BTreeSet};

/// The theme's files that a project can override, by their paths in the project.
pub(super) fn originals(sources: &Sources) -> BTreeMap<String, FileId> {
    let roles = [
        (Role::ThemeTemplate, "templates"),
        (Role::ThemeStatic, "static"),
        (Role::ThemeLabels, "labels"),
    ];
    let files = roles.into_iter().flat_map(|(role, folder)| {
        let files = sources.of(role);
        files.map(move |(id, file)| (format!("{folder}/{}", file.name), id))
    });
    files.collect()
}

/// The paths of the project's own templates, static files and labels.
pub(super) fn own(sources: &Sources) -> BTreeSet<String> {
    let roles = [Role::Template, Role::Static, Role::Labels].into_iter();
    let files = roles.flat_map(|role| sources.of(role));
    files.map(|(_, file)| file.path.clone()).collect()
}
