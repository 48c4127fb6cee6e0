//! Pieces of evidence that repeat words of an article for one claim: their anchors are numbered.

use crate::assess::Assessed;
use crate::dossier::Place;
use std::collections::BTreeMap;

/// For each piece of evidence with others like it before it, how many these are. The first of its kind has no entry.
pub(super) fn repeated(assessed: &Assessed) -> BTreeMap<Place, usize> {
    let mut repeated = BTreeMap::new();
    for (key, claim) in assessed.dossier.claims.iter() {
        // Most claims have one.
        if claim.evidence.len() < 2 {
            continue;
        }
        let mut counts = BTreeMap::new();
        for (evidence, piece) in claim.evidence.iter().enumerate() {
            let words = (piece.article, assessed.findings.of(piece).quote);
            let before = counts.entry(words).or_insert(0);
            if *before > 0 {
                let place = Place {
                    claim: key,
                    evidence,
                };
                repeated.insert(place, *before);
            }
            *before += 1;
        }
    }
    repeated
}
