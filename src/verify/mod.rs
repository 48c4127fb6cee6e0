//! Stage 4: quotes found in their sources. In: what was [`Resolved`], the captures and the lock. Out: a [`Dossier`] in
//! which every quote stands in its article, and [`Findings`], which say where.
//!
//! All that was written is checked, also what this build will withhold. A quote counts only where the words are the
//! same after the declared normalisation ([`normalise`](crate::text::normalise)), and stand there once. Articles whose words, quotes
//! and captures are those of an earlier run need not be checked again.

mod article;
mod boundary;
mod captures;
mod check;
mod desk;
mod findings;
mod html;
mod lock;
mod nearest;
mod readable;
mod report;
mod search;
mod stale;
mod texts;

pub use findings::{Earlier, Finding, Findings, Found};
pub use lock::{Lock, Locked, Locking, Vouched, read_lock};
pub use readable::Readable;
pub use texts::{TextSource, Texts};

use crate::config::Config;
use crate::diag::{Code, Diagnostic, ErrorsReported, Sink};
use crate::dossier::Dossier;
use crate::resolve::Resolved;
use crate::source::Sources;
use desk::Desk;

/// A dossier whose quotes were found.
#[derive(Debug)]
pub struct Verified {
    /// The records.
    pub dossier: Dossier,
    /// Where each quote was found.
    pub findings: Findings,
}

/// Looks every quote up. The texts that are read for it are kept in `texts`, if given.
///
/// # Errors
/// [`ErrorsReported`] where the sink holds an error, of this stage or of an earlier one.
pub fn verify(
    resolved: Resolved,
    sources: &Sources,
    config: &Config,
    locking: Locking,
    texts: Option<&Texts>,
    earlier: Option<Earlier<'_>>,
    sink: &mut Sink,
) -> Result<Verified, ErrorsReported> {
    let first = sink.diagnostics().len();
    let desk = Desk::new(resolved.dossier(), sources, config, locking, texts, sink);
    let checked = desk.check_all(earlier);
    // A lock that cannot be read, or that is not text, is not overwritten.
    let is_text = |fault: &Diagnostic| fault.code == Code::InvalidLock;
    let is_kept = !desk.lock_faults.diagnostics().iter().all(is_text);
    if desk.locking != Locking::Renewed || is_kept || desk.takes_over(&checked) {
        sink.absorb(desk.lock_faults.clone());
    }
    for article in checked.iter().flatten() {
        sink.absorb(article.faults.clone());
    }
    let findings = Findings::new(resolved.dossier(), checked, earlier);
    desk.report_stale(&findings, sink);
    resolved.relocate(first, sink);
    let dossier = resolved.sound(sink)?;
    Ok(Verified { dossier, findings })
}

/// What `dossier lock` writes: all quotes that were found in captures.
pub fn lock(verified: &Verified) -> Lock {
    let mut lock = Lock::default();
    for claim in verified.dossier.claims.records() {
        for piece in &claim.evidence {
            let Finding { quote, found, .. } = verified.findings.of(piece);
            if let Found::Capture(vouched) = found {
                let article = &verified.dossier.articles[piece.article].head.id;
                lock.insert(article.clone(), *quote, vouched.clone());
            }
        }
    }
    lock
}
