//! Pieces of evidence that repeat words of an article for one claim: their anchors are numbered.

use crate::assess::Assessed;
use crate::dossier::{Claim, Key, Place};
use std::sync::OnceLock;

/// For each claim, by its row: how many earlier pieces are like each of its pieces. Counted when it is first asked for.
#[derive(Debug)]
pub(super) struct Repeated {
    of_claims: Vec<OnceLock<Vec<usize>>>,
}

impl Repeated {
    /// Nothing is counted yet.
    pub(super) fn new(assessed: &Assessed) -> Self {
        let mut of_claims = Vec::new();
        of_claims.resize_with(assessed.dossier.claims.len(), OnceLock::new);
        Self { of_claims }
    }

    /// How many earlier pieces of the same claim have the words of this one, from the same article.
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
