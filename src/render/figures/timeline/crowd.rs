//! Where most of it happens. In: the moments at which things begin, and a stretch of the axis. Out: a short part of it
//! that holds so many of them that it deserves more room.

use super::scale::Stretch;

/// Fewer find room as they are.
const LEAST: usize = 16;
/// How many times more there must be than in as long a part elsewhere.
const DENSER: f64 = 3.0;
/// The largest part of the stretch that is drawn wider: more is no longer an exception.
const LARGEST: f64 = 0.3;

/// The crowded part of `stretch`, whole days. `moments` must be sorted.
pub(super) fn crowd(moments: &[f64], stretch: Stretch) -> Option<Stretch> {
    let length = stretch.to - stretch.from;
    let inside = |at: &&f64| **at >= stretch.from && **at <= stretch.to;
    let within: Vec<f64> = moments.iter().filter(inside).copied().collect();
    let all = within.len() as f64;
    let mut best: Option<(f64, Stretch)> = None;
    for (first, from) in within.iter().enumerate() {
        for (last, to) in within.iter().enumerate().skip(first + LEAST - 1) {
            // Some days around it, so that what begins at its ends is not at its edge.
            let from = (from.floor() - 2.0).max(stretch.from);
            let to = (to.ceil() + 3.0).min(stretch.to);
            let (events, days) = ((last - first + 1) as f64 / all, (to - from) / length);
            let gain = events - days;
            let better = best.as_ref().is_none_or(|(most, _)| gain > *most);
            if days <= LARGEST && events >= DENSER * days && better {
                best = Some((gain, Stretch { from, to }));
            }
        }
    }
    best.map(|(_, crowded)| crowded)
}
