//! Finds the source files that a change on disk affects.
//!
//! In: changed paths. Out: the affected files, and whether to walk the project again. Reading the
//! files again is left to the session.

use super::role::Role;
use super::slashed::slashed;
use super::sources::Sources;
use super::walk::facts_of;
use crate::text::FileId;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The files that a change on disk affects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The affected files, including files that no longer exist.
    pub files: BTreeSet<FileId>,
    /// Whether files may have been added or removed.
    pub listing: bool,
}

impl Sources {
    /// The files affected by changes at `paths`. Each path must begin with the project's root or
    /// the captures folder, as given at the start. A folder's path stands for everything in it.
    pub fn touched_by(&self, paths: &BTreeSet<PathBuf>) -> Touched {
        let all = || {
            let files = self.files.iter().enumerate();
            let files = files.filter(|(_, file)| file.built_in.is_none());
            files.map(|(number, file)| (FileId::new(number), file))
        };
        let named = |folder: &Path| -> BTreeMap<String, &Path> {
            let below = |path: &PathBuf| slashed(path.strip_prefix(folder).ok()?);
            let paths = paths.iter();
            let names = paths.filter_map(|path| Some((below(path)?, path.as_path())));
            names.collect()
        };
        let (in_project, in_captures) = (named(&self.root), named(&self.captures));
        let mut exact = BTreeSet::new();
        let mut files = BTreeSet::new();
        for (id, file) in all() {
            let path = match file.role {
                Role::Capture => in_captures.get(&file.name),
                _ => in_project.get(&file.path),
            };
            if let Some(path) = path {
                files.insert(id);
                exact.insert(*path);
            }
        }
        let others: Vec<&Path> = paths
            .iter()
            .map(PathBuf::as_path)
            .filter(|path| !exact.contains(path))
            .collect();
        let below: BTreeSet<FileId> = match others.is_empty() {
            true => BTreeSet::new(),
            false => all()
                .map(|(id, _)| id)
                .filter(|id| {
                    let path = self.on_disk(*id);
                    others.iter().any(|other| path.starts_with(other))
                })
                .collect(),
        };
        // Ignore a path that appeared and is gone again, as when editors save. A path that cannot
        // be examined may exist. The walk reports the reason.
        let is_absent = |path: &Path| matches!(facts_of(path), Ok(None));
        let is_new = others.iter().any(|other| !is_absent(other));
        let gone = |id: &FileId| {
            let is_there = self.present.contains(id) && self.on_disk(*id).is_file();
            // The configuration is always listed, even if it is missing.
            self.file(*id).role != Role::Config && !is_there
        };
        Touched {
            listing: is_new || !below.is_empty() || files.iter().any(gone),
            files: files.union(&below).copied().collect(),
        }
    }
}
