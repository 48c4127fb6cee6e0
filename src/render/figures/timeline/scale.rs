//! Maps days to places on the axis.
//!
//! In: the stretches of time to draw. Out: a [`Scale`]. It is even, except that long empty
//! stretches are shortened and one crowded stretch is widened. Labels of the axis are left to
//! `ticks.rs`.

use super::crowd::crowd;
use super::duration::duration;
use super::stretch::Stretch;
use crate::labels::Labels;
use serde::Serialize;

/// An axis made of sections.
#[derive(Debug)]
pub(super) struct Scale {
    pub(super) sections: Vec<Section>,
    pub(super) breaks: Vec<Break>,
    pub(super) close_ups: Vec<CloseUp>,
}

/// A part of the axis with the same width for every day.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) days: Stretch,
    /// The place of its first day.
    pub(super) x: f64,
    /// The free space before its first day and after its last.
    pub(super) before: f64,
    pub(super) after: f64,
    /// The width of a day, in units.
    pub(super) units: f64,
}

/// A place at which the axis leaves out time.
#[derive(Debug, Serialize)]
pub(super) struct Break {
    /// The left edge of the break.
    pub(super) x: i32,
    pub(super) width: i32,
    /// The duration left out, like `11 years`.
    pub(super) label: String,
}

/// A part of the axis with wider days than elsewhere.
#[derive(Debug, Serialize)]
pub(super) struct CloseUp {
    /// The left edge of the part.
    pub(super) x: i32,
    pub(super) width: i32,
    /// The width of its days, as a multiple of the width elsewhere, in words.
    pub(super) words: String,
}

/// The width of a break, in units.
const BREAK: f64 = 26.0;
/// The widest day, in units. Without this limit, two events on two days would fill a page.
const WIDEST_DAY: f64 = 36.0;
/// The share of the axis that a close-up takes.
const CLOSE_UP: f64 = 0.6;
/// The least free space on both sides of a section.
const PAD: f64 = 14.0;
/// The most breaks on an axis. More would leave nothing to compare.
const MOST_BREAKS: usize = 5;
/// The shortest break, in days. Shorter stretches are drawn in full.
const SHORTEST_BREAK: f64 = 60.0;

impl Scale {
    /// An axis for `stretches` from `left` to `right`. At least one stretch is required.
    pub(super) fn new(stretches: &[Stretch], left: i32, right: i32, labels: &Labels) -> Self {
        let gaps = gaps(stretches);
        let breaks = to_break(&gaps);
        let mut sections: Vec<Stretch> = Vec::new();
        let mut left_out: Vec<f64> = Vec::new();
        let first = gaps.first().map_or(0.0, |gap| gap.days.from);
        let mut from = first;
        for (gap, _) in gaps.iter().zip(&breaks).filter(|(_, shorten)| **shorten) {
            sections.push(Stretch {
                from,
                to: gap.days.from,
            });
            left_out.push(gap.days.to - gap.days.from);
            from = gap.days.to;
        }
        let to = gaps.last().map_or(first, |gap| gap.days.to);
        sections.push(Stretch { from, to });
        let left_out_count = left_out.len() as f64;
        let parts = parts(&sections, stretches);
        let (left, width) = (f64::from(left), f64::from(right - left));
        let count = sections.len() as f64;
        let room = width - left_out_count * BREAK - count * 2.0 * PAD;
        let weight: f64 = parts.iter().map(Part::weight).sum();
        let units = if weight > 0.0 {
            (room / weight).min(WIDEST_DAY)
        } else {
            WIDEST_DAY
        };
        let pad = PAD + (room - weight * units).max(0.0) / (2.0 * count);
        let mut scale = Self {
            sections: Vec::new(),
            breaks: Vec::new(),
            close_ups: Vec::new(),
        };
        let mut x = left;
        let mut left_out = left_out.into_iter();
        for part in parts {
            let before = if part.begins { pad } else { 0.0 };
            let after = if part.ends { pad } else { 0.0 };
            let width = part.weight() * units;
            scale.sections.push(Section {
                days: part.days,
                x: x + before,
                before,
                after,
                units: units * part.times,
            });
            if part.times > 1.0 {
                scale.close_ups.push(CloseUp {
                    x: (x + before).round() as i32,
                    width: width.round() as i32,
                    words: labels.figure_close_up(part.times.round() as i32),
                });
            }
            x += before + width + after;
            if part.ends
                && let Some(long) = left_out.next()
            {
                scale.breaks.push(Break {
                    x: x.round() as i32,
                    width: BREAK as i32,
                    label: duration(long, labels),
                });
                x += BREAK;
            }
        }
        scale
    }

    /// The place of a moment on the axis. A moment that the axis leaves out is in the middle of the
    /// break.
    pub(super) fn x(&self, day: f64) -> f64 {
        let mut end = None;
        for section in &self.sections {
            if day < section.days.from {
                return end.map_or(section.x, |end: f64| (end + section.x) / 2.0);
            }
            if day <= section.days.to {
                return section.place(day);
            }
            end = Some(section.place(section.days.to));
        }
        end.unwrap_or(0.0)
    }
}

impl Section {
    /// The place of a moment on the axis, extrapolated from this section.
    pub(super) fn place(&self, day: f64) -> f64 {
        self.x + (day - self.days.from) * self.units
    }
}

/// A part of the axis, before it is placed. `times` is its width per day, relative to the rest.
struct Part {
    days: Stretch,
    times: f64,
    /// Whether the part starts a section of the axis, and whether it ends one.
    begins: bool,
    ends: bool,
}

impl Part {
    fn weight(&self) -> f64 {
        (self.days.to - self.days.from) * self.times
    }
}

/// The parts of all sections. The longest section is split if part of it is crowded.
fn parts(sections: &[Stretch], stretches: &[Stretch]) -> Vec<Part> {
    let mut moments: Vec<f64> = stretches.iter().map(|stretch| stretch.from).collect();
    moments.sort_by(f64::total_cmp);
    let all: f64 = sections
        .iter()
        .map(|section| section.to - section.from)
        .sum();
    // Only the longest section can squeeze its contents.
    let longest = sections
        .iter()
        .copied()
        .max_by(|a, b| (a.to - a.from).total_cmp(&(b.to - b.from)));
    let crowded = longest.and_then(|longest| crowd(&moments, longest));
    let mut parts = Vec::new();
    for section in sections {
        let whole = |days, times| Part {
            days,
            times,
            begins: days.from == section.from,
            ends: days.to == section.to,
        };
        let Some(close) =
            crowded.filter(|close| close.from >= section.from && close.to <= section.to)
        else {
            parts.push(whole(*section, 1.0));
            continue;
        };
        let days = close.to - close.from;
        let times = (CLOSE_UP / (1.0 - CLOSE_UP) * (all - days) / days).max(1.0);
        let before = Stretch {
            from: section.from,
            to: close.from,
        };
        let after = Stretch {
            from: close.to,
            to: section.to,
        };
        let sections = [(before, 1.0), (close, times), (after, 1.0)];
        let sections = sections.into_iter().filter(|(days, _)| days.to > days.from);
        parts.extend(sections.map(|(days, times)| whole(days, times)));
    }
    parts
}

/// The time between two successive moments at which something begins or ends.
struct Gap {
    days: Stretch,
    /// Whether a stretch covers all of it.
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
        // There is only one instant: show the day around it.
        let (from, to) = (only - 0.5, only + 0.5);
        let days = Stretch { from, to };
        gaps.push(Gap {
            days,
            covered: true,
        });
    }
    gaps
}

/// Which gaps to shorten: the longest, as long as it squeezes the rest. An uncovered gap squeezes
/// if it takes more than half of the axis. A covered gap must take more than four fifths, because
/// its length is information.
fn to_break(gaps: &[Gap]) -> Vec<bool> {
    let mut broken = vec![false; gaps.len()];
    let length = |gap: &Gap| gap.days.to - gap.days.from;
    for _ in 0..MOST_BREAKS {
        let kept = || gaps.iter().enumerate().filter(|(at, _)| !broken[*at]);
        let total: f64 = kept().map(|(_, gap)| length(gap)).sum();
        let squeezes = |gap: &Gap| {
            let rest = total - length(gap);
            let most = if gap.covered { 4.0 } else { 1.0 };
            length(gap) > SHORTEST_BREAK && rest > 0.0 && length(gap) > most * rest
        };
        // Every gap is between two events, so a break is never at an end of the axis.
        let longest = kept()
            .filter(|(_, gap)| squeezes(gap))
            .max_by(|a, b| length(a.1).total_cmp(&length(b.1)));
        let Some((at, _)) = longest else { break };
        broken[at] = true;
    }
    broken
}
