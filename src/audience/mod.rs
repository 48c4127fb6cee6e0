//! Stage 5: removes what this build may not show. In: a [`Dossier`]. Out: a smaller one of the same
//! type.
//!
//! Everything marked above the ceiling, and every draft unless drafts are requested, is removed
//! before anything is planned or rendered. What rested on it is shown without it, or is removed too
//! if nothing is left to support it (`filter.rs`).
//!
//! **What is withheld is removed silently, but what an author wrote about it is an error.** The
//! program removes what it added itself, and values of keys: list items (`claims`, `actors`,
//! `topics`), `speaker`, `member_of`, entries of `see_also` and `independent_of`, whole pieces of
//! evidence, the basis of an origin, and the link of a mention. It cannot rewrite a sentence.
//! Nothing is published while anything shown contains one of these, which `lint/withheld/` looks
//! for:
//!
//! - a **link** to something withheld, for whatever reason: `[[…]]` with or without its own words,
//!   a Markdown link to its file, a citation `[@…]`. The words around it are about it, or rest on
//!   it (`references.rs`). The same is true of a reference that is shown as plain text: `@id`
//!   without brackets, `[[claim:id]]` as code (`written.rs`).
//! - a **name** of an actor marked above the ceiling, in anything that an author wrote: texts,
//!   titles, names, quotes, ids, addresses, the texts of `site.toml`, the project's labels,
//!   templates and theme, the names of files that are copied (`names.rs`, `around.rs`). The name of
//!   a draft actor is allowed, because its record is unfinished, not secret.
//!
//! Titles and texts of other withheld records are not searched for: they are whole sentences, which
//! nobody repeats by chance.

mod filter;
mod kept;
mod reports;
mod who;

pub use filter::Filter;
pub use who::Audience;
