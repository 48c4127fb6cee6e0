//! Computes the figures drawn at build time.
//!
//! In: what to draw, with names and addresses. Out: views with the place of everything, in whole
//! units of the drawing. One unit is a CSS pixel if the figure is shown at its natural size.
//! Nothing here knows the dossier's records. A theme's templates turn the views into SVG.

mod measure;
pub(super) mod network;
pub(super) mod timeline;
