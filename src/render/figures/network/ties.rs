//! Groups the ties of a network by their actors.
//!
//! In: actors and ties. Out: a [`Pair`] for every two actors with ties, and the connected parts of
//! the network. Placing them is left to the other files.

use std::collections::BTreeMap;

/// An actor to draw.
#[derive(Debug, Clone)]
pub(in crate::render) struct Actor {
    pub(in crate::render) name: String,
    /// The name and the kind in words, for readers who cannot see the figure.
    pub(in crate::render) title: String,
    /// The kind in words, like `person`.
    pub(in crate::render) kind: String,
    /// The kind as a term, which selects the shape.
    pub(in crate::render) shape: &'static str,
    pub(in crate::render) url: Option<String>,
}

/// A tie to draw.
#[derive(Debug, Clone)]
pub(in crate::render) struct Tie {
    /// The actor at the start of the tie, as an index in the list.
    pub(in crate::render) from: usize,
    /// The actor at the end of the tie, which must differ from `from`.
    pub(in crate::render) to: usize,
    /// The relation of `from` to `to`, like `member of`.
    pub(in crate::render) kind: String,
    /// The whole tie in words, for readers who cannot see the figure.
    pub(in crate::render) name: String,
    /// The address that the tie links to.
    pub(in crate::render) url: String,
    /// Whether it is a membership, which is drawn as a thinner line.
    pub(in crate::render) membership: bool,
}

/// The ties between two actors, drawn as one line from `from` to `to`.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) ties: Vec<usize>,
}

/// The ties grouped by their two actors, in order of first appearance.
pub(super) fn pairs(actors: usize, ties: &[Tie]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut known: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (at, tie) in ties.iter().enumerate() {
        if tie.from == tie.to || tie.from.max(tie.to) >= actors {
            continue;
        }
        let ends = (tie.from.min(tie.to), tie.from.max(tie.to));
        let pair = *known.entry(ends).or_insert_with(|| {
            pairs.push(Pair {
                from: tie.from,
                to: tie.to,
                ties: Vec::new(),
            });
            pairs.len() - 1
        });
        pairs[pair].ties.push(at);
    }
    pairs
}

/// The connected parts, each as the indices of its pairs.
pub(super) fn parts(actors: usize, pairs: &[Pair]) -> Vec<Vec<usize>> {
    let mut part: Vec<usize> = (0..actors).collect();
    loop {
        let mut changed = false;
        for pair in pairs {
            let low = part[pair.from].min(part[pair.to]);
            for end in [pair.from, pair.to] {
                changed |= part[end] != low;
                part[end] = low;
            }
        }
        if !changed {
            break;
        }
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, pair) in pairs.iter().enumerate() {
        parts.entry(part[pair.from]).or_default().push(at);
    }
    parts.into_values().collect()
}

/// The number of lines on the busier side of an actor.
pub(super) fn most_on_a_side(actor: usize, pairs: &[Pair]) -> usize {
    let left = pairs.iter().filter(|pair| pair.to == actor).count();
    let right = pairs.iter().filter(|pair| pair.from == actor).count();
    left.max(right)
}
