//! Checks the quotes of all articles.
//!
//! In: a [`Desk`], and perhaps an earlier run. Out: what became of the quotes of each article.
//! Articles in which nothing has changed keep the earlier result. Checking one article is left to
//! `article.rs`.

use super::article::Check;
use super::desk::{ClaimPiece, Desk};
use super::findings::{Checked, CheckedArticle, Earlier};
use crate::dossier::Table;
use rayon::prelude::*;
use std::sync::Arc;

impl<'a> Desk<'a> {
    /// What becomes of the quotes of each article.
    pub(super) fn check_all(&self, earlier: Option<Earlier<'_>>) -> Checked {
        let count = self.dossier.articles.len();
        let wanted = match earlier {
            Some(earlier) => self.changed(earlier),
            None => vec![true; count],
        };
        let pieces = self.pieces(&wanted, earlier);
        let check = |(row, pieces): (usize, Vec<ClaimPiece<'_>>)| match earlier {
            Some(earlier) if !wanted[row] => earlier.findings.articles[row].clone(),
            _ if pieces.is_empty() => None,
            _ => Some(Arc::new(Check::article(self, Table::key(row), &pieces))),
        };
        let articles = pieces.into_par_iter().enumerate();
        let checked: Vec<Option<Arc<CheckedArticle>>> = articles.map(check).collect();
        checked.into()
    }

    /// The pieces of evidence of the `wanted` articles, by the articles' rows.
    fn pieces(&self, wanted: &[bool], earlier: Option<Earlier<'_>>) -> Vec<Vec<ClaimPiece<'a>>> {
        let dossier = self.dossier;
        let mut pieces: Vec<Vec<ClaimPiece<'a>>> = vec![Vec::new(); wanted.len()];
        if let Some(earlier) = earlier.filter(|earlier| dossier.claims.is(&earlier.dossier.claims))
        {
            // The earlier run found all quotes, so its findings name all pieces.
            let articles = earlier.findings.articles.iter().enumerate();
            for (row, article) in articles.filter(|(row, _)| wanted[*row]) {
                let found = article.iter().flat_map(|article| &article.found);
                pieces[row].extend(found.map(|(number, _)| {
                    let claim = &dossier.claims[Table::key(number.claim)];
                    (claim, &claim.evidence[number.at])
                }));
            }
            return pieces;
        }
        for claim in dossier.claims.records() {
            for piece in &claim.evidence {
                let row = piece.article.row();
                if wanted[row] {
                    pieces[row].push((claim, piece));
                }
            }
        }
        pieces
    }

    /// Which articles have other words, quotes or captures than in the earlier run, by their rows.
    fn changed(&self, earlier: Earlier<'_>) -> Vec<bool> {
        let (now, then) = (self.dossier, earlier.dossier);
        let mut changed = vec![false; now.articles.len()];
        for key in now.articles.differing(&then.articles) {
            changed[key.row()] = true;
        }
        for (key, (capture, _)) in &self.captures {
            changed[key.row()] |= earlier.touched.contains(capture);
        }
        for key in now.claims.differing(&then.claims) {
            let before = &then.claims[key].evidence;
            for piece in now.claims[key].evidence.iter().chain(before) {
                changed[piece.article.row()] = true;
            }
        }
        changed
    }
}
