//! The tests of the whole program, one file per kind. What they read stands beside this folder: `cases/`, `site/`, `schema/` and `settings/`.
#![expect(clippy::disallowed_methods, reason = "tests make folders of their own")]

mod cases;
mod evidence;
mod folders;
mod forms;
mod import;
mod init;
mod mutants;
mod properties;
mod publishing;
mod reference;
mod schema;
mod search;
mod settings;
mod shipped;
mod statuses;
mod structured;
