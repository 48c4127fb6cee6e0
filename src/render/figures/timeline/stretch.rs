//! Defines a stretch of time.
//!
//! In: its first and last moments. Out: a [`Stretch`]. Its place on the axis is left to `scale.rs`.

/// A stretch of time, in days since 1970-01-01, without its end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    pub(super) from: f64,
    pub(super) to: f64,
}
