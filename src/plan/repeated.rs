//! Counts pieces of evidence that quote the same words of an article for the same claim. Their
//! anchors are numbered.

use crate::assess::Assessed;
use crate::dossier::{Claim, Key, Place};
use std::sync::OnceLock;

/// For each claim, by row: how many earlier pieces are the same as each of its pieces. Counted on
/// first use.
#[derive(Debug)]
pub(super) struct Repeated {
    of_claims: Vec<OnceLock<Vec<usize>>>,
}

impl Repeated {
    /// An empty count for each claim of `assessed`.
    pub(super) fn new(assessed: &Assessed) -> Self {
        let mut of_claims = Vec::new();
        of_claims.resize_with(assessed.dossier.claims.len(), OnceLock::new);
        Self { of_claims }
    }

    /// How many earlier pieces of the same claim quote the same words from the same article.
    pub(super) fn before(&self, piece: Place, assessed: &Assessed) -> usize {
        match piece.evidence {
            0 => 0,
            at => {
                self.of_claims[piece.claim.row()].get_or_init(|| count(piece.claim, assessed))[at]
            }
        }
    }
}

fn count(claim: Key<Claim>, assessed: &Assessed) -> Vec<usize> {
    let pieces = &assessed.dossier.claims[claim].evidence;
    let words = |at: &usize| {
        let piece = &pieces[*at];
        (piece.article, assessed.findings.of(piece).quote)
    };
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by_key(words);
    let mut counts = vec![0; pieces.len()];
    for alike in order.chunk_by(|one, other| words(one) == words(other)) {
        for (before, at) in alike.iter().enumerate() {
            counts[*at] = before;
        }
    }
    counts
}
