//! Defines an event to draw.
//!
//! In: what is known of an event, in words and days. Out: the stretches of time that it covers.
//! Its marks are left to `marks.rs`.

use super::stretch::Stretch;
use crate::dossier::Extent;

/// An event to draw.
#[derive(Debug, Clone)]
pub(in crate::render) struct Happening {
    /// The title of the event.
    pub(in crate::render) title: String,
    /// Title and date in words, for readers who cannot see the figure.
    pub(in crate::render) name: String,
    /// The address that the event links to.
    pub(in crate::render) url: Option<String>,
    /// The range of possible days.
    pub(in crate::render) extent: Option<Extent>,
    /// The deadline, in days since 1970-01-01T00:00Z.
    pub(in crate::render) due: Option<f64>,
}

/// The stretches of time that an event is drawn over: its date and its deadline, as far as they are
/// known.
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
