//! Evidence of a claim that has the same words of the same article as another piece before it: its anchor is numbered.

use crate::assess::Assessed;
use crate::dossier::Place;
use std::collections::BTreeMap;

/// For each piece of evidence that has others like it before it, how many; the first of them is left out.
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
