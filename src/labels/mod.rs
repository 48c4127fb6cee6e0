//! Labels: the words on pages that are not content, in the language of the site. In: the files of
//! labels of the program, the theme and the project. Out: [`Labels`], which return words and
//! sentences.
//!
//! The program's labels (`en.toml` and `de.toml` in this folder) are for dates, terms and other
//! words that Rust puts on pages, in any theme. A theme adds its own in its folder `labels/`, where
//! `en.toml` must be complete. A project can replace single labels in its own `labels/`. Plural
//! forms follow the rules of CLDR.

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
