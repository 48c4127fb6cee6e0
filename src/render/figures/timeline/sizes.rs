//! Defines the sizes by which marks and labels are placed, in units of the drawing.
//!
//! In: the design of the figure. Out: constants. Sizes that only one file uses are in that file.

/// The width of the figure. An A4 page scales it by about 0.7, which leaves labels at 7 points.
pub(super) const WIDTH: i32 = 960;
/// The space at both ends of the axis, for ends that fade.
pub(super) const MARGIN: i32 = 26;
/// Half the width of a mark.
pub(super) const HALF: i32 = 7;
/// The distance from a mark to its label.
pub(super) const SPACE: i32 = 5;
