//! Whether the lock says what the captures and the quotes are now.

use super::desk::Desk;
use super::findings::{Finding, Findings, Found};
use super::lock::Locking;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::Slug;
use crate::source::LOCK;
use crate::text::Digest;
use std::collections::{BTreeMap, BTreeSet};

/// Things that are named in the warning; more are counted.
const SHOWN: usize = 3;

/// How a lock that has fallen behind is mended.
const AGAIN: &str = "run `dossier lock` where the captures are, and commit what it writes";

impl Desk<'_> {
    /// Reports what the lock lacks, what it holds in vain, and which captures have changed: each as an error where the
    /// lock must hold, all in one warning where it may fall behind for a while.
    pub(super) fn report_stale(&self, findings: &Findings, sink: &mut Sink) {
        if self.locking == Locking::Renewed || self.lock_faults.checkpoint().is_err() {
            return;
        }
        // A lock that falls behind what is faulty is no news.
        if self.locking == Locking::Loose && sink.checkpoint().is_err() {
            return;
        }
        if self.locking == Locking::Loose && self.lock.is_none() {
            return;
        }
        let mut faults = Vec::new();
        let mut wanted: BTreeSet<(&Slug, Digest)> = BTreeSet::new();
        let mut changed: BTreeMap<&Slug, (Digest, Digest)> = BTreeMap::new();
        for claim in self.dossier.claims.records() {
            for piece in &claim.evidence {
                let article = &self.dossier.articles[piece.article].head.id;
                let (quote, now) = match findings.find(piece) {
                    Some(Finding {
                        quote,
                        found: Found::Capture(now),
                        ..
                    }) => (quote, now),
                    // The full text stands for itself.
                    Some(_) => continue,
                    // This has been reported, and what the lock says of it does not matter.
                    None => {
                        wanted.insert((article, piece.quote.digest()));
                        continue;
                    }
                };
                wanted.insert((article, *quote));
                let then = self
                    .lock
                    .as_ref()
                    .and_then(|file| file.lock.find(article, quote));
                match then {
                    Some(then) if then.capture != now.capture => {
                        changed.entry(article).or_insert((then.capture, *quote));
                    }
                    Some(then) if then == now => {}
                    _ => {
                        let message = format!("`{LOCK}` does not hold this quote of `{article}`");
                        let place = claim.place_of(piece, "quote");
                        faults.push(Diagnostic::error(Code::StaleLock, place, message).help(AGAIN));
                    }
                }
            }
        }
        let Some(lock) = &self.lock else {
            if self.locking == Locking::Locked && !faults.is_empty() {
                let message = format!("there is no `{LOCK}`");
                sink.report(
                    Diagnostic::error(Code::StaleLock, Place::Path(LOCK.into()), message)
                        .help(AGAIN),
                );
            }
            return;
        };
        let captures = match changed.is_empty() {
            true => BTreeMap::new(),
            false => self.capture_paths(),
        };
        for (article, (then, quote)) in changed {
            let message = format!(
                "the capture of `{article}` is not the one that `{LOCK}` knows, `{}…`",
                then.short(4)
            );
            let capture = captures.get(article).copied();
            let capture = capture.unwrap_or(&self.config.captures.dir).to_owned();
            faults.push(
                Diagnostic::error(Code::StaleLock, lock.place(article, &quote), message)
                    .related(Place::Path(capture), "this file has changed")
                    .help(format!("bring the capture back, or {AGAIN}")),
            );
        }
        for (article, quote, _) in lock.lock.iter() {
            if !wanted.contains(&(article, *quote)) {
                let message =
                    format!("no piece of evidence has this quote of `{article}` any more");
                let place = lock.place(article, quote);
                faults.push(Diagnostic::error(Code::StaleLock, place, message).help(AGAIN));
            }
        }
        if self.locking == Locking::Locked {
            faults.into_iter().for_each(|fault| sink.report(fault));
        } else if !self.captures.is_empty() && !faults.is_empty() {
            let message = format!("`{LOCK}` has fallen behind the quotes and the captures");
            let what: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
            let shown = what[..what.len().min(SHOWN)].join("; ");
            let more = match what.len().saturating_sub(SHOWN) {
                0 => String::new(),
                more => format!("; and {more} more"),
            };
            sink.report(
                Diagnostic::warning(Code::StaleLock, Place::File(lock.file), message)
                    .note(format!("{shown}{more}"))
                    .help(AGAIN),
            );
        }
    }

    /// The paths of the captures, by the ids of their articles.
    fn capture_paths(&self) -> BTreeMap<&Slug, &str> {
        let captures = self.captures.iter();
        captures
            .map(|(key, (file, _))| {
                let id = &self.dossier.articles[*key].head.id;
                (id, self.sources.path(*file))
            })
            .collect()
    }
}
