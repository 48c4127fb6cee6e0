//! Figures that are drawn at build. In: what is to be drawn, with names and addresses. Out: views of where
//! everything stands, in whole units of the drawing, which a theme's templates make SVG of.
//!
//! A unit is a CSS pixel where the figure is shown at its own size. Nothing here knows of the dossier's records.

mod measure;
pub(super) mod network;
pub(super) mod timeline;
