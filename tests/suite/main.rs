//! The tests of the whole program, one file per kind. What they read stands beside this folder: `cases/`, `site/`, `schema/` and `settings/`.
#![expect(clippy::disallowed_methods, reason = "tests make folders of their own")]

mod bridge;
mod cases;
mod commands;
mod crowds;
mod evidence;
mod explain;
mod folders;
mod forms;
mod import;
mod init;
mod labels;
mod marked;
mod mistakes;
mod mutants;
mod new;
mod properties;
mod publishing;
mod reference;
mod schema;
mod search;
mod serve;
mod session;
mod settings;
mod shell;
mod shipped;
mod statuses;
mod structured;
mod templates;
mod theme;
