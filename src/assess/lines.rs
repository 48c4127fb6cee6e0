//! Lines of evidence. Pieces that go back to the same report or the same speaker form one line.

use crate::dossier::{Article, Claim, Dossier, Key, Slug, Speaker};
use std::collections::BTreeMap;

/// Pieces of evidence that together count once, and what joins them.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// The pieces, as indexes into the claim's evidence. Never empty.
    pub evidence: Vec<usize>,
    /// What joins the pieces. Empty if there is only one.
    pub joints: Vec<Joint>,
}

/// What joins some pieces of a line.
#[derive(Debug, PartialEq, Eq)]
pub struct Joint {
    /// The pieces, as indexes into the claim's evidence: two or more.
    pub evidence: Vec<usize>,
    /// What they have in common.
    pub common: Common,
}

/// What pieces of evidence have in common.
#[derive(Debug, PartialEq, Eq)]
pub enum Common {
    /// They are from the same article.
    Article(Key<Article>),
    /// Their articles go back to the report with this id.
    Origin(Slug),
    /// They quote the same speaker.
    Speaker(Speaker),
}

/// The independent lines that `pieces` of a claim's evidence form. Pieces are connected if their
/// articles go back to the same report, or if they name the same speaker; each connected component
/// is a line. Lines and their pieces keep the order of `pieces`.
pub(super) fn lines(claim: &Claim, dossier: &Dossier, pieces: &[usize]) -> Vec<Line> {
    // Most claims have only one piece.
    if let [one] = pieces {
        return vec![Line {
            evidence: vec![*one],
            joints: Vec::new(),
        }];
    }
    let mut joined = Joined::new(pieces.len());
    // The first piece of each origin and of each speaker.
    let mut origins: BTreeMap<&Slug, usize> = BTreeMap::new();
    let mut speakers: BTreeMap<Speaker, usize> = BTreeMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        let piece = &claim.evidence[*piece];
        let origin = &dossier.articles[piece.article].root;
        joined.join(*origins.entry(origin).or_insert(at), at);
        if let Some(speaker) = piece.speaker {
            joined.join(*speakers.entry(speaker).or_insert(at), at);
        }
    }
    let mut components: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        components.entry(joined.first(at)).or_default().push(*piece);
    }
    components
        .into_values()
        .map(|evidence| Line {
            joints: joints(claim, dossier, &evidence),
            evidence,
        })
        .collect()
}

/// Numbers from 0 that are joined into groups (disjoint sets, Tarjan 1975).
struct Joined {
    /// For each number, an earlier one of its group, or itself if it is the first.
    earlier: Vec<usize>,
}

impl Joined {
    fn new(count: usize) -> Self {
        Self {
            earlier: (0..count).collect(),
        }
    }

    /// The first of the group of `at`.
    fn first(&mut self, mut at: usize) -> usize {
        while self.earlier[at] != at {
            // Path halving: the next search takes half as many steps.
            self.earlier[at] = self.earlier[self.earlier[at]];
            at = self.earlier[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.earlier[a.max(b)] = a.min(b);
    }
}

fn joints(claim: &Claim, dossier: &Dossier, pieces: &[usize]) -> Vec<Joint> {
    let mut origins: BTreeMap<&Slug, Vec<usize>> = BTreeMap::new();
    let mut speakers: BTreeMap<Speaker, Vec<usize>> = BTreeMap::new();
    for at in pieces {
        let piece = &claim.evidence[*at];
        let origin = &dossier.articles[piece.article].root;
        origins.entry(origin).or_default().push(*at);
        if let Some(speaker) = piece.speaker {
            speakers.entry(speaker).or_default().push(*at);
        }
    }
    let origins = origins.into_iter().map(|(origin, evidence)| {
        let article = claim.evidence[evidence[0]].article;
        let in_one = evidence
            .iter()
            .all(|at| claim.evidence[*at].article == article);
        let common = match in_one {
            true => Common::Article(article),
            false => Common::Origin(origin.clone()),
        };
        Joint { evidence, common }
    });
    let speakers = speakers.into_iter().map(|(speaker, evidence)| Joint {
        evidence,
        common: Common::Speaker(speaker),
    });
    origins
        .chain(speakers)
        .filter(|joint| joint.evidence.len() > 1)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Joined;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_joined_by_others_is_one_group(pairs in proptest::collection::vec((0_usize..12, 0_usize..12), 0..14)) {
            let mut joined = Joined::new(12);
            // For each number, the smallest one that it is joined to, computed naively.
            let mut least: Vec<usize> = (0..12).collect();
            for (a, b) in &pairs {
                joined.join(*a, *b);
            }
            for _ in 0..12 {
                for (a, b) in &pairs {
                    let both = least[*a].min(least[*b]);
                    (least[*a], least[*b]) = (both, both);
                }
            }
            let firsts: Vec<usize> = (0..12).map(|at| joined.first(at)).collect();
            prop_assert_eq!(firsts, least);
        }
    }
}
