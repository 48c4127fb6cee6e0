//! Lines of evidence: pieces that go back to one report, or to one speaker, are one line.

use crate::dossier::{Article, Claim, Dossier, Key, Slug, Speaker};
use std::collections::BTreeMap;

/// Pieces of evidence that count once, and what joins them.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// The pieces, by their place among the claim's evidence; never empty.
    pub evidence: Vec<usize>,
    /// What joins them; nothing where it is one piece.
    pub ties: Vec<Tie>,
}

/// What joins pieces of evidence.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// They stand in one article.
    Article(Key<Article>),
    /// Their articles go back to one report.
    Origin(Slug),
    /// They are the words of one speaker.
    Speaker(Speaker),
}

/// The independent lines that `pieces` of a claim's evidence form: the connected components over the reports that the
/// articles go back to, and over the speakers that are named. Lines and pieces are in the order of the evidence.
pub fn lines(claim: &Claim, dossier: &Dossier, pieces: &[usize]) -> Vec<Line> {
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
            ties: ties(claim, dossier, &evidence),
            evidence,
        })
        .collect()
}

fn joined(claim: &Claim, dossier: &Dossier, a: usize, b: usize) -> bool {
    let (a, b) = (&claim.evidence[a], &claim.evidence[b]);
    let origin = |article: Key<Article>| dossier.articles[article].origin_id();
    origin(a.article) == origin(b.article) || a.speaker.is_some() && a.speaker == b.speaker
}

fn ties(claim: &Claim, dossier: &Dossier, pieces: &[usize]) -> Vec<Tie> {
    let mut origins: BTreeMap<&Slug, Vec<Key<Article>>> = BTreeMap::new();
    let mut speakers: BTreeMap<Speaker, usize> = BTreeMap::new();
    for piece in pieces {
        let piece = &claim.evidence[*piece];
        let origin = dossier.articles[piece.article].origin_id();
        origins.entry(origin).or_default().push(piece.article);
        if let Some(speaker) = piece.speaker {
            *speakers.entry(speaker).or_default() += 1;
        }
    }
    let shared = origins
        .into_iter()
        .filter(|(_, articles)| articles.len() > 1);
    let origins =
        shared.map(
            |(origin, articles)| match articles.iter().all(|a| *a == articles[0]) {
                true => Tie::Article(articles[0]),
                false => Tie::Origin(origin.clone()),
            },
        );
    let shared = speakers.into_iter().filter(|(_, pieces)| *pieces > 1);
    origins
        .chain(shared.map(|(speaker, _)| Tie::Speaker(speaker)))
        .collect()
}
