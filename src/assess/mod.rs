//! Stage 6: derive a status from the evidence. In: a [`Dossier`] and the [`Findings`] of its
//! quotes. Out: [`Assessed`], in which each claim has a status and the lines of evidence behind it.
//!
//! The program counts reports and checks quotes. It does not know whether they are true, and no
//! status says that a claim is true.

mod lines;

pub use lines::{Common, Joint, Line};

use crate::dossier::{Article, Claim, Dossier, Key, Stance, Status};
use crate::verify::Findings;
use lines::lines;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A dossier whose claims have a status.
#[derive(Debug)]
pub struct Assessed {
    /// The dossier.
    pub dossier: Dossier,
    /// Where quotes were found.
    pub findings: Findings,
    standings: Standings,
}

/// The standing of each claim, by row. Shared, because the pipeline keeps it for later runs.
pub type Standings = Arc<[Standing]>;

impl Assessed {
    /// The standing of each claim, by row.
    pub fn standings(&self) -> &Standings {
        &self.standings
    }

    /// The standing of a claim.
    pub fn standing(&self, claim: Key<Claim>) -> &Standing {
        &self.standings[claim.row()]
    }

    /// The retracted articles that supported or disputed any of these claims, in table order.
    pub fn recalled(&self, claims: &[Key<Claim>]) -> BTreeSet<Key<Article>> {
        let articles = claims.iter().flat_map(|claim| {
            let evidence = &self.dossier.claims[*claim].evidence;
            let recalled = &self.standing(*claim).recalled;
            recalled.iter().map(|piece| evidence[*piece].article)
        });
        articles.collect()
    }

    /// How many of these claims have lost all their supporting evidence to retractions.
    pub fn bereft(&self, claims: &[Key<Claim>]) -> usize {
        let is_bereft = |claim: &&Key<Claim>| {
            let standing = self.standing(**claim);
            let evidence = &self.dossier.claims[**claim].evidence;
            let mut recalled = standing.recalled.iter().map(|piece| &evidence[*piece]);
            standing.supporting.is_empty() && recalled.any(|piece| piece.stance == Stance::Supports)
        };
        claims.iter().filter(is_bereft).count()
    }
}

/// The status of a claim, and the evidence behind it. Pieces are indexes into the claim's evidence.
#[derive(Debug, PartialEq, Eq)]
pub struct Standing {
    /// The status that follows from the two numbers of lines.
    pub status: Status,
    /// The independent lines of evidence for it.
    pub supporting: Vec<Line>,
    /// The independent lines of evidence against it.
    pub disputing: Vec<Line>,
    /// Evidence for or against it that no longer counts, because its article was retracted.
    pub recalled: Vec<usize>,
}

impl Standing {
    /// Derives the standing of `claim`.
    pub fn of(claim: &Claim, dossier: &Dossier) -> Self {
        let retracted = |at: &usize| {
            let article = claim.evidence[*at].article;
            dossier.articles[article].retracted.is_some()
        };
        let with = |stance: Stance| {
            let evidence = 0..claim.evidence.len();
            evidence.filter(move |at| claim.evidence[*at].stance == stance)
        };
        let line = |stance| {
            let standing: Vec<usize> = with(stance).filter(|at| !retracted(at)).collect();
            lines(claim, dossier, &standing)
        };
        let (supporting, disputing) = (line(Stance::Supports), line(Stance::Disputes));
        let status = match (supporting.len(), disputing.len()) {
            (0, 0) => Status::Unsupported,
            (0, _) => Status::Denied,
            (1, 0) => Status::SingleSource,
            (_, 0) => Status::Corroborated,
            _ => Status::Contested,
        };
        let bearing = with(Stance::Supports).chain(with(Stance::Disputes));
        let mut recalled: Vec<usize> = bearing.filter(retracted).collect();
        recalled.sort_unstable();
        Self {
            status,
            supporting,
            disputing,
            recalled,
        }
    }
}

/// Derives the standing of every claim, unless it is `known` from an earlier run.
pub fn assess(dossier: Dossier, findings: Findings, known: Option<Standings>) -> Assessed {
    let standings = known.unwrap_or_else(|| {
        let claims: Vec<Key<Claim>> = dossier.claims.keys().collect();
        let standings: Vec<Standing> = claims
            .into_par_iter()
            .map(|claim| Standing::of(&dossier.claims[claim], &dossier))
            .collect();
        standings.into()
    });
    Assessed {
        dossier,
        findings,
        standings,
    }
}
