//! Finds the most crowded part of the axis.
//!
//! In: the moments at which events begin, and a stretch of the axis. Out: a short part of it that
//! holds so many events that it deserves more room. Widening it is left to `scale.rs`.

use super::stretch::Stretch;

/// The least number of moments in a crowd. Fewer fit without more room.
const LEAST: usize = 16;
/// The least density of a crowd, relative to the average of the stretch.
const DENSER: f64 = 3.0;
/// The longest crowd, as a share of the stretch. A longer one would no longer be an exception.
const LARGEST: f64 = 0.3;

/// The crowded part of `stretch`, if any, with a few days around it. `moments` must be sorted.
pub(super) fn crowd(moments: &[f64], stretch: Stretch) -> Option<Stretch> {
    let length = stretch.to - stretch.from;
    let inside = |at: &&f64| **at >= stretch.from && **at <= stretch.to;
    let within: Vec<f64> = moments.iter().filter(inside).copied().collect();
    let all = within.len() as f64;
    // Add days on both sides, to keep events at the ends away from the edge.
    let begin = |at: f64| (at.floor() - 2.0).max(stretch.from);
    let end = |at: f64| (at.ceil() + 3.0).min(stretch.to);
    // Of moments with the same beginning, the first starts the largest crowd. Of moments with the
    // same end, the last ends it.
    let firsts = ends(&within, begin);
    let mut lasts = ends(&within, end);
    for at in 0..lasts.len() {
        let next = lasts.get(at + 1).map_or(within.len(), |next| next.0);
        lasts[at].0 = next - 1;
    }
    let mut best: Option<(f64, Stretch)> = None;
    for (first, from) in firsts {
        let from_here = lasts.partition_point(|(last, _)| *last + 1 < first + LEAST);
        for (last, to) in &lasts[from_here..] {
            let (events, days) = ((last - first + 1) as f64 / all, (to - from) / length);
            if days > LARGEST {
                break;
            }
            let gain = events - days;
            let better = best.as_ref().is_none_or(|(most, _)| gain > *most);
            if events >= DENSER * days && better {
                best = Some((gain, Stretch { from, to: *to }));
            }
        }
    }
    best.map(|(_, crowded)| crowded)
}

/// The indices in `moments` at which `day` changes, each with the new day.
fn ends(moments: &[f64], day: impl Fn(f64) -> f64) -> Vec<(usize, f64)> {
    let mut days: Vec<(usize, f64)> = Vec::new();
    for (place, at) in moments.iter().enumerate() {
        let day = day(*at);
        if days.last().is_none_or(|(_, last)| *last < day) {
            days.push((place, day));
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::{DENSER, LARGEST, LEAST, crowd};
    use crate::render::figures::timeline::stretch::Stretch;
    use proptest::prelude::*;

    /// The first pair of moments with the largest gain, found by trying all pairs.
    fn of_all_pairs(moments: &[f64], stretch: &Stretch) -> Option<(f64, f64)> {
        let length = stretch.to - stretch.from;
        let inside = |at: &&f64| **at >= stretch.from && **at <= stretch.to;
        let within: Vec<f64> = moments.iter().filter(inside).copied().collect();
        let mut best: Option<(f64, (f64, f64))> = None;
        for (first, from) in within.iter().enumerate() {
            for (last, to) in within.iter().enumerate().skip(first + LEAST - 1) {
                let from = (from.floor() - 2.0).max(stretch.from);
                let to = (to.ceil() + 3.0).min(stretch.to);
                let events = (last - first + 1) as f64 / within.len() as f64;
                let days = (to - from) / length;
                let better = best.is_none_or(|(most, _)| events - days > most);
                if days <= LARGEST && events >= DENSER * days && better {
                    best = Some((events - days, (from, to)));
                }
            }
        }
        best.map(|(_, ends)| ends)
    }

    proptest! {
        #[test]
        fn days_tell_as_much_as_all_moments(
            spread in proptest::collection::vec(0.0_f64..400.0, 0..30),
            crowded in proptest::collection::vec(0_u32..60, 0..60),
            from in 0.0_f64..390.0,
        ) {
            let crowded = crowded.into_iter().map(|part| from + f64::from(part) / 4.0);
            let mut moments: Vec<f64> = spread.into_iter().chain(crowded).collect();
            moments.sort_by(f64::total_cmp);
            let stretch = || Stretch { from: 5.0, to: 395.0 };
            let found = crowd(&moments, stretch()).map(|found| (found.from, found.to));
            prop_assert_eq!(found, of_all_pairs(&moments, &stretch()));
        }
    }
}
