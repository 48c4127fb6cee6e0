//! Changes on the disk to the files they touch.

use super::walk::{facts_of, slashed};
use super::{Role, Sources};
use crate::text::FileId;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a change on the disk touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The files, whether they are still there or not.
    pub files: BTreeSet<FileId>,
    /// Whether there may be other files now than there were.
    pub listing: bool,
}

impl Sources {
    /// What a change of what stands at `paths` touches. The paths of files begin with the project's root, or with the folder of
    /// captures, as these were given; a folder's path stands for all that lies in it.
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
        // What came and went again in the meantime, as editors save, is nothing.
        // What cannot be looked at may be there; the walk reports why it cannot.
        let is_absent = |path: &Path| matches!(facts_of(path), Ok(None));
        let is_new = others.iter().any(|other| !is_absent(other));
        let gone = |id: &FileId| {
            let is_there = self.present.contains(id) && self.on_disk(*id).is_file();
            // The configuration is always listed.
            self.file(*id).role != Role::Config && !is_there
        };
        Touched {
            listing: is_new || !below.is_empty() || files.iter().any(gone),
            files: files.union(&below).copied().collect(),
        }
    }
}
