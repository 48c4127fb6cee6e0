//! Stage 5: what this build may show. In: a [`Dossier`]. Out: a smaller one, of the same type.
//!
//! Everything above the ceiling, and drafts unless they are asked for, is taken out before anything
//! is planned or rendered. What rested on it is shown without it, or goes too where nothing is left (`filter.rs`, `records.rs`).
//!
//! **What is withheld is removed silently, and what an author wrote about it is an error.** The program removes what it added itself and
//! values of keys: items of lists (`claims`, `actors`, `topics`), `speaker`, `member_of`, entries of `see_also` and `independent_of` and pieces of
//! evidence with everything in them, the basis of an origin, and the link of a mention. It cannot rewrite a sentence. So nothing is
//! published while something that is shown has one of these:
//!
//! - a **link** to something withheld, whatever the reason: `[[…]]` with or without words of its own, a Markdown link to its file, a citation
//!   `[@…]`. The words around it were written about it, or rest on it (`references.rs`). The same goes for a reference that became no link
//!   and is read as it is written: `@id` without brackets, `[[claim:id]]` as code (`written.rs`).
//! - a **name** of an actor whose marking lies above the ceiling, in anything that an author wrote: texts, titles, names, quotes, ids, addresses,
//!   the texts of `site.toml`, the project's labels, templates and theme, the names of files that are copied (`names.rs`, `around.rs`). The name of a draft is no fault: its record is
//!   unfinished, and not secret.
//!
//! Titles and texts of other withheld records are not looked for in what authors wrote: they are whole sentences, and nobody repeats
//! those by chance.

mod filter;
mod kept;
mod reports;
mod who;

pub use filter::Filter;
pub use who::Audience;
