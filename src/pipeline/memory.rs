//! What a run leaves for the next one of the same session, so that an edit costs what it changes.
//!
//! This is the only place that says what is kept, and when it still holds. Nothing here decides what
//! comes out: each stage takes from it only what would come out the same. A build on the command
//! line keeps nothing.

use crate::assess::Standings;
use crate::diag::Sink;
use crate::dossier::{Connections, Dossier};
use crate::labels::Named;
use crate::lint::OfRecords;
use crate::parse::{Parsed, ParsedFile};
use crate::plan::SitePlan;
use crate::render::Theme;
use crate::resolve::{self, Resolved};
use crate::source::{Role, Sources};
use crate::text::FileId;
use crate::verify::{self, Findings};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What a run leaves for the next one.
#[derive(Default)]
pub(super) struct Memory {
    /// Whether there will be a next one.
    keeps: bool,
    /// The files as they were last listed.
    sources: Option<Arc<Sources>>,
    /// The faults found while they were listed. `None` if they must be listed again.
    listing: Option<Sink>,
    theme: Option<Arc<Theme>>,
    /// Files as they were last parsed, by the indexes of their ids.
    files: Vec<Option<Arc<ParsedFile>>>,
    /// What the files said in this run.
    parsed: Option<Parsed>,
    /// What the rules about records found in this run.
    lints: OfRecords,
    evidence: Option<Evidence>,
    named: Option<Named>,
    shown: Option<Shown>,
}

/// The last run whose quotes were all found.
struct Evidence {
    parsed: Parsed,
    resolved: Resolved,
    findings: Findings,
    /// Files that have changed since.
    touched: BTreeSet<FileId>,
    lints: OfRecords,
}

/// What was last shown.
struct Shown {
    dossier: Dossier,
    standings: Standings,
    connections: Connections,
}

impl Memory {
    /// A memory for several runs.
    pub(super) fn lasting() -> Self {
        Self {
            keeps: true,
            ..Self::default()
        }
    }

    /// Whether there will be a next run.
    pub(super) fn keeps(&self) -> bool {
        self.keeps
    }

    /// Forgets what depends on the files at `paths`. Returns whether anything does.
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
        if touches(&[Role::Config, Role::Lock]) {
            *self = Self::lasting();
            return true;
        }
        let of_theme = [
            Role::Labels,
            Role::ThemeLabels,
            Role::Template,
            Role::ThemeTemplate,
            Role::ThemeConfig,
        ];
        if touches(&of_theme) || touched.listing {
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
            if let Some(file) = self.files.get_mut(id.index()) {
                *file = None;
            }
        }
        if let Some(evidence) = &mut self.evidence {
            evidence.touched.extend(touched.files);
        }
        true
    }

    /// The files and the faults found while they were listed; `list` lists them if they are not
    /// known. It gets the last list, so that each file keeps its id.
    pub(super) fn listing(
        &mut self,
        list: impl FnOnce(Option<&Sources>) -> (Arc<Sources>, Sink),
    ) -> (Arc<Sources>, Sink) {
        if let Some(known) = self.sources.clone().zip(self.listing.clone()) {
            return known;
        }
        let (sources, faults) = list(self.sources.as_deref());
        if self.keeps {
            self.sources = Some(Arc::clone(&sources));
            self.listing = Some(faults.clone());
        }
        (sources, faults)
    }

    /// The theme, if none of its files has changed.
    pub(super) fn theme(&self) -> Option<Arc<Theme>> {
        self.theme.clone()
    }

    pub(super) fn keep_theme(&mut self, theme: Option<&Arc<Theme>>) {
        if self.keeps {
            self.theme = theme.cloned();
        }
    }

    /// The files that need not be parsed again, by the indexes of their ids.
    pub(super) fn parsed(&self) -> &[Option<Arc<ParsedFile>>] {
        &self.files
    }

    pub(super) fn keep_parsed(&mut self, parsed: &Parsed) {
        if !self.keeps {
            return;
        }
        for file in &*parsed.files {
            let index = file.file.index();
            if self.files.len() <= index {
                self.files.resize(index + 1, None);
            }
            let known = &mut self.files[index];
            if known.is_none() {
                *known = Some(Arc::clone(file));
            }
        }
        self.parsed = Some(parsed.clone());
    }

    /// What became of the files in the last run without an error.
    pub(super) fn resolved(&self) -> Option<resolve::Earlier<'_>> {
        let evidence = self.evidence.as_ref()?;
        Some(resolve::Earlier {
            parsed: &evidence.parsed,
            resolved: &evidence.resolved,
        })
    }

    /// What the rules about records find: as in the last run if only words differ and the rules do
    /// not look at them, else what `check` finds.
    pub(super) fn lints(&mut self, resolved: &Resolved, check: impl FnOnce() -> OfRecords) -> Sink {
        let known = self.evidence.as_ref().filter(|evidence| {
            let before = &evidence.resolved;
            !evidence.lints.depend_on_texts
                && resolved.has_keys_of(before)
                && resolved.dossier().differs_in_words_only(before.dossier())
        });
        let lints = known.map_or_else(check, |evidence| evidence.lints.clone());
        let faults = lints.faults.clone();
        if self.keeps {
            self.lints = lints;
        }
        faults
    }

    /// What became of the quotes when all were last found. `None` if keys mean other records now.
    pub(super) fn found(&self, resolved: &Resolved) -> Option<verify::Earlier<'_>> {
        let evidence = self.evidence.as_ref()?;
        let same = resolved.has_keys_of(&evidence.resolved);
        same.then_some(verify::Earlier {
            dossier: evidence.resolved.dossier(),
            findings: &evidence.findings,
            touched: &evidence.touched,
        })
    }

    pub(super) fn keep_evidence(&mut self, resolved: Resolved, findings: &Findings) {
        self.evidence = self.parsed.take().map(|parsed| Evidence {
            parsed,
            resolved,
            findings: findings.clone(),
            touched: BTreeSet::new(),
            lints: std::mem::take(&mut self.lints),
        });
    }

    /// The dossier in which names were last filled in.
    pub(super) fn named(&self) -> Option<&Named> {
        self.named.as_ref()
    }

    pub(super) fn keep_named(&mut self, named: Named) {
        if self.keeps {
            self.named = Some(named);
        }
    }

    /// How the claims of `dossier` stand, if only words differ from what was last shown.
    pub(super) fn standings(&self, dossier: &Dossier) -> Option<Standings> {
        let shown = self.shown_of(dossier)?;
        Some(Arc::clone(&shown.standings))
    }

    /// Who referred to whom in what was last shown, if only words differ.
    pub(super) fn connections(&self, dossier: &Dossier) -> Option<Connections> {
        Some(self.shown_of(dossier)?.connections.clone())
    }

    fn shown_of(&self, dossier: &Dossier) -> Option<&Shown> {
        let shown = self.shown.as_ref()?;
        dossier
            .differs_in_words_only(&shown.dossier)
            .then_some(shown)
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
