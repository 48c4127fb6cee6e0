//! The tests of the whole program, one file per kind. What they read stands beside this folder: `cases/` and `site/`.
#![expect(clippy::disallowed_methods, reason = "tests make folders of their own")]

mod bridge;
mod cases;
mod evidence;
mod explain;
mod folders;
mod import;
mod mistakes;
mod properties;
mod publishing;
mod search;
mod shipped;
mod statuses;
mod structured;
