//! What the parts of a dossier contain, and how they change: one file for each kind. Values are taken
//! apart without `..`, so that whoever adds a field to one must say here what it contains and what
//! becomes of it.

mod actor;
mod article;
mod claim;
mod event;
mod judgement;
mod question;
mod relation;
mod topic;
mod withdrawn;
