//! The parts of a dossier, resolved: every reference is a key into a table that has it. One file for
//! each kind says what a record is, what it contains, and how it changes.

mod actor;
mod article;
mod claim;
mod event;
mod judgement;
mod question;
mod relation;
mod topic;
mod withdrawn;

pub use actor::Actor;
pub use article::{Article, Independent, Origin};
pub use claim::{Claim, Evidence, PieceNumber, SeeAlso, Speaker};
pub use event::Event;
pub use judgement::Judgement;
pub use question::Question;
pub use relation::Relation;
pub use topic::Topic;
pub use withdrawn::{Ended, Withdrawn};
