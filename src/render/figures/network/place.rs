//! Places the items of a part.
//!
//! In: [`Columns`] in their final order. Out: a [`Part`] with the centre of every name and label,
//! and the routes of lines. Placing parts beside each other is left to `mod.rs`.
//!
//! Each column in turn moves as near to its neighbours as its order and spacing allow. The
//! least-squares solution is an isotonic regression, found by pooling adjacent violators (Barlow
//! and others 1972).

use super::columns::{Columns, What};
use std::fmt::Write;

/// A placed part of the network.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) nodes: Vec<Placed>,
    pub(super) lines: Vec<Route>,
}

/// The centre of an actor's box.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) of: usize,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// The route of a line from left to right.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) pair: usize,
    /// The level segments: start, end and height. The line curves between them.
    levels: Vec<(f64, f64, f64)>,
    /// The centre of the label.
    pub(super) label: (f64, f64),
}

/// The number of times that the columns move.
const MOVES: usize = 24;
/// The narrowest gap between two columns.
const GAP: f64 = 14.0;
/// The widest gap between two columns.
const WIDEST_GAP: f64 = 56.0;
/// The growth of a gap for each unit of height that its lines change.
const SWING: f64 = 0.14;
/// The space on each side of a column of actors, where lines are level and arrows end.
const LEVEL: f64 = 13.0;
/// A change of height up to this size is removed if possible.
const STEP: f64 = 16.0;
/// The distance between lines where they reach an actor.
pub(super) const PORT: f64 = 10.0;
/// The length of an arrowhead.
const HEAD: f64 = 9.0;

/// Places all items of a part.
pub(super) fn place(columns: &Columns) -> Part {
    let y = heights(columns);
    let spans = spans(columns, &y);
    let middle = |item: usize| {
        let (left, right) = spans[columns.items[item].column];
        (left + right) / 2.0
    };
    let nodes = columns
        .items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| match item.what {
            What::Actor(of) => Some(Placed {
                of,
                x: middle(at),
                y: y[at],
            }),
            What::Label | What::Bend => None,
        });
    let lines = columns.ways.iter().map(|(pair, way)| {
        let mut label = (0.0, 0.0);
        let levels = way.iter().enumerate().map(|(step, item)| {
            let (from, to) = spans[columns.items[*item].column];
            let half = columns.items[*item].width / 2.0;
            let x = middle(*item);
            if columns.items[*item].what == What::Label {
                label = (x, y[*item]);
            }
            match step {
                0 => (x + half, to, y[*item] + port(columns, &y, *item, way[1])),
                step if step + 1 == way.len() => (
                    from,
                    x - half,
                    y[*item] + port(columns, &y, *item, way[step - 1]),
                ),
                _ => (from, to, y[*item]),
            }
        });
        let levels = levels.collect();
        Route {
            pair: *pair,
            levels,
            label,
        }
    });
    let (nodes, lines) = (nodes.collect(), lines.collect());
    let bottom = |item: usize| y[item] + columns.items[item].height / 2.0;
    Part {
        width: spans.last().map_or(0.0, |(_, right)| *right),
        height: (0..y.len()).map(bottom).fold(0.0, f64::max),
        nodes,
        lines,
    }
}

/// The vertical centres of all items. The topmost item begins at 0.
fn heights(columns: &Columns) -> Vec<f64> {
    let mut y = vec![0.0; columns.items.len()];
    for column in &columns.columns {
        settle(columns, column, &mut y, |_| (0.0, 1.0));
    }
    for step in 0..MOVES {
        // In the last moves both sides count, so that items with neighbours on both sides end up
        // between them.
        let both = step + 4 >= MOVES;
        let forth = step % 2 == 0;
        for at in 0..columns.columns.len() {
            let at = if forth {
                at
            } else {
                columns.columns.len() - 1 - at
            };
            let before = y.clone();
            let wish = |item: usize| {
                let of = &columns.items[item];
                let (near, far) = if forth {
                    (&of.before, &of.after)
                } else {
                    (&of.after, &of.before)
                };
                let far = far.iter().filter(|_| both || near.is_empty());
                let mut sum = 0.0;
                let mut weight = 0.0;
                for other in near.iter().chain(far) {
                    // Keeping a line level along its way matters more than at its ends.
                    let actor = |item: usize| matches!(columns.items[item].what, What::Actor(_));
                    let level = if actor(item) || actor(*other) {
                        1.0
                    } else {
                        8.0
                    };
                    sum += before[*other] * level;
                    weight += level;
                }
                if weight > 0.0 {
                    (sum / weight, weight)
                } else {
                    (before[item], 0.1)
                }
            };
            settle(columns, &columns.columns[at], &mut y, wish);
        }
    }
    straighten(columns, &mut y);
    let top = |item: usize| y[item] - columns.items[item].height / 2.0;
    let least = (0..y.len()).map(top).fold(f64::INFINITY, f64::min);
    for y in &mut y {
        *y -= least;
    }
    y
}

/// Removes small steps: an item on a line's way moves to the line's height just before or after it,
/// if its column has room.
fn straighten(columns: &Columns, y: &mut [f64]) {
    for pass in 0..4 {
        for (_, way) in &columns.ways {
            let middle = 1..way.len() - 1;
            for step in middle {
                // Two passes run from the left and two from the right.
                let (at, other) = if pass % 2 == 0 {
                    (step, step - 1)
                } else {
                    (way.len() - 1 - step, way.len() - step)
                };
                let (item, other) = (way[at], way[other]);
                let level = match columns.items[other].what {
                    What::Actor(_) => y[other] + port(columns, y, other, item),
                    What::Label | What::Bend => y[other],
                };
                if (level - y[item]).abs() <= STEP {
                    y[item] = nearest(columns, y, item, level);
                }
            }
        }
    }
}

/// The height nearest to `level` at which the item fits between its neighbours in the column.
fn nearest(columns: &Columns, y: &[f64], item: usize, level: f64) -> f64 {
    let column = &columns.columns[columns.items[item].column];
    let Some(at) = column.iter().position(|other| *other == item) else {
        return y[item];
    };
    let above = at
        .checked_sub(1)
        .map(|above| y[column[above]] + apart(columns, column[above], item));
    let below = column
        .get(at + 1)
        .map(|below| y[*below] - apart(columns, item, *below));
    let level = below.map_or(level, |below| level.min(below));
    above.map_or(level, |above| level.max(above))
}

/// Moves the items of a column as near as possible to their wished heights, by weight.
fn settle(columns: &Columns, column: &[usize], y: &mut [f64], wish: impl Fn(usize) -> (f64, f64)) {
    // Runs of touching items: their number, the mean of their wishes less their offsets, and their
    // weight.
    let mut runs: Vec<(usize, f64, f64)> = Vec::new();
    let mut offsets: Vec<f64> = Vec::new();
    let mut offset = 0.0;
    for (at, item) in column.iter().enumerate() {
        if at > 0 {
            offset += apart(columns, column[at - 1], *item);
        }
        offsets.push(offset);
        let (wished, weight) = wish(*item);
        runs.push((1, wished - offset, weight));
        while let [.., upper, lower] = runs.as_slice() {
            if upper.1 <= lower.1 {
                break;
            }
            let weight = upper.2 + lower.2;
            let mean = (upper.1 * upper.2 + lower.1 * lower.2) / weight;
            let joined = (upper.0 + lower.0, mean, weight);
            runs.truncate(runs.len() - 2);
            runs.push(joined);
        }
    }
    let starts = runs
        .iter()
        .flat_map(|(count, mean, _)| std::iter::repeat_n(*mean, *count));
    for ((item, start), offset) in column.iter().zip(starts).zip(offsets) {
        y[*item] = start + offset;
    }
}

/// The least distance between the centres of two adjacent items of a column.
fn apart(columns: &Columns, upper: usize, lower: usize) -> f64 {
    let (upper, lower) = (&columns.items[upper], &columns.items[lower]);
    let free = match (upper.what, lower.what) {
        (What::Actor(_), What::Actor(_)) => 12.0,
        (What::Label, What::Label) => 2.0,
        (What::Bend, What::Bend) => 9.0,
        _ => 10.0,
    };
    (upper.height + lower.height) / 2.0 + free
}

/// The left and right edges of each column.
fn spans(columns: &Columns, y: &[f64]) -> Vec<(f64, f64)> {
    let mut spans = Vec::new();
    let mut x = 0.0;
    for column in &columns.columns {
        let width = column
            .iter()
            .map(|item| columns.items[*item].width)
            .fold(0.0, f64::max);
        let actors = column
            .iter()
            .any(|item| matches!(columns.items[*item].what, What::Actor(_)));
        let width = if actors { width + 2.0 * LEVEL } else { width };
        spans.push((x, x + width));
        let swing = |item: &usize| {
            let after = columns.items[*item].after.iter();
            after
                .map(|other| (y[*other] - y[*item]).abs())
                .fold(0.0, f64::max)
        };
        let highest = column.iter().map(swing).fold(0.0, f64::max);
        x += width + (GAP + highest * SWING).min(WIDEST_GAP);
    }
    spans
}

/// The vertical offset at which a line meets an actor's side. Lines are sorted by the height of
/// their other ends.
fn port(columns: &Columns, y: &[f64], actor: usize, other: usize) -> f64 {
    let of = &columns.items[actor];
    let side = if columns.items[other].column > of.column {
        &of.after
    } else {
        &of.before
    };
    let above = side.iter().filter(|one| y[**one] < y[other]).count();
    let count = side.len();
    if count < 2 {
        return 0.0;
    }
    let step = ((of.height - 8.0) / count as f64).min(PORT);
    (above as f64 - (count - 1) as f64 / 2.0) * step
}

impl Part {
    /// Moves the whole part.
    pub(super) fn shift(&mut self, right: f64, down: f64) {
        for node in &mut self.nodes {
            node.x += right;
            node.y += down;
        }
        for line in &mut self.lines {
            line.label.0 += right;
            line.label.1 += down;
            for (from, to, y) in &mut line.levels {
                *from += right;
                *to += right;
                *y += down;
            }
        }
    }
}

impl Route {
    /// The line, as path data (SVG 2, section 9.3).
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        let mut last: Option<(f64, f64)> = None;
        for (from, to, y) in &self.levels {
            let (start, end, height) = (from.round(), to.round(), y.round());
            match last {
                None => _ = write!(path, "M{start} {height}"),
                Some((_, before)) if before == height => _ = write!(path, "H{start}"),
                Some((x, before)) => {
                    let middle = ((x + start) / 2.0).round();
                    _ = write!(
                        path,
                        "C{middle} {before} {middle} {height} {start} {height}"
                    );
                }
            }
            if end > start {
                _ = write!(path, "H{end}");
            }
            last = Some((end, height));
        }
        path
    }

    /// The arrowheads at the given ends, as path data.
    pub(super) fn heads(&self, at_right: bool, at_left: bool) -> String {
        let mut heads = String::new();
        let half = HEAD / 2.0;
        if let (true, Some((_, x, y))) = (at_right, self.levels.last()) {
            _ = write!(
                heads,
                "M{} {}l-{HEAD} -{half}v{HEAD}z",
                x.round(),
                y.round()
            );
        }
        if let (true, Some((x, _, y))) = (at_left, self.levels.first()) {
            _ = write!(heads, "M{} {}l{HEAD} -{half}v{HEAD}z", x.round(), y.round());
        }
        heads
    }
}
