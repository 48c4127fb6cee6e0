//! Changes on the disk to the files they touch.

use super::{Role, Sources};
use crate::text::FileId;
use std::collections::BTreeSet;
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
        let mut files = BTreeSet::new();
        let mut exact: BTreeSet<&Path> = BTreeSet::new();
        let all = || {
            let files = self.files.iter().enumerate();
            let files = files.filter(|(_, file)| file.built_in.is_none());
            files.map(|(number, _)| FileId::new(number))
        };
        for id in all() {
            if let Some(path) = paths.get(&self.on_disk(id)) {
                files.insert(id);
                exact.insert(path);
            }
        }
        let others: Vec<&Path> = paths
            .iter()
            .map(PathBuf::as_path)
            .filter(|path| !exact.contains(path))
            .collect();
        if !others.is_empty() {
            files.extend(all().filter(|id| {
                let path = self.on_disk(*id);
                others.iter().any(|other| path.starts_with(other))
            }));
        }
        let gone = |id: &FileId| {
            let is_there = self.present.contains(id) && self.on_disk(*id).is_file();
            // The configuration is always listed.
            self.file(*id).role != Role::Config && !is_there
        };
        Touched {
            listing: !others.is_empty() || files.iter().any(gone),
            files,
        }
    }
}
