//! The project's files: which there are, what each is for, and the only door to their bytes.
//!
//! In: the root and the configuration. Out: [`Sources`], a sorted list. Texts are read when a stage
//! asks, so that an article's text is in memory while it is parsed and no longer.
#![expect(
    clippy::disallowed_methods,
    reason = "this folder and `write` are the two that touch the disk"
)]

mod capture;
mod given;
mod read;
mod walk;

pub use capture::Format;
pub use given::{NotRead, captures, near, read_given};
pub use walk::{LOCK, walk};

use crate::text::FileId;
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
    /// `themes/NAME/theme.toml`
    ThemeConfig,
    /// `themes/NAME/templates/**`
    ThemeTemplate,
    /// `themes/NAME/static/**`
    ThemeStatic,
    /// `evidence.lock`
    Lock,
    /// `captures/*`: private.
    Capture,
}

/// One file.
#[derive(Debug)]
pub struct SourceFile {
    /// Its path relative to the root, with `/`.
    pub path: String,
    /// What it is for.
    pub role: Role,
    /// Its path relative to the folder of its role, with `/`: for `content/topics/a.md`, `a.md`.
    pub name: String,
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
    files: Vec<SourceFile>,
    unread: Vec<Unread>,
}

impl Sources {
    /// The project at `root`, of which only the configuration file is known yet.
    pub fn new(root: &Path, config: &str) -> Self {
        Self {
            root: root.to_path_buf(),
            captures: root.to_path_buf(),
            captures_are_unread: false,
            files: vec![SourceFile {
                path: config.to_owned(),
                role: Role::Config,
                name: config.to_owned(),
            }],
            unread: Vec::new(),
        }
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

    /// A file's path relative to the root, with `/`.
    pub fn path(&self, id: FileId) -> &str {
        &self.file(id).path
    }

    /// The files of one role, in the order of their paths.
    pub fn of(&self, role: Role) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .filter(move |(_, file)| file.role == role)
            .map(|(number, file)| (FileId::new(number), file))
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
