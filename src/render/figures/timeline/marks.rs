//! The marks of one happening. In: what is known of its date. Out: a dot, a bar or what is due, with where they stand on
//! the scale.

use super::rows::Space;
use super::scale::{Scale, Stretch};
use super::{HALF, Happening, MARGIN, SPACE, WIDTH};
use crate::dossier::Day;
use crate::labels::Labels;
use serde::Serialize;

/// What an open end takes beyond the day that is known.
const FADE: i32 = 36;

/// The marks of a happening.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// The middle of the mark of one day.
    pub(super) dot: Option<i32>,
    /// The days it may have been on.
    pub(super) bar: Option<Bar>,
    /// The middle of the mark of what is due.
    pub(super) due: Option<i32>,
    /// The date where it is one day: `9 Jan`.
    pub(super) when: Option<String>,
}

/// A stretch of days. Ends that are not known fade.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Bar {
    pub(super) x: i32,
    pub(super) width: i32,
    /// Whether its left end is open.
    pub(super) fades_in: bool,
    /// Whether its right end is.
    pub(super) fades_out: bool,
}

/// The time that a happening is drawn over; none where nothing is known.
pub(super) fn stretches(one: &Happening) -> impl Iterator<Item = Stretch> + use<> {
    let date = one.extent.and_then(|extent| {
        let first = extent.first.or(extent.last)?.number() as f64;
        let last = extent.last.or(extent.first)?.number() as f64;
        let (from, to) = match (extent.first, extent.last) {
            (None, _) => (last + 1.0, last + 1.0),
            (_, None) => (first, first),
            _ => (first, last.max(first) + 1.0),
        };
        Some(Stretch { from, to })
    });
    let due = one.due.map(|at| Stretch { from: at, to: at });
    date.into_iter().chain(due)
}

/// The marks of `one`.
pub(super) fn drawn(one: &Happening, scale: &Scale, labels: &Labels) -> Drawn {
    let day_of = |at: f64| labels.short_date(Day::new(at.floor() as i64));
    let x = |day: f64| scale.x(day).round() as i32;
    let mut drawn = Drawn {
        due: one.due.map(x),
        when: one.due.map(|at| labels.due(day_of(at))),
        ..Drawn::default()
    };
    let Some(extent) = one.extent else {
        return drawn;
    };
    match (extent.first, extent.last) {
        (Some(first), Some(last)) if last <= first => {
            // What is due on the day it is dated has one mark.
            let on_the_day = |at: f64| at.floor() as i64 == first.number();
            if !one.due.is_some_and(on_the_day) {
                drawn.dot = Some(x(first.number() as f64 + 0.5));
                let first = labels.short_date(first);
                drawn.when = Some(match one.due {
                    Some(at) => labels.dated_and_due(first, day_of(at)),
                    None => first,
                });
            }
        }
        (first, last) => {
            let from = first.map(|day| x(day.number() as f64));
            let to = last.map(|day| x(day.number() as f64 + 1.0));
            let start = from.unwrap_or_else(|| to.unwrap_or(MARGIN) - FADE);
            let end = to.unwrap_or_else(|| from.unwrap_or(MARGIN) + FADE);
            let (start, end) = (start.max(0), end.min(WIDTH));
            // Where a unit is years, a month still must be seen.
            let width = (end - start).max(2 * HALF);
            drawn.bar = Some(Bar {
                x: start.min(WIDTH - width),
                width,
                fades_in: first.is_none(),
                fades_out: last.is_none(),
            });
        }
    }
    drawn
}

impl Drawn {
    /// What the marks take.
    pub(super) fn space(&self) -> Space {
        let edges = self.edges();
        Space {
            left: edges.first().copied().unwrap_or(0),
            right: edges.last().copied().unwrap_or(0),
            inside: self.inside(&edges),
        }
    }

    /// The line from the date to what is due; words between them, from `x` to `end`, stand in its place.
    pub(super) fn tie_beside(&self, x: i32, end: i32) -> Option<(i32, i32)> {
        let due = self.due?;
        let of_dot = self.dot.map(|x| (x, x));
        let (left, right) = of_dot.or(self.bar.map(|bar| (bar.x, bar.x + bar.width)))?;
        let (from, to) = if due > right {
            (right, due)
        } else {
            (due, left)
        };
        let from = if x >= from && x < to {
            end + SPACE
        } else {
            from
        };
        (from < to).then_some((from, to))
    }

    fn edges(&self) -> Vec<i32> {
        let points = [self.dot, self.due].into_iter().flatten();
        let mut edges: Vec<i32> = points.flat_map(|x| [x - HALF, x + HALF]).collect();
        edges.extend(self.bar.iter().flat_map(|bar| [bar.x, bar.x + bar.width]));
        edges.sort_unstable();
        edges
    }

    /// Where words have room between or in marks, each with its width.
    fn inside(&self, edges: &[i32]) -> Vec<(i32, i32)> {
        let on_mark = |from: i32| [self.dot, self.due].contains(&Some(from + HALF));
        let between = edges.windows(2).map(|pair| (pair[0], pair[1] - pair[0]));
        between
            .filter(|(from, width)| !on_mark(*from) && *width > 0)
            .collect()
    }
}
