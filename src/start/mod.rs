//! What a dossier begins with. In: a folder. Out: files that were not there before.
//!
//! `first/` is the dossier that `dossier init` writes. It stands here as it is written, and is tested as it stands.

mod init;

pub use init::{NotBegun, init};
