//! Credibility 1 (confirmed by other sources) is given only where other sources confirm.

use crate::assess::Standing;
use crate::diag::{Code, Diagnostic, Sink};
use crate::dossier::{Claim, Credibility, Dossier, Stance};

/// Reports each piece of evidence that is rated higher than the evidence bears.
pub(super) fn check(dossier: &Dossier, sink: &mut Sink) {
    for claim in dossier.claims.records() {
        check_claim(claim, dossier, sink);
    }
}

/// Credibility 1 says that other sources confirm the report. That takes two independent lines (NATO
/// AJP-2.1).
fn check_claim(claim: &Claim, dossier: &Dossier, sink: &mut Sink) {
    let rated = claim
        .evidence
        .iter()
        .filter(|piece| piece.credibility == Some(Credibility::Confirmed));
    let mut standing = None;
    for piece in rated {
        let standing = standing.get_or_insert_with(|| Standing::of(claim, dossier));
        let lines = match piece.stance {
            Stance::Disputes => standing.disputing.len(),
            _ => standing.supporting.len(),
        };
        if lines < 2 {
            let message = format!(
                "credibility 1 says that other sources confirm this, and `{}` has {} for it",
                claim.head.id,
                if lines == 0 {
                    "no line of evidence"
                } else {
                    "one independent line of evidence"
                },
            );
            let place = claim.place_of(piece, "credibility");
            sink.report(
                Diagnostic::error(Code::Unconfirmed, place, message)
                    .help("rate it 2 (probably true) or lower, or add evidence with another origin and another speaker"),
            );
        }
    }
}
