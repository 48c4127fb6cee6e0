//! A static site generator for sourced briefing dossiers.
//!
//! Data flows one way, through stages with a type at each boundary; [`pipeline`] is that way as one
//! short function:
//!
//! | stage | takes | makes |
//! |---|---|---|
//! | [`source`] | the disk | [`source::Sources`]: which files there are |
//! | [`parse`] | files | [`parse::Parsed`]: entries, texts with raw links |
//! | [`resolve`] | entries | [`resolve::Resolved`]: records whose references all hold |
//! | [`mod@verify`] | records, captures, the lock | [`verify::Verified`]: every quote at its place |
//! | [`audience`] | a dossier | a dossier that this build's readers may see |
//! | [`mod@assess`] | a dossier | [`assess::Assessed`]: how each claim stands, and why |
//! | [`plan`] | what was assessed | [`plan::SitePlan`]: every page and file, and its address |
//! | [`render`] | a plan | finished pages, one by one |
//! | [`mod@search`] | a plan | the files of the search index |
//! | [`mod@write`] | pages | the published folder, swapped in whole |
//!
//! [`mod@serve`] shows what [`pipeline::Session`] builds in memory, while it is written.
//! [`mod@import`] stands beside that way: it makes an article's record of a saved text.
//!
//! So does [`schema`]: it tells editors what can be written in which file. And [`start`]: it makes what a dossier and a record begin
//! with. And [`overrides`]: the project's own versions of a theme's files, and what they were made of.
//!
//! [`labels`] are the words that pages show besides the content, in the site's language.
//!
//! [`text`], [`diag`], [`document`] and [`dossier`] are foundations that every stage may use.

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
