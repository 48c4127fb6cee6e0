//! Everything that files can refer to, collected from all files: ids, names of actors, targets of
//! links, origins.
//!
//! Resolving a file in the same environment gives the same result. If an edit does not change the
//! environment, the other files need not be resolved again.

use super::ends::Ends;
use super::mentions::Mentions;
use super::registry::Registry;
use super::roots::Roots;
use crate::config::Config;
use crate::diag::Sink;
use crate::parse::{Parsed, ParsedFile};
use crate::source::Sources;
use crate::text::{FileId, KeyPath};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that files can refer to, collected from all files.
#[derive(Debug)]
pub(super) struct Environment {
    pub(super) registry: Registry,
    pub(super) mentions: Mentions,
    pub(super) ends: Ends,
    pub(super) roots: Roots,
    /// Values that could not be read. List items after one of these have a different number in the
    /// file.
    pub(super) lost_values: BTreeMap<FileId, BTreeSet<KeyPath>>,
    /// Faults of the environment itself, such as two records with one id.
    pub(super) faults: Sink,
    /// The files that were present.
    present: Vec<FileId>,
    /// The files that nothing reads.
    unread: Vec<String>,
}

impl Environment {
    pub(super) fn new(parsed: &Parsed, sources: &Sources, config: &Config) -> Self {
        let mut faults = Sink::new();
        let lossy = parsed
            .files
            .iter()
            .filter(|file| !file.lost_values.is_empty());
        Self {
            registry: Registry::new(parsed, &mut faults),
            mentions: Mentions::new(parsed, config, &mut faults),
            ends: Ends::new(parsed, sources),
            roots: Roots::new(parsed, &mut faults),
            lost_values: lossy
                .map(|file| (file.file, file.lost_values.clone()))
                .collect(),
            faults,
            present: sources.present().to_vec(),
            unread: unread(sources).map(str::to_owned).collect(),
        }
    }

    /// Whether this environment, made from `before`, is also the one of `now`.
    pub(super) fn holds_for(&self, before: &Parsed, now: &Parsed, sources: &Sources) -> bool {
        let pairs = || before.files.iter().zip(now.files.iter());
        self.present == sources.present()
            && self.unread.iter().map(String::as_str).eq(unread(sources))
            && before.unread == now.unread
            && before.files.len() == now.files.len()
            && pairs().all(|(before, now)| Arc::ptr_eq(before, now) || gives_the_same(before, now))
    }
}

fn unread(sources: &Sources) -> impl Iterator<Item = &str> {
    sources.unread().iter().map(|file| file.told_at.as_str())
}

/// Whether two states of a file give other files the same things to refer to.
fn gives_the_same(before: &ParsedFile, now: &ParsedFile) -> bool {
    let facts = |file: &ParsedFile| (file.file, file.content.is_some());
    let losses = |file: &ParsedFile| (file.lost.clone(), file.lost_values.clone());
    facts(before) == facts(now)
        && before.records().eq(now.records())
        && anchors(before).eq(anchors(now))
        && losses(before) == losses(now)
}

fn anchors(file: &ParsedFile) -> impl Iterator<Item = &str> {
    let headings = file.headings().iter();
    headings.map(|heading| heading.anchor.as_str())
}
