//! Reads YAML and TOML documents. Reading typed values is fast; positions are computed only when
//! they are needed.
//!
//! This is the only folder that uses `serde_yaml`, `saphyr-parser`, `toml` and `html5gum`. It knows
//! nothing about dossiers: callers pass a [`Vocabulary`], which says what people may mean by
//! unknown words.

mod decode;
mod diagnose;
mod draft;
mod fault;
mod front_matter;
mod html;
mod insert;
mod language;
mod misplaced;
mod progress;
mod read;
mod scalar;
mod schema;
mod slips;
mod syntax;
mod toml;
mod tree;
mod unknown;
mod value;
mod vocabulary;
mod yaml;

pub use decode::Decoded;
pub use diagnose::in_quotes;
pub use draft::{Addition, Draft, DraftLine};
pub use front_matter::{body_start, front_matter};
pub use html::{HtmlTag, HtmlToken, html_tokens, is_in_line, is_void, may_end_itself};
pub use insert::{NotInserted, insert};
pub use language::Language;
pub use read::{parse_yaml, read_toml, read_toml_under, read_tree, read_yaml};
pub use scalar::yaml_scalar;
pub use schema::{
    Text, digits, keys_of, needs, needs_unless_withdrawn, needs_when_finished, not_blank,
    only_text, pattern, schema_of, words,
};
pub use syntax::SyntaxError;
pub use tree::Tree;
pub use value::invalid_value;
pub use vocabulary::{Inner, Vocabulary};
