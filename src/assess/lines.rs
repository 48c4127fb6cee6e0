//! Lines of evidence: pieces that go back to one report, or to one speaker, are one line.

use crate::dossier::{Article, Claim, Dossier, Key, Slug, Speaker};
use std::collections::BTreeMap;

/// Pieces of evidence that count once, and what joins them.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// The pieces, by their place among the claim's evidence; never empty.
    pub evidence: Vec<usize>,
    /// What joins them; nothing where it is one piece.
    pub joints: Vec<Joint>,
}

/// What joins some pieces of a line.
#[derive(Debug, PartialEq, Eq)]
pub struct Joint {
    /// The pieces that it joins: two or more.
    pub evidence: Vec<usize>,
    /// What they have in common.
    pub common: Common,
}

/// What pieces of evidence have in common.
#[derive(Debug, PartialEq, Eq)]
pub enum Common {
    /// They stand in one article.
    Article(Key<Article>),
    /// Their articles go back to one report.
    Origin(Slug),
    /// They are the words of one speaker.
    Speaker(Speaker),
}

/// The independent lines that `pieces` of a claim's evidence form: the connected components over the reports that the
/// articles go back to, and over the speakers that are named. Lines and pieces are in the order of the evidence.
pub(super) fn lines(claim: &Claim, dossier: &Dossier, pieces: &[usize]) -> Vec<Line> {
    // Most claims have one.
    if let [one] = pieces {
        return vec![Line {
            evidence: vec![*one],
            joints: Vec::new(),
        }];
    }
    let mut components: Vec<Vec<usize>> = Vec::new();
    for piece in pieces {
        let joins = |line: &Vec<usize>| {
            line.iter()
                .any(|other| joined(claim, dossier, *piece, *other))
        };
        let (joining, apart) = components.into_iter().partition(joins);
        let joining: Vec<Vec<usize>> = joining;
        components = apart;
        let mut line: Vec<usize> = joining.concat();
        line.push(*piece);
        line.sort_unstable();
        components.push(line);
    }
    components.sort();
    components
        .into_iter()
        .map(|evidence| Line {
            joints: joints(claim, dossier, &evidence),
            evidence,
        })
        .collect()
}

fn joined(claim: &Claim, dossier: &Dossier, a: usize, b: usize) -> bool {
    let (a, b) = (&claim.evidence[a], &claim.evidence[b]);
    let origin = |article: Key<Article>| &dossier.articles[article].root;
    origin(a.article) == origin(b.article) || a.speaker.is_some() && a.speaker == b.speaker
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
