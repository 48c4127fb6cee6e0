//! Starts new dossiers and new records.
//!
//! In: a folder, or a project with the kind and id of a record. Out: new files, or an annotation
//! file with one more record. Filling in a record is left to its author.
//!
//! | file | job |
//! |---|---|
//! | `init.rs` | writes a first dossier: the files of `first/`, and the schemas |
//! | `record.rs` | adds a record with blanks, after checking that its id is free |
//! | `target.rs` | chooses the annotation file for a record |
//! | `skeletons.rs` | defines the keys that each kind of record starts with |
//!
//! `first/` holds the files exactly as `dossier init` writes them, and tests check them.

mod init;
mod record;
mod skeletons;
mod target;

pub use init::{NotBegun, init};
pub use record::{Made, add};
pub use skeletons::Skeleton;
