//! What a run leaves for the next one of the same program, so that an edit costs what it changes.
//!
//! Nothing in here decides what comes out: each stage takes from it only what would come out the same.

use crate::assess::Standings;
use crate::diag::Sink;
use crate::dossier::{Connections, Dossier};
use crate::parse::{Parsed, ParsedFile};
use crate::plan::SitePlan;
use crate::render::Theme;
use crate::resolve::{self, Resolved};
use crate::source::{Role, Sources};
use crate::text::FileId;
use crate::verify::{self, Findings};
use std::collections::BTreeSet;
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
    theme: Option<Arc<Theme>>,
    /// Files as they were parsed last, by the indexes of their ids.
    parsed: Vec<Option<Arc<ParsedFile>>>,
    sound: Option<Sound>,
    shown: Option<Shown>,
}

/// The last run whose quotes were all found.
struct Sound {
    parsed: Parsed,
    resolved: Resolved,
    findings: Findings,
    /// Files that have changed since.
    touched: BTreeSet<FileId>,
    /// Faults of records alone.
    lints: Sink,
}

/// What was shown last.
struct Shown {
    dossier: Dossier,
    standings: Standings,
    connections: Connections,
}

impl Memory {
    /// One for several runs.
    pub(super) fn lasting() -> Self {
        Self {
            keeps: true,
            ..Self::default()
        }
    }

    /// Forgets what rests on what stands at `paths`, and returns whether anything does.
    pub(super) fn touch(&mut self, paths: &BTreeSet<PathBuf>) -> bool {
        let Some(sources) = &self.sources else {
            return true;
        };
        let touched = sources.touched_by(paths);
        if touched.files.is_empty() && !touched.listing {
            return false;
        }
        let touches = |roles: &[Role]| {
            let mut files = touched.files.iter();
            files.any(|id| roles.contains(&sources.file(*id).role))
        };
        // Words for what has no title stand in texts too.
        if touches(&[Role::Config, Role::Labels, Role::ThemeLabels, Role::Lock]) {
            *self = Self::lasting();
            return true;
        }
        if touches(&[Role::Template, Role::ThemeTemplate, Role::ThemeConfig]) || touched.listing {
            self.theme = None;
        }
        let theme = self.theme.as_ref();
        let mut files = touched.files.iter();
        if theme.is_some_and(|theme| files.any(|id| theme.rests_on(*id))) {
            self.theme = None;
        }
        if touched.listing {
            self.listing = None;
        }
        for id in &touched.files {
            if let Some(file) = self.parsed.get_mut(id.index()) {
                *file = None;
            }
        }
        if let Some(sound) = &mut self.sound {
            sound.touched.extend(touched.files);
        }
        true
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

    pub(super) fn theme(&self) -> Option<Arc<Theme>> {
        self.theme.clone()
    }

    pub(super) fn keep_theme(&mut self, theme: Option<&Arc<Theme>>) {
        if self.keeps {
            self.theme = theme.cloned();
        }
    }

    /// The files that need not be parsed again.
    pub(super) fn parsed(&self) -> &[Option<Arc<ParsedFile>>] {
        &self.parsed
    }

    /// Returns what was parsed, for who keeps it too.
    pub(super) fn keep_parsed(&mut self, parsed: &Parsed) -> Option<Parsed> {
        if !self.keeps {
            return None;
        }
        for file in &*parsed.files {
            let index = file.file.index();
            if self.parsed.len() <= index {
                self.parsed.resize(index + 1, None);
            }
            let known = &mut self.parsed[index];
            if known.is_none() {
                *known = Some(Arc::clone(file));
            }
        }
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

    /// What became of the quotes when all were last found; `None` where keys mean other records now.
    pub(super) fn found(&self, resolved: &Resolved) -> Option<verify::Earlier<'_>> {
        let sound = self.sound.as_ref()?;
        let same = resolved.has_keys_of(&sound.resolved);
        same.then_some(verify::Earlier {
            dossier: sound.resolved.dossier(),
            findings: &sound.findings,
            touched: &sound.touched,
        })
    }

    /// The faults of records alone, where these are as they were.
    pub(super) fn lints(&self, resolved: &Resolved) -> Option<Sink> {
        let sound = self.sound.as_ref()?;
        let before = sound.resolved.dossier();
        let same = resolved.has_keys_of(&sound.resolved)
            && resolved.dossier().differs_in_words_only(before);
        same.then(|| sound.lints.clone())
    }

    pub(super) fn keep_sound(
        &mut self,
        parsed: Parsed,
        resolved: Resolved,
        findings: Findings,
        lints: Sink,
    ) {
        self.sound = Some(Sound {
            parsed,
            resolved,
            findings,
            touched: BTreeSet::new(),
            lints,
        });
    }

    /// How claims stand in `dossier`, and who refers to whom, where that is as it was.
    pub(super) fn shown(&self, dossier: &Dossier) -> Option<(Standings, Connections)> {
        let shown = self.shown.as_ref()?;
        let same = dossier.differs_in_words_only(&shown.dossier);
        same.then(|| (Arc::clone(&shown.standings), shown.connections.clone()))
    }

    pub(super) fn keep_shown(&mut self, plan: &SitePlan) {
        if self.keeps {
            self.shown = Some(Shown {
                dossier: plan.dossier().clone(),
                standings: Arc::clone(plan.assessed.standings()),
                connections: plan.connections.clone(),
            });
        }
    }
}
