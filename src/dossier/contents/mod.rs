//! The contents of each kind of part, and how they are converted, one file for each kind. Values
//! are destructured without `..`, so a new field does not compile until it is handled here.

mod actor;
mod article;
mod claim;
mod event;
mod judgement;
mod question;
mod relation;
mod topic;
mod withdrawn;
