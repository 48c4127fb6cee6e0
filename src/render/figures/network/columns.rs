//! Arranges one part of the network in columns.
//!
//! In: the pairs of the part. Out: [`Columns`], with names in even columns and labels in odd ones.
//! A longer line has a bend in each column that it passes. The order within columns is left to
//! `order.rs`.

use super::narrow::narrow;
use super::ranks::ranks;
use super::ties::Pair;
use std::collections::BTreeMap;

/// The size of a box to place: a name, or the labels between two actors.
#[derive(Debug)]
pub(super) struct Sized {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// The kind of an item in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// An actor, as an index in the list of all actors.
    Actor(usize),
    /// The labels of a pair.
    Label,
    /// A line passing through.
    Bend,
}

/// An item in a column.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) what: What,
    pub(super) column: usize,
    pub(super) width: f64,
    pub(super) height: f64,
    /// Indices of its neighbours in the columns before and after.
    pub(super) before: Vec<usize>,
    pub(super) after: Vec<usize>,
}

/// A part of the network in columns.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) items: Vec<Item>,
    /// The items of each column, from top to bottom.
    pub(super) columns: Vec<Vec<usize>>,
    /// For each pair of the part, the items along its line, from left to right.
    pub(super) ways: Vec<(usize, Vec<usize>)>,
}

/// The number of name columns that fit the width of a page, with the labels between them.
const COLUMNS: i32 = 4;

/// The ranks of a part's actors, by index in the list of all actors. Also reverses pairs, so that
/// each leads from left to right.
pub(super) fn rank(part: &[usize], pairs: &mut [Pair]) -> BTreeMap<usize, usize> {
    let mut number: BTreeMap<usize, usize> = BTreeMap::new();
    for pair in part {
        for actor in [pairs[*pair].from, pairs[*pair].to] {
            let next = number.len();
            number.entry(actor).or_insert(next);
        }
    }
    let edge = |pair: &usize| (number[&pairs[*pair].from], number[&pairs[*pair].to]);
    let edges: Vec<(usize, usize)> = part.iter().map(edge).collect();
    let ranks = narrow(ranks(number.len(), &edges), &edges, COLUMNS);
    for (pair, (from, to)) in part.iter().zip(edges) {
        if ranks[from] > ranks[to] {
            let pair = &mut pairs[*pair];
            (pair.from, pair.to) = (pair.to, pair.from);
        }
    }
    let rank = |(actor, number): (usize, usize)| (actor, ranks[number] as usize);
    number.into_iter().map(rank).collect()
}

impl Columns {
    /// The columns of the part with the pairs `part` and with the actors' ranks `ranks`.
    pub(super) fn new(
        part: &[usize],
        ranks: &BTreeMap<usize, usize>,
        pairs: &[Pair],
        boxes: &[Sized],
        labels: &[Sized],
    ) -> Self {
        let mut all = Self {
            items: Vec::new(),
            columns: vec![Vec::new(); 2 * ranks.values().max().copied().unwrap_or(0) + 1],
            ways: Vec::new(),
        };
        let mut degrees: BTreeMap<usize, usize> = BTreeMap::new();
        let ends = part
            .iter()
            .flat_map(|pair| [pairs[*pair].from, pairs[*pair].to]);
        for actor in ends.clone() {
            *degrees.entry(actor).or_default() += 1;
        }
        let mut item: BTreeMap<usize, usize> = BTreeMap::new();
        for actor in ends {
            item.entry(actor)
                .or_insert_with(|| all.add(What::Actor(actor), 2 * ranks[&actor], &boxes[actor]));
        }
        for pair in part {
            let Pair { from, to, .. } = pairs[*pair];
            let (first, last) = (2 * ranks[&from], 2 * ranks[&to]);
            // Put the label beside the actor with fewer ties, because there is more room.
            let label = if degrees[&from] <= degrees[&to] {
                first + 1
            } else {
                last - 1
            };
            let mut way = vec![item[&from]];
            for column in first + 1..last {
                let next = if column == label {
                    all.add(What::Label, column, &labels[*pair])
                } else {
                    let nothing = Sized {
                        width: 0.0,
                        height: 0.0,
                    };
                    all.add(What::Bend, column, &nothing)
                };
                way.push(next);
            }
            way.push(item[&to]);
            for step in way.windows(2) {
                all.items[step[0]].after.push(step[1]);
                all.items[step[1]].before.push(step[0]);
            }
            all.ways.push((*pair, way));
        }
        all
    }

    fn add(&mut self, what: What, column: usize, sized: &Sized) -> usize {
        self.items.push(Item {
            what,
            column,
            width: sized.width,
            height: sized.height,
            before: Vec::new(),
            after: Vec::new(),
        });
        let at = self.items.len() - 1;
        self.columns[column].push(at);
        at
    }
}
