//! Finds the places of faults and prints them for people and programs.
//!
//! In: [`Diagnostic`](crate::diag::Diagnostic)s and the files they point into. Out: [`Faults`], and
//! their text as snippets for people, as JSON, or as GitHub workflow commands.

mod github;
mod json;
mod limit;
mod locate;
mod located;
mod not_done;
mod once;
mod text;

pub use github::github;
pub use json::json;
pub use limit::{MOST_SHOWN, Selection, select};
pub use locate::locate;
pub use located::{Faults, Located, LocatedLabel};
pub use not_done::NotDone;
pub use text::{Look, plain, styled};
