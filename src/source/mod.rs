//! Finds the project's files, decides what each is for, and is the only way to their bytes.
//!
//! In: the root and the configuration. Out: [`Sources`], a sorted list. Texts are read on demand,
//! so that an article's text is in memory only while it is parsed. If a project is walked
//! [again](Sources::again), its files keep their ids. Interpreting the texts is left to `parse/`.
#![expect(
    clippy::disallowed_methods,
    reason = "this folder and `write` are the two that touch the disk"
)]

mod built_in;
mod capture;
mod captures;
mod changes;
mod encoding;
mod fence;
mod foreign;
mod git;
mod given;
mod open;
mod opened;
mod place;
mod read;
mod role;
mod slashed;
mod sources;
mod walk;

pub use built_in::first_dossier;
pub use capture::Format;
pub use captures::captures;
pub use changes::Touched;
pub use encoding::{Converted, conversion, wide};
pub use foreign::Foreign;
pub use git::{WorkTree, below};
pub use given::{names_in, near, read_given};
pub use opened::{NotRead, Opened};
pub use place::{NoPlace, place_for};
pub use role::Role;
pub use sources::{SourceFile, Sources, Unread};
pub use walk::{LOCK, Layout, OVERRIDES, themes, walk, walk_theme};
