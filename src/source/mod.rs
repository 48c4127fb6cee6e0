//! The project's files: which there are, what each is for, and the only door to their bytes.
//!
//! In: the root and the configuration. Out: [`Sources`], a sorted list. Texts are read when a stage
//! asks, so that an article's text is in memory while it is parsed and no longer. A project that is walked
//! [again](Sources::again) has the same ids for the same files.
#![expect(
    clippy::disallowed_methods,
    reason = "this folder and `write` are the two that touch the disk"
)]

mod built_in;
mod capture;
mod captures;
mod changes;
mod encoding;
mod foreign;
mod git;
mod given;
mod open;
mod place;
mod read;
mod role;
mod walk;

pub use built_in::first_dossier;
pub use capture::Format;
pub use captures::captures;
pub use changes::Touched;
pub use encoding::{Converted, conversion, wide};
pub use foreign::Foreign;
pub use git::{WorkTree, below};
pub use given::{names_in, near, read_given};
pub use open::{NotRead, Opened};
pub use place::{NoPlace, place_for};
pub use walk::{LOCK, Layout, OVERRIDES, themes, walk, walk_theme};

use crate::text::FileId;
use open::Fence;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// `site.toml`, or what `--config` names.
    Config,
    /// `content/index.md`: the bottom line of the home page.
    Home,
    /// `content/articles/*.md`
    Article,
    /// `content/topics/*.md`
    Topic,
    /// `content/annotations/**/*.yaml`
    Annotations,
    /// `content/static/**`: copied as it is.
    ContentStatic,
    /// `templates/**` of the project.
    Template,
    /// `static/**` of the project: wins over the theme's.
    Static,
    /// `labels/*.toml` of the project: wins over the theme's.
    Labels,
    /// `themes/NAME/theme.toml`
    ThemeConfig,
    /// `themes/NAME/templates/**`
    ThemeTemplate,
    /// `themes/NAME/static/**`
    ThemeStatic,
    /// `themes/NAME/labels/*.toml`
    ThemeLabels,
    /// The labels that the program brings along.
    BaseLabels,
    /// `evidence.lock`
    Lock,
    /// `overrides.toml`
    Overrides,
    /// `captures/*`: private.
    Capture,
}

impl Role {
    /// Whether a file of this role stands at a place of its own and is read as text, so that a folder cannot stand there.
    fn is_read_as_text(self) -> bool {
        matches!(
            self,
            Self::Home
                | Self::Article
                | Self::Topic
                | Self::Annotations
                | Self::Labels
                | Self::ThemeConfig
                | Self::ThemeLabels
        )
    }
}

/// One file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its path relative to the root, with `/`.
    pub path: String,
    /// What it is for.
    pub role: Role,
    /// Its path relative to the folder of its role, with `/`: for `content/topics/a.md`, `a.md`.
    pub name: String,
    /// Its bytes, where it is one that the program brings along.
    built_in: Option<&'static [u8]>,
}

/// A file under `content/` that nothing reads.
#[derive(Debug)]
pub struct Unread {
    /// Its path relative to the root, with `/`.
    pub path: String,
    /// The path at which that is told: its own, or that of a folder of such files.
    pub told_at: String,
    /// What would have it read.
    pub help: String,
}

/// All files of a project.
#[derive(Debug)]
pub struct Sources {
    root: PathBuf,
    /// Where captures stand; their paths need not lie below the root.
    captures: PathBuf,
    captures_are_unread: bool,
    /// The root, out of which no link leads.
    fence: Fence,
    /// All files that were ever met, by their ids.
    files: Vec<SourceFile>,
    /// Those of an earlier walk, by their paths.
    known: HashMap<String, FileId>,
    /// Those that are there, in the order of the walk.
    present: Vec<FileId>,
    unread: Vec<Unread>,
}

impl Sources {
    /// The project at `root`, of which only the configuration file is known yet.
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

    /// The same project, to be walked again: a file that is still there keeps its id.
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

    fn add(&mut self, file: SourceFile) {
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

    /// The project's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether there may be captures, and their folder could not be read.
    pub fn captures_are_unread(&self) -> bool {
        self.captures_are_unread
    }

    /// The configuration file.
    pub fn config(&self) -> FileId {
        FileId::new(0)
    }

    /// One file.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.index()]
    }

    /// Whether the program brings the file along.
    pub fn is_built_in(&self, id: FileId) -> bool {
        self.file(id).built_in.is_some()
    }

    /// A file's path relative to the root, with `/`.
    pub fn path(&self, id: FileId) -> &str {
        &self.file(id).path
    }

    /// The files that are there, in the order of the walk.
    pub fn present(&self) -> &[FileId] {
        &self.present
    }

    /// The files of one role, in the order of their paths.
    pub fn of(&self, role: Role) -> impl Iterator<Item = (FileId, &SourceFile)> {
        let present = self.present.iter().map(|id| (*id, self.file(*id)));
        present.filter(move |(_, file)| file.role == role)
    }

    /// The files under `content/` that nothing reads, in the order of their paths.
    pub fn unread(&self) -> &[Unread] {
        &self.unread
    }

    /// Where a file stands on the disk.
    pub fn on_disk(&self, id: FileId) -> PathBuf {
        let file = self.file(id);
        match file.role {
            Role::Capture => self.captures.join(&file.name),
            _ => self.root.join(&file.path),
        }
    }
}
