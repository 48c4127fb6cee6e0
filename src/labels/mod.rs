//! The words of pages that are no content, in the language of the site. In: the files of labels of the program, the theme and the
//! project. Out: [`Labels`], which give the words, and make sentences of them.
//!
//! The program's own labels (`en.toml` and `de.toml` in this folder) are those of dates, terms and what else Rust puts on pages: any
//! theme has them. A theme adds its own, in `labels/` of its folder, English being complete; a project replaces single ones in
//! `labels/` of its own. Numbers choose between forms by the rules of CLDR.

mod dates;
mod direction;
mod file;
mod label;
mod layers;
mod linked;
mod naming;
mod pattern;
mod plural;
mod terms;
mod words;

pub use direction::direction;
pub use label::Label;
pub use layers::Texts;
pub use linked::{Linked, Value};
pub use naming::Named;
pub use pattern::Writer;
pub use words::Labels;

#[cfg(test)]
mod tests;
