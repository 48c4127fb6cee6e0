//! Says how long a stretch of time is.
//!
//! In: a number of days. Out: years or months in words.

use crate::labels::Labels;

/// Days in an average year of the Gregorian calendar's 400-year cycle.
pub(super) const YEAR: f64 = 365.2425;

/// A duration in words, as years or months.
pub(super) fn duration(days: f64, labels: &Labels) -> String {
    let whole = |number: f64| number.round() as usize;
    if days >= YEAR * 1.75 {
        labels.years(whole(days / YEAR))
    } else {
        labels.months(whole(days / YEAR * 12.0))
    }
}
