//! Lists the files of a project.
//!
//! In: files with their roles, from a walk. Out: [`Sources`], which gives each file an id. A file
//! that exists in the next walk keeps its id. Opening and reading files is left to `open.rs` and
//! `read.rs`.

use super::fence::Fence;
use super::role::Role;
use crate::text::FileId;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A source file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path relative to the root, with `/`.
    pub path: String,
    /// The purpose of the file.
    pub role: Role,
    /// The path relative to the folder of its role, with `/`: `a.md` for `content/topics/a.md`.
    pub name: String,
    /// The content, if the file is built in.
    pub(super) built_in: Option<&'static [u8]>,
}

/// A file under `content/` that nothing reads.
#[derive(Debug)]
pub struct Unread {
    /// The path relative to the root, with `/`.
    pub path: String,
    /// The path at which the warning is reported: the file's own, or that of its folder.
    pub told_at: String,
    /// How to have the file read.
    pub help: String,
}

/// All files of a project.
#[derive(Debug)]
pub struct Sources {
    pub(super) root: PathBuf,
    /// The captures folder. It need not be below the root.
    pub(super) captures: PathBuf,
    pub(super) captures_are_unread: bool,
    /// The root, which links must not leave.
    pub(super) fence: Fence,
    /// All files ever found, by id.
    pub(super) files: Vec<SourceFile>,
    /// Files of an earlier walk, by path.
    known: HashMap<String, FileId>,
    /// Files that exist now, in walk order.
    pub(super) present: Vec<FileId>,
    pub(super) unread: Vec<Unread>,
}

impl Sources {
    /// A project at `root` that has not been walked. Only the configuration file is known.
    pub fn new(root: &Path, config: &str) -> Self {
        Self {
            root: root.to_path_buf(),
            captures: root.to_path_buf(),
            captures_are_unread: false,
            fence: Fence::default(),
            files: vec![SourceFile {
                path: config.to_owned(),
                role: Role::Config,
                name: config.to_owned(),
                built_in: None,
            }],
            known: HashMap::new(),
            present: vec![FileId::new(0)],
            unread: Vec::new(),
        }
    }

    /// The same project before a new walk. Files that still exist keep their ids.
    pub fn again(&self) -> Self {
        let files = self.files.iter().enumerate();
        Self {
            root: self.root.clone(),
            captures: self.root.clone(),
            captures_are_unread: false,
            fence: Fence::default(),
            unread: Vec::new(),
            known: files
                .map(|(number, file)| (file.path.clone(), FileId::new(number)))
                .collect(),
            files: self.files.clone(),
            present: vec![self.config()],
        }
    }

    /// Adds a file that exists now.
    pub(super) fn add(&mut self, file: SourceFile) {
        let known = self.known.get(&file.path).copied();
        let same = known.filter(|id| {
            let before = &self.files[id.index()];
            before.role == file.role && before.built_in == file.built_in
        });
        let id = same.unwrap_or_else(|| {
            self.files.push(file);
            FileId::new(self.files.len() - 1)
        });
        self.present.push(id);
    }

    /// The folder of the project.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the captures folder could not be read. Captures may then exist that are not listed.
    pub fn captures_are_unread(&self) -> bool {
        self.captures_are_unread
    }

    /// The id of the configuration file.
    pub fn config(&self) -> FileId {
        FileId::new(0)
    }

    /// The file with this id, even if it no longer exists.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.index()]
    }

    /// Whether the file is built into the program.
    pub fn is_built_in(&self, id: FileId) -> bool {
        self.file(id).built_in.is_some()
    }

    /// The path of a file relative to the root, with `/`.
    pub fn path(&self, id: FileId) -> &str {
        &self.file(id).path
    }

    /// The ids of existing files, in walk order.
    pub fn present(&self) -> &[FileId] {
        &self.present
    }

    /// The files with this role, sorted by path.
    pub fn of(&self, role: Role) -> impl Iterator<Item = (FileId, &SourceFile)> {
        let present = self.present.iter().map(|id| (*id, self.file(*id)));
        present.filter(move |(_, file)| file.role == role)
    }

    /// The files under `content/` that nothing reads, sorted by path.
    pub fn unread(&self) -> &[Unread] {
        &self.unread
    }

    /// The path of a file on disk. Meaningless for a built-in file.
    pub fn on_disk(&self, id: FileId) -> PathBuf {
        let file = self.file(id);
        match file.role {
            Role::Capture => self.captures.join(&file.name),
            _ => self.root.join(&file.path),
        }
    }
}
