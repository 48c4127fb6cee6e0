//! Collects what is needed to check quotes.
//!
//! In: a dossier, its files, its configuration and its lock. Out: a [`Desk`], which all checks
//! share. The checks themselves are left to `article.rs` and `stale.rs`.

use super::captures::{AllCaptures, CapturesByArticle, captures};
use super::findings::{Checked, Found};
use super::lock::{LockFile, Locking};
use super::texts::Texts;
use crate::config::Config;
use crate::diag::Sink;
use crate::dossier::{Article, Claim, Dossier, Evidence, Key, Table};
use crate::source::Sources;
use crate::text::Names;
use std::collections::{BTreeMap, BTreeSet};

/// A piece of evidence of an article, with its claim.
pub(super) type ClaimPiece<'a> = (&'a Claim, &'a Evidence);

/// What is needed to check the quotes of an article.
pub(super) struct Desk<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) sources: &'a Sources,
    pub(super) config: &'a Config,
    pub(super) captures: CapturesByArticle,
    /// Paths of captures that belong to no article, by the id in their names.
    pub(super) of_nobody: BTreeMap<String, String>,
    /// The same ids, to find a similar one.
    pub(super) nobodys_names: Names,
    /// Articles that have two captures. Neither is used.
    pub(super) ambiguous: BTreeSet<Key<Article>>,
    pub(super) lock: Option<LockFile>,
    /// Faults of the lock itself. A quote that it does not vouch for may be in an unreadable line.
    pub(super) lock_faults: Sink,
    pub(super) locking: Locking,
    /// Where the texts of captures are kept.
    pub(super) texts: Option<&'a Texts>,
}

impl<'a> Desk<'a> {
    /// Finds the captures and reads the lock. Faults of captures are reported in `sink`.
    pub(super) fn new(
        dossier: &'a Dossier,
        sources: &'a Sources,
        config: &'a Config,
        locking: Locking,
        texts: Option<&'a Texts>,
        sink: &mut Sink,
    ) -> Self {
        let AllCaptures {
            captures,
            of_nobody,
            ambiguous,
        } = captures(dossier, sources, sink);
        let mut lock_faults = Sink::new();
        let lock = LockFile::of(sources, &mut lock_faults);
        Self {
            dossier,
            sources,
            config,
            captures,
            nobodys_names: Names::new(of_nobody.keys().map(String::as_str)),
            of_nobody,
            ambiguous,
            lock,
            lock_faults,
            locking,
            texts,
        }
    }

    /// Whether something that could vouch for quotes was unreadable. That has been reported.
    pub(super) fn is_blind(&self) -> bool {
        self.sources.captures_are_unread()
            || !self.config.readable
            || self.lock_faults.checkpoint().is_err() && self.locking != Locking::Renewed
    }

    /// Whether some quotes were found only through the lock. A new lock would keep their entries.
    pub(super) fn takes_over(&self, checked: &Checked) -> bool {
        checked.iter().enumerate().any(|(row, article)| {
            let found = article.iter().flat_map(|article| &article.found);
            let mut found = found.map(|(_, finding)| &finding.found);
            !self.captures.contains_key(&Table::key(row))
                && found.any(|found| matches!(found, Found::Capture(_)))
        })
    }
}
