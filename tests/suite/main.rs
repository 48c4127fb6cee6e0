//! The tests of the whole program, one file per kind. Their data is beside this folder. The cases
//! in `cases/` are a separate test binary, with one test for each folder.
#![expect(clippy::disallowed_methods, reason = "tests make folders of their own")]

mod at_once;
mod bridge;
#[path = "../shared/case.rs"]
mod case;
mod cases;
mod commands;
mod crowds;
mod evidence;
mod explain;
mod folders;
mod foreign;
mod forms;
mod import;
#[path = "../shared/index.rs"]
mod index;
mod init;
mod kinds;
mod labels;
mod layers;
mod marked;
mod mistakes;
mod mutants;
mod new;
mod properties;
mod publishing;
mod reference;
mod retracted;
mod schema;
mod search;
mod serve;
mod serve_harm;
mod serve_saves;
mod server;
mod session;
mod settings;
mod shell;
mod shipped;
mod statuses;
mod structured;
mod suggestions;
mod templates;
mod theme;
mod withheld;
mod withheld_words;
