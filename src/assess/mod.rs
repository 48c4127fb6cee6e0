//! Stage 6: what the evidence amounts to. In: a [`Dossier`] and the [`Findings`] of its quotes. Out: [`Assessed`], in
//! which each claim has a status, and how it was derived.
//!
//! The program counts reports and checks words. Whether what they say is true it does not know, and no status says so.

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
    /// The records.
    pub dossier: Dossier,
    /// Where quotes were found.
    pub findings: Findings,
    standings: Standings,
}

/// How each claim stands, by its row; shared with who remembers it.
pub type Standings = Arc<[Standing]>;

impl Assessed {
    /// How each claim stands.
    pub fn standings(&self) -> &Standings {
        &self.standings
    }

    /// How a claim stands.
    pub fn standing(&self, claim: Key<Claim>) -> &Standing {
        &self.standings[claim.row()]
    }

    /// The retracted articles that any of these claims rested on, in the order of their table.
    pub fn recalled(&self, claims: &[Key<Claim>]) -> BTreeSet<Key<Article>> {
        let articles = claims.iter().flat_map(|claim| {
            let evidence = &self.dossier.claims[*claim].evidence;
            let recalled = &self.standing(*claim).recalled;
            recalled.iter().map(|piece| evidence[*piece].article)
        });
        articles.collect()
    }

    /// How many of these claims have lost all their supporting evidence because it was retracted.
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

/// How a claim stands, and why. Pieces of evidence are named by their place among the claim's, from 0.
#[derive(Debug, PartialEq, Eq)]
pub struct Standing {
    /// What it amounts to.
    pub status: Status,
    /// The independent lines of evidence for it.
    pub supporting: Vec<Line>,
    /// The independent lines of evidence against it.
    pub disputing: Vec<Line>,
    /// Evidence for or against it that counts no more, because its article was retracted.
    pub recalled: Vec<usize>,
}

impl Standing {
    /// Derives how `claim` stands.
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

/// Derives how every claim stands, but where it is `known`.
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
