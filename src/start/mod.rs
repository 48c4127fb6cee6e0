//! What a dossier begins with, and what a record begins with. In: a folder, or a project and a record's kind and id. Out: files that
//! were not there before, or a file of annotations with one record more.
//!
//! | file | job |
//! |---|---|
//! | `init.rs` | a first dossier: the files of `first/`, and the schemas |
//! | `record.rs` | a record with what is to be filled in: whether its id is free, and where it goes |
//! | `target.rs` | which file of annotations it goes into |
//! | `skeletons.rs` | what each kind of record begins with |
//!
//! `first/` stands here as `dossier init` writes it, and is tested as it stands.

mod init;
mod record;
mod skeletons;
mod target;

pub use init::{NotBegun, init};
pub use record::{Made, NotMade, Options, add};
pub use skeletons::Skeleton;
