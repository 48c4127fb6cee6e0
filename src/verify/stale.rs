//! Checks that the lock matches the current quotes and captures.

use super::desk::Desk;
use super::findings::{Finding, Findings, Found};
use super::lock::Locking;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::Slug;
use crate::source::LOCK;
use crate::text::Digest;
use std::collections::{BTreeMap, BTreeSet};

/// The most differences that the warning lists; the rest are counted.
const SHOWN: usize = 3;

/// The fix for an outdated lock.
const AGAIN: &str = "run `dossier lock` where the captures are available, and commit the result";

impl Desk<'_> {
    /// Reports missing and unneeded entries of the lock, and changed captures. With
    /// [`Locking::Locked`], each is an error. With [`Locking::Loose`], one warning lists them all.
    pub(super) fn report_stale(&self, findings: &Findings, sink: &mut Sink) {
        if self.locking == Locking::Renewed || self.lock_faults.checkpoint().is_err() {
            return;
        }
        // After other errors, an outdated lock is not worth a warning.
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
                    // A quote in the full text needs no entry.
                    Some(_) => continue,
                    // The missing quote has been reported. Its entry, if any, is neither missing
                    // nor unneeded.
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
                        let message =
                            format!("`{LOCK}` has no current entry for this quote of `{article}`");
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
                "the capture of `{article}` is not the one in `{LOCK}`, `{}…`",
                then.short(4)
            );
            let capture = captures.get(article).copied();
            let capture = capture.unwrap_or(&self.config.captures.dir).to_owned();
            faults.push(
                Diagnostic::error(Code::StaleLock, lock.place(article, &quote), message)
                    .related(Place::Path(capture), "this file has changed")
                    .help(format!("restore the capture, or {AGAIN}")),
            );
        }
        for (article, quote, _) in lock.lock.iter() {
            if !wanted.contains(&(article, *quote)) {
                let message =
                    format!("no piece of evidence has this quote of `{article}` any longer");
                let place = lock.place(article, quote);
                faults.push(Diagnostic::error(Code::StaleLock, place, message).help(AGAIN));
            }
        }
        if self.locking == Locking::Locked {
            faults.into_iter().for_each(|fault| sink.report(fault));
        } else if !self.captures.is_empty() && !faults.is_empty() {
            let message = format!("`{LOCK}` does not match the current quotes and captures");
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

    /// The paths of the captures, by article id.
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
