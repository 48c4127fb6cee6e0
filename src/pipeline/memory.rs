//! What a run leaves for the next one of the same program, so that an edit costs what it changes.
//!
//! Nothing in here decides what comes out: each stage takes from it only what would come out the same.

use crate::diag::Sink;
use crate::parse::{Parsed, ParsedFile};
use crate::render::Theme;
use crate::resolve::{self, Resolved};
use crate::source::{Role, Sources};
use crate::text::FileId;
use crate::verify::{self, Checked};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a run leaves for the next one.
#[derive(Default)]
pub(super) struct Memory {
    /// Whether there will be a next one.
    keeps: bool,
    /// The files as they were listed last.
    sources: Option<Arc<Sources>>,
    /// What was found wrong while they were listed; `None` where they are to be listed again.
    listing: Option<Sink>,
    theme: Option<Theme>,
    parsed: BTreeMap<FileId, Arc<ParsedFile>>,
    sound: Option<Sound>,
}

/// The last run without an error.
struct Sound {
    parsed: Parsed,
    resolved: Resolved,
    checked: Checked,
    /// Files that have changed since.
    touched: BTreeSet<FileId>,
}

impl Memory {
    /// One for several runs.
    pub(super) fn lasting() -> Self {
        Self {
            keeps: true,
            ..Self::default()
        }
    }

    /// Forgets what rests on what stands at `paths`.
    pub(super) fn touch(&mut self, paths: &BTreeSet<PathBuf>) {
        let Some(sources) = &self.sources else {
            return;
        };
        let touched = sources.touched_by(paths);
        let touches = |roles: &[Role]| {
            let mut files = touched.files.iter();
            files.any(|id| roles.contains(&sources.file(*id).role))
        };
        if touches(&[Role::Config, Role::Lock]) {
            *self = Self::lasting();
            return;
        }
        if touches(&[Role::Template, Role::ThemeTemplate, Role::ThemeConfig]) || touched.listing {
            self.theme = None;
        }
        if touched.listing {
            self.listing = None;
        }
        self.parsed.retain(|id, _| !touched.files.contains(id));
        if let Some(sound) = &mut self.sound {
            sound.touched.extend(touched.files);
        }
    }

    /// The files, where they are listed, and what was found wrong with the list.
    pub(super) fn listing(&self) -> Option<(Arc<Sources>, Sink)> {
        self.sources.clone().zip(self.listing.clone())
    }

    /// The project at `root`, to be listed: a file that was listed before keeps its id.
    pub(super) fn unlisted(&self, root: &Path, config: &str) -> Sources {
        match &self.sources {
            Some(sources) => sources.again(),
            None => Sources::new(root, config),
        }
    }

    pub(super) fn keep_listing(&mut self, sources: &Arc<Sources>, faults: &Sink) {
        if self.keeps {
            self.sources = Some(Arc::clone(sources));
            self.listing = Some(faults.clone());
        }
    }

    pub(super) fn theme(&self) -> Option<Theme> {
        self.theme.clone()
    }

    pub(super) fn keep_theme(&mut self, theme: Option<&Theme>) {
        if self.keeps {
            self.theme = theme.cloned();
        }
    }

    /// The files that need not be parsed again.
    pub(super) fn parsed(&self) -> &BTreeMap<FileId, Arc<ParsedFile>> {
        &self.parsed
    }

    /// Returns what was parsed, for who keeps it too.
    pub(super) fn keep_parsed(&mut self, parsed: &Parsed) -> Option<Parsed> {
        if !self.keeps {
            return None;
        }
        let files = parsed.files.iter();
        self.parsed = files.map(|file| (file.file, Arc::clone(file))).collect();
        Some(parsed.clone())
    }

    /// What became of the files when they last had no error.
    pub(super) fn resolved(&self) -> Option<resolve::Earlier<'_>> {
        let sound = self.sound.as_ref()?;
        Some(resolve::Earlier {
            parsed: &sound.parsed,
            resolved: &sound.resolved,
        })
    }

    /// What became of the quotes when there was last no error; `None` where keys mean other records now.
    pub(super) fn checked(&self, resolved: &Resolved) -> Option<verify::Earlier<'_>> {
        let sound = self.sound.as_ref()?;
        let same = resolved.has_keys_of(&sound.resolved);
        same.then_some(verify::Earlier {
            dossier: sound.resolved.dossier(),
            checked: &sound.checked,
            touched: &sound.touched,
        })
    }

    pub(super) fn keep_sound(&mut self, parsed: Parsed, resolved: Resolved, checked: Checked) {
        self.sound = Some(Sound {
            parsed,
            resolved,
            checked,
            touched: BTreeSet::new(),
        });
    }
}
