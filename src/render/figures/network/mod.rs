//! Draws the network of actors.
//!
//! In: actors and the ties between them. Out: a [`Figure`] that reads from left to right. No line
//! crosses a name, and no labels overlap. Turning it into SVG is left to templates.
//!
//! It is a layered drawing (Sugiyama, Tagawa and Toda 1981). Actors are in columns (`ranks`), and
//! the labels of ties are in columns between them. `narrow` limits the number of columns, `order`
//! reduces crossings, and `place` sets the heights. A line changes its height only in the empty
//! gaps between columns.

mod columns;
mod narrow;
mod order;
mod place;
mod ranks;
mod ties;

pub(in crate::render) use ties::{Actor, Tie};

use super::measure::Font;
use crate::labels::Labels;
use columns::{Columns, Sized};
use serde::Serialize;
use std::collections::BTreeSet;
use ties::{Pair, most_on_a_side, pairs, parts};

/// The drawn network.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Figure {
    /// What it shows, in words.
    name: String,
    width: i32,
    height: i32,
    /// The actors with ties, part by part.
    nodes: Vec<Node>,
    /// The lines, one for all ties between two actors.
    edges: Vec<Edge>,
    /// The number of ties drawn.
    ties: usize,
    /// The kinds of the actors drawn, for the legend.
    kinds: BTreeSet<LegendKind>,
    /// Whether any tie is a membership.
    memberships: bool,
}

/// A kind of actor in the legend.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct LegendKind {
    /// The kind in words.
    name: String,
    shape: &'static str,
}

/// A drawn actor: a box with its name.
#[derive(Debug, Serialize)]
struct Node {
    name: String,
    /// The name and the kind in words.
    title: String,
    kind: String,
    /// The kind as a term, which selects the shape.
    shape: &'static str,
    url: Option<String>,
    x: i32,
    y: i32,
    width: i32,
    height: i32,
    lines: Vec<Line>,
}

/// The line for all ties between two actors.
#[derive(Debug, Serialize)]
struct Edge {
    /// The line, as SVG path data.
    path: String,
    /// The arrowheads, as SVG path data.
    heads: String,
    /// Whether all of these ties are memberships.
    membership: bool,
    labels: Vec<Label>,
}

/// The label of a tie, drawn on its line.
#[derive(Debug, Serialize)]
struct Label {
    name: String,
    url: String,
    x: i32,
    y: i32,
    width: i32,
    height: i32,
    lines: Vec<Line>,
}

/// A line of text. `x` is its centre and `y` its baseline.
#[derive(Debug, Serialize)]
struct Line {
    x: i32,
    y: i32,
    text: String,
}

const NAME: Font = Font {
    size: 13.0,
    bold: true,
};
const KIND: Font = Font {
    size: 12.0,
    bold: false,
};
/// The widest line of a name, and of a label.
const NAME_ROOM: i32 = 122;
const KIND_ROOM: i32 = 88;
/// The space on each side of a name in its box. A fold or round end takes part of it.
const BESIDE: i32 = 12;
/// The distance between two lines of text.
const NAME_LINE: i32 = 16;
const KIND_LINE: i32 = 14;
/// The height of a box beyond its lines of text. It makes a label of one line 24 units high (WCAG
/// 2.2, success criterion 2.5.8).
const NAME_BOX: i32 = 14;
const KIND_BOX: i32 = 10;
/// The space around the whole figure.
const MARGIN: i32 = 8;
/// The space between unconnected parts.
const APART: f64 = 28.0;
/// The width up to which small parts are placed beside each other.
const SHELF: f64 = 960.0;

/// Draws the actors that have ties. `None` if no actor has one.
pub(in crate::render) fn draw(actors: &[Actor], ties: &[Tie], words: &Labels) -> Option<Figure> {
    let mut pairs = pairs(actors.len(), ties);
    if pairs.is_empty() {
        return None;
    }
    let names: Vec<Vec<String>> = actors
        .iter()
        .map(|actor| NAME.wrap(&actor.name, NAME_ROOM, 3))
        .collect();
    let ranked: Vec<_> = parts(actors.len(), &pairs)
        .into_iter()
        .map(|part| (columns::rank(&part, &mut pairs), part))
        .collect();
    let boxes: Vec<Sized> = names
        .iter()
        .enumerate()
        .map(|(actor, lines)| name_box(lines, most_on_a_side(actor, &pairs)))
        .collect();
    let labels: Vec<Vec<Vec<String>>> = pairs.iter().map(|pair| labels(pair, ties)).collect();
    let label_boxes: Vec<Sized> = labels.iter().map(|labels| label_box(labels)).collect();
    let mut parts: Vec<place::Part> = ranked
        .into_iter()
        .map(|(ranks, part)| {
            let mut columns = Columns::new(&part, &ranks, &pairs, &boxes, &label_boxes);
            order::order(&mut columns);
            place::place(&columns)
        })
        .collect();
    // Largest first. `sort_by_key` keeps the order of equal parts.
    parts.sort_by_key(|part| std::cmp::Reverse(part.nodes.len()));
    let (width, height) = shelve(&mut parts);
    let mut figure = Figure {
        name: String::new(),
        width: width.ceil() as i32 + 2 * MARGIN,
        height: height.ceil() as i32 + 2 * MARGIN,
        nodes: Vec::new(),
        edges: Vec::new(),
        ties: pairs.iter().map(|pair| pair.ties.len()).sum(),
        kinds: BTreeSet::new(),
        memberships: pairs
            .iter()
            .flat_map(|pair| &pair.ties)
            .any(|tie| ties[*tie].membership),
    };
    for part in parts {
        for placed in part.nodes {
            let actor = &actors[placed.of];
            figure.kinds.insert(LegendKind {
                name: actor.kind.clone(),
                shape: actor.shape,
            });
            figure
                .nodes
                .push(node(actor, &names[placed.of], &boxes[placed.of], &placed));
        }
        for line in part.lines {
            let pair = &pairs[line.pair];
            let labels = placed_labels(
                pair,
                ties,
                &labels[line.pair],
                &label_boxes[line.pair],
                &line,
            );
            let points = |towards: usize| pair.ties.iter().any(|tie| ties[*tie].to == towards);
            figure.edges.push(Edge {
                heads: line.heads(points(pair.to), points(pair.from)),
                path: line.path(),
                membership: pair.ties.iter().all(|tie| ties[*tie].membership),
                labels,
            });
        }
    }
    let name = words.figure_network();
    figure.name = words.figure_network_of(figure.ties, name, figure.nodes.len());
    Some(figure)
}

/// Rounds a width up to an even number. A box placed by its centre then has whole-numbered edges,
/// where lines end.
fn even(width: i32) -> f64 {
    f64::from(width + width % 2)
}

/// The box of a name. It has room for `reached` arrows on one side.
fn name_box(lines: &[String], reached: usize) -> Sized {
    let width = lines.iter().map(|line| NAME.width(line)).max().unwrap_or(0);
    Sized {
        width: even(width.max(20) + 2 * BESIDE),
        height: f64::from(lines.len().max(1) as i32 * NAME_LINE + NAME_BOX)
            .max(reached as f64 * place::PORT + 8.0),
    }
}

/// The labels of a pair's ties. An arrow marks those that run from right to left.
fn labels(pair: &Pair, ties: &[Tie]) -> Vec<Vec<String>> {
    let label = |tie: &usize| {
        let tie = &ties[*tie];
        let text = if tie.from == pair.from {
            tie.kind.clone()
        } else {
            format!("← {}", tie.kind)
        };
        KIND.wrap(&text, KIND_ROOM, 2)
    };
    pair.ties.iter().map(label).collect()
}

fn label_height(lines: &[String]) -> i32 {
    lines.len().max(1) as i32 * KIND_LINE + KIND_BOX
}

fn label_box(labels: &[Vec<String>]) -> Sized {
    let width = labels.iter().flatten().map(|line| KIND.width(line)).max();
    let height: i32 = labels.iter().map(|lines| label_height(lines)).sum();
    Sized {
        width: even(width.unwrap_or(0).max(20) + 8),
        height: f64::from(height),
    }
}

/// Places parts beside and below each other. Returns the width and height of all.
fn shelve(parts: &mut [place::Part]) -> (f64, f64) {
    let widest = parts.iter().map(|part| part.width).fold(0.0, f64::max);
    let room = widest.max(SHELF);
    let (mut x, mut y, mut high, mut width) = (0.0, 0.0, 0.0_f64, 0.0_f64);
    for part in parts {
        if x > 0.0 && x + part.width > room {
            x = 0.0;
            y += high + APART;
            high = 0.0;
        }
        part.shift(x + f64::from(MARGIN), y + f64::from(MARGIN));
        width = width.max(x + part.width);
        high = high.max(part.height);
        x += part.width + 2.0 * APART;
    }
    (width, y + high)
}

fn node(actor: &Actor, lines: &[String], sized: &Sized, placed: &place::Placed) -> Node {
    let (width, height) = (sized.width as i32, sized.height as i32);
    let (x, y) = (
        placed.x.round() as i32 - width / 2,
        placed.y.round() as i32 - height / 2,
    );
    // Centre the text vertically. The baseline is 5 units below the middle of a line.
    let first = y + (height - (lines.len() as i32 - 1) * NAME_LINE) / 2 + 5;
    Node {
        name: actor.name.clone(),
        title: actor.title.clone(),
        kind: actor.kind.clone(),
        shape: actor.shape,
        url: actor.url.clone(),
        x,
        y,
        width,
        height,
        lines: written(lines, x + width / 2, first, NAME_LINE),
    }
}

fn written(lines: &[String], x: i32, first: i32, step: i32) -> Vec<Line> {
    let lines = lines.iter().zip(0..);
    lines
        .map(|(text, at)| Line {
            x,
            y: first + at * step,
            text: text.clone(),
        })
        .collect()
}

fn placed_labels(
    pair: &Pair,
    ties: &[Tie],
    labels: &[Vec<String>],
    sized: &Sized,
    line: &place::Route,
) -> Vec<Label> {
    let width = sized.width as i32;
    let x = line.label.0.round() as i32;
    let mut y = line.label.1.round() as i32 - sized.height as i32 / 2;
    let mut placed = Vec::new();
    for (tie, lines) in pair.ties.iter().zip(labels) {
        let height = label_height(lines);
        placed.push(Label {
            name: ties[*tie].name.clone(),
            url: ties[*tie].url.clone(),
            x: x - width / 2,
            y,
            width,
            height,
            lines: written(lines, x, y + (KIND_BOX + KIND_LINE) / 2 + 4, KIND_LINE),
        });
        y += height;
    }
    placed
}

#[cfg(test)]
mod tests;
