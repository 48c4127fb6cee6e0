//! A static site generator for sourced briefing dossiers.
//!
//! Data flows one way through stages, with a type at each boundary. [`pipeline`] is that sequence
//! as one short function:
//!
//! | stage | takes | makes |
//! |---|---|---|
//! | [`source`] | the disk | [`source::Sources`]: which files exist |
//! | [`parse`] | files | [`parse::Parsed`]: entries, texts with raw links |
//! | [`resolve`] | entries | [`resolve::Resolved`]: records with valid references |
//! | [`mod@verify`] | records, captures, the lock | [`verify::Verified`]: the place of every quote |
//! | [`audience`] | a dossier | a dossier that this build's readers may see |
//! | [`mod@assess`] | a dossier | [`assess::Assessed`]: the status of each claim, and why |
//! | [`plan`] | an assessed dossier | [`plan::SitePlan`]: every page and file, with its address |
//! | [`render`] | a plan | finished pages, one by one |
//! | [`mod@search`] | a plan | the files of the search index |
//! | [`mod@write`] | pages | the published folder, replaced as a whole |
//!
//! [`mod@serve`] shows a preview while the author writes, which [`pipeline::Session`] builds in
//! memory. These modules are not part of the sequence:
//!
//! - [`mod@import`] makes an article's record from a saved text.
//! - [`schema`] tells editors what can be written in which file.
//! - [`start`] makes the first files of a dossier and of a record.
//! - [`overrides`] keeps track of the project's own versions of a theme's files.
//!
//! [`labels`] are the words that pages show in addition to the content, in the site's language.
//!
//! Every stage may use the foundations [`text`], [`diag`], [`document`] and [`dossier`].

pub mod pipeline;

pub mod assess;
pub mod audience;
pub mod config;
pub mod export;
pub mod import;
pub mod labels;
pub mod lint;
pub mod overrides;
pub mod parse;
pub mod plan;
pub mod render;
pub mod report;
pub mod resolve;
pub mod schema;
pub mod search;
pub mod serve;
pub mod source;
pub mod start;
pub mod verify;
pub mod write;

pub mod diag;
pub mod document;
pub mod dossier;
pub mod text;

pub mod cli;
