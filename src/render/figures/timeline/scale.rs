//! Where days stand on the axis. In: the stretches of time that are drawn. Out: a [`Scale`] that is even, but for long stretches
//! without anything, which are shortened; and its ticks.

use super::ticks;
use serde::Serialize;

/// A stretch of time, in days since 1970-01-01; its end does not belong to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    pub(super) from: f64,
    pub(super) to: f64,
}

/// An axis in pieces.
#[derive(Debug)]
pub(super) struct Scale {
    pub(super) pieces: Vec<Piece>,
    pub(super) breaks: Vec<Break>,
    /// Units for a day.
    pub(super) units: f64,
}

/// A part of the axis on which a day has the same width everywhere.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) days: Stretch,
    /// Where its first day stands.
    pub(super) x: f64,
    /// What is free before its first day and after its last.
    pub(super) pad: f64,
}

/// Where the axis leaves out time.
#[derive(Debug, Serialize)]
pub(super) struct Break {
    /// The left edge.
    pub(super) x: i32,
    pub(super) width: i32,
    /// How long it is: `11 years`.
    pub(super) label: String,
}

/// The width of a break.
const BREAK: f64 = 26.0;
/// A day is not drawn wider: two events on two days do not fill a page.
const WIDEST_DAY: f64 = 36.0;
/// What is free at least on both sides of a piece.
const PAD: f64 = 14.0;
/// More breaks would leave nothing to compare.
const MOST_BREAKS: usize = 5;
/// Shorter stretches are drawn as long as they are.
const SHORTEST_BREAK: f64 = 21.0;

impl Scale {
    /// An axis for `stretches` from `left` to `right`; there must be one at least.
    pub(super) fn new(stretches: &[Stretch], left: i32, right: i32) -> Self {
        let gaps = gaps(stretches);
        let breaks = to_break(&gaps);
        let mut pieces: Vec<Stretch> = Vec::new();
        let mut left_out: Vec<f64> = Vec::new();
        let first = gaps.first().map_or(0.0, |gap| gap.days.from);
        let mut from = first;
        for (gap, _) in gaps.iter().zip(&breaks).filter(|(_, shorten)| **shorten) {
            pieces.push(Stretch {
                from,
                to: gap.days.from,
            });
            left_out.push(gap.days.to - gap.days.from);
            from = gap.days.to;
        }
        let to = gaps.last().map_or(first, |gap| gap.days.to);
        pieces.push(Stretch { from, to });
        let (left, width) = (f64::from(left), f64::from(right - left));
        let count = pieces.len() as f64;
        let room = width - left_out.len() as f64 * BREAK - count * 2.0 * PAD;
        let days: f64 = pieces.iter().map(|piece| piece.to - piece.from).sum();
        let units = if days > 0.0 {
            (room / days).min(WIDEST_DAY)
        } else {
            WIDEST_DAY
        };
        let pad = PAD + (room - days * units).max(0.0) / (2.0 * count);
        let mut scale = Self {
            pieces: Vec::new(),
            breaks: Vec::new(),
            units,
        };
        let mut x = left;
        let mut left_out = left_out.into_iter();
        for days in pieces {
            scale.pieces.push(Piece {
                days,
                x: x + pad,
                pad,
            });
            x += 2.0 * pad + (days.to - days.from) * units;
            if let Some(long) = left_out.next() {
                scale.breaks.push(Break {
                    x: x.round() as i32,
                    width: BREAK as i32,
                    label: ticks::duration(long),
                });
                x += BREAK;
            }
        }
        scale
    }

    /// Where a moment stands; one that the axis leaves out, in the middle of the break.
    pub(super) fn x(&self, day: f64) -> f64 {
        let mut end = 0.0;
        for piece in &self.pieces {
            if day < piece.days.from {
                return if end == 0.0 {
                    piece.x
                } else {
                    (end + piece.x) / 2.0
                };
            }
            if day <= piece.days.to {
                return piece.x + (day - piece.days.from) * self.units;
            }
            end = piece.x + (piece.days.to - piece.days.from) * self.units;
        }
        end
    }
}

/// What lies between two moments at which something begins or ends.
struct Gap {
    days: Stretch,
    /// Whether something goes on for the whole of it.
    covered: bool,
}

fn gaps(stretches: &[Stretch]) -> Vec<Gap> {
    let mut ends: Vec<f64> = stretches.iter().flat_map(|s| [s.from, s.to]).collect();
    ends.sort_by(f64::total_cmp);
    ends.dedup();
    let gap = |pair: &[f64]| {
        let (from, to) = (pair[0], pair[1]);
        let covered = stretches.iter().any(|s| s.from <= from && s.to >= to);
        let days = Stretch { from, to };
        Gap { days, covered }
    };
    let mut gaps: Vec<Gap> = ends.windows(2).map(gap).collect();
    if let ([only], true) = (&ends[..], gaps.is_empty()) {
        // One instant: the day around it.
        let (from, to) = (only - 0.5, only + 0.5);
        let days = Stretch { from, to };
        gaps.push(Gap {
            days,
            covered: true,
        });
    }
    gaps
}

/// Which gaps are shortened: the longest, while one is so long that the rest is squeezed. Where nothing goes on, that is a
/// third of the axis; where something does, more than three quarters, because its length is a fact to be seen.
fn to_break(gaps: &[Gap]) -> Vec<bool> {
    let mut broken = vec![false; gaps.len()];
    let length = |gap: &Gap| gap.days.to - gap.days.from;
    for _ in 0..MOST_BREAKS {
        let kept = || gaps.iter().enumerate().filter(|(at, _)| !broken[*at]);
        let total: f64 = kept().map(|(_, gap)| length(gap)).sum();
        let squeezes = |gap: &Gap| {
            let rest = total - length(gap);
            let most = if gap.covered { 4.0 } else { 0.5 };
            length(gap) > SHORTEST_BREAK && rest > 0.0 && length(gap) > most * rest
        };
        // Both ends of the axis are something's.
        let longest = kept()
            .filter(|(_, gap)| squeezes(gap))
            .max_by(|a, b| length(a.1).total_cmp(&length(b.1)));
        let Some((at, _)) = longest else { break };
        broken[at] = true;
    }
    broken
}
