//! Computes the marks of one event on a timeline.
//!
//! In: what is known of its date. Out: a dot, a bar or a deadline, placed on the scale. Rows and
//! labels are left to `rows.rs`.

use super::happening::Happening;
use super::rows::Space;
use super::scale::Scale;
use super::sizes::{HALF, MARGIN, SPACE, WIDTH};
use crate::dossier::Day;
use crate::labels::Labels;
use serde::Serialize;

/// The length of an open end beyond the known day.
const FADE: i32 = 36;

/// The marks of an event.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// The centre of the mark for a single day.
    pub(super) dot: Option<i32>,
    /// The range of possible days.
    pub(super) bar: Option<Bar>,
    /// The centre of the mark for the deadline.
    pub(super) due: Option<i32>,
    /// The words before the title: the date, if it is one day, and the deadline, like `9 Jan`.
    pub(super) when: Option<String>,
}

/// A range of days. Unknown ends fade.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Bar {
    pub(super) x: i32,
    pub(super) width: i32,
    /// Whether the left end is open.
    pub(super) fades_in: bool,
    /// Whether the right end is open.
    pub(super) fades_out: bool,
}

/// The marks of `one`, placed on `scale`.
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
            // A deadline on the day of the event itself needs only one mark.
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
            // On a scale of years, a month must still be visible.
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
    /// The space that the marks take.
    pub(super) fn space(&self) -> Space {
        let edges = self.edges();
        Space {
            left: edges.first().copied().unwrap_or(0),
            right: edges.last().copied().unwrap_or(0),
            inside: self.inside(&edges),
        }
    }

    /// The line from the date to the deadline. It does not cross words that extend from `x` to
    /// `end`.
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

    /// The left edges and widths of spaces for words, between or inside marks.
    fn inside(&self, edges: &[i32]) -> Vec<(i32, i32)> {
        let on_mark = |from: i32| [self.dot, self.due].contains(&Some(from + HALF));
        let between = edges.windows(2).map(|pair| (pair[0], pair[1] - pair[0]));
        between
            .filter(|(from, width)| !on_mark(*from) && *width > 0)
            .collect()
    }
}
