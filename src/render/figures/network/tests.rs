//! Tests rules that hold for any network.
//!
//! In: generated and chosen networks. Out: failures if boxes overlap, or if lines cross other
//! boxes. The layout steps also have tests in their own files.

use super::*;
use proptest::prelude::*;

fn actor(name: &str) -> Actor {
    Actor {
        name: name.into(),
        title: format!("{name}, person"),
        kind: "person".into(),
        shape: "Person",
        url: None,
    }
}

fn draw(actors: &[Actor], ties: &[Tie]) -> Option<Figure> {
    super::draw(actors, ties, &Labels::default())
}

fn tie(from: usize, to: usize) -> Tie {
    Tie {
        from,
        to,
        kind: format!("is something or other to {to}"),
        name: format!("{from} to {to}"),
        url: String::new(),
        membership: to.is_multiple_of(3),
    }
}

fn actors(count: usize) -> Vec<Actor> {
    (0..count)
        .map(|at| actor(&format!("Actor number {at}")))
        .collect()
}

/// The edges of a box: left, top, right, bottom.
type Edges = (i32, i32, i32, i32);

fn overlap(a: Edges, b: Edges) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

/// The level segments of a path: start, end and height. Between them the line curves, in a gap
/// between columns.
fn levels(path: &str) -> Vec<(i32, i32, i32)> {
    let mut levels = Vec::new();
    let (mut x, mut y) = (0, 0);
    let mut rest = path;
    while let Some(kind) = rest.chars().next() {
        let end = rest[1..]
            .find(['M', 'H', 'C'])
            .map_or(rest.len(), |end| end + 1);
        let numbers: Vec<i32> = rest[1..end]
            .split_whitespace()
            .map(|n| n.parse().expect("a number"))
            .collect();
        match kind {
            'M' => (x, y) = (numbers[0], numbers[1]),
            'H' => {
                levels.push((x, numbers[0], y));
                x = numbers[0];
            }
            _ => (x, y) = (numbers[4], numbers[5]),
        }
        rest = &rest[end..];
    }
    levels
}

/// Checks that nothing overlaps or is outside, and that lines cross only their own boxes.
fn check(figure: &Figure) {
    let nodes = figure
        .nodes
        .iter()
        .map(|n| (n.x, n.y, n.x + n.width, n.y + n.height));
    let labels = figure.edges.iter().flat_map(|edge| &edge.labels);
    let labels = labels.map(|l| (l.x, l.y, l.x + l.width, l.y + l.height));
    let boxes: Vec<Edges> = nodes.chain(labels).collect();
    for (at, one) in boxes.iter().enumerate() {
        let inside = one.0 >= 0 && one.1 >= 0 && one.2 <= figure.width && one.3 <= figure.height;
        assert!(inside, "{one:?} of {} × {}", figure.width, figure.height);
        for other in &boxes[at + 1..] {
            assert!(!overlap(*one, *other), "{one:?} {other:?}");
        }
    }
    for edge in &figure.edges {
        for (from, to, y) in levels(&edge.path) {
            let own = |one: &Edges| {
                let label = edge
                    .labels
                    .iter()
                    .any(|label| label.x == one.0 && label.y == one.1);
                // A line may touch the box at its end.
                label || one.2 <= from || one.0 >= to
            };
            let through = |one: &&Edges| !own(one) && y > one.1 && y < one.3;
            assert_eq!(boxes.iter().find(through), None, "{} at {y}", edge.path);
        }
    }
    for line in figure.nodes.iter().flat_map(|node| &node.lines) {
        assert!(line.x >= 0 && line.x <= figure.width, "{line:?}");
    }
}

#[test]
fn a_network_without_ties_is_none() {
    assert!(draw(&actors(3), &[]).is_none());
    assert!(draw(&actors(1), &[tie(0, 0), tie(0, 7)]).is_none());
}

#[test]
fn ties_of_two_actors_share_a_line() {
    let figure = draw(&actors(2), &[tie(0, 1), tie(0, 1), tie(1, 0)]).expect("a figure");
    assert_eq!(
        (figure.nodes.len(), figure.edges.len(), figure.ties),
        (2, 1, 3)
    );
    let labels = &figure.edges[0].labels;
    assert!(labels[2].lines[0].text.starts_with("← "));
    assert!(!labels[1].lines[0].text.starts_with('←'));
    // One arrowhead at each end.
    assert_eq!(figure.edges[0].heads.matches('z').count(), 2);
    check(&figure);
}

#[test]
fn a_hub_is_drawn_without_crossings() {
    let ties: Vec<Tie> = (1..20).map(|at| tie(at, 0)).collect();
    let figure = draw(&actors(20), &ties).expect("a figure");
    check(&figure);
    let columns: BTreeSet<i32> = figure.nodes.iter().map(|n| n.x + n.width / 2).collect();
    assert_eq!(columns.len(), 2);
}

#[test]
fn circles_and_many_actors_are_drawn() {
    let mut ties: Vec<Tie> = (0..150).map(|at| tie(at, (at + 1) % 150)).collect();
    ties.extend(
        (0..150)
            .map(|at| tie(at * 7 % 150, at % 4))
            .filter(|tie| tie.from != tie.to),
    );
    let figure = draw(&actors(150), &ties).expect("a figure");
    assert_eq!(figure.ties, ties.len());
    check(&figure);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nothing_overlaps_and_nothing_is_lost(
        names in proptest::collection::vec("\\PC{0,40}", 1..24),
        ends in proptest::collection::vec((0..24usize, 0..24usize), 0..40),
    ) {
        let actors: Vec<Actor> = names.iter().map(|name| actor(name)).collect();
        let ties: Vec<Tie> = ends.iter().map(|(from, to)| tie(from % actors.len(), to % actors.len())).collect();
        let wanted = ties.iter().filter(|tie| tie.from != tie.to);
        let met: BTreeSet<usize> = wanted.clone().flat_map(|tie| [tie.from, tie.to]).collect();
        let wanted = wanted.count();
        let figure = draw(&actors, &ties);
        prop_assert_eq!(figure.as_ref().map_or(0, |figure| figure.ties), wanted);
        prop_assert_eq!(figure.as_ref().map_or(0, |figure| figure.nodes.len()), met.len());
        prop_assert_eq!(format!("{figure:?}"), format!("{:?}", draw(&actors, &ties)));
        if let Some(figure) = figure {
            check(&figure);
        }
    }
}
