//! YAML and TOML documents: typed values fast, positions when somebody asks.
//!
//! The only folder that names `serde_yaml`, `saphyr-parser`, `toml` and `html5gum`. The hot path hands a text to
//! `serde_yaml` and pays nothing for positions. When that fails, the same text is parsed again
//! into a [`Tree`] that keeps them, and `decode` reports every fault it holds.

mod decode;
mod draft;
mod fault;
mod front_matter;
mod html;
mod insert;
mod key_path;
mod misplaced;
mod progress;
mod schema;
mod slips;
mod toml;
mod tree;
mod unknown;
mod value;
mod yaml;

pub use decode::Decoded;
pub use draft::{Draft, DraftLine};
pub use front_matter::{body_start, front_matter};
pub use html::{HtmlTag, HtmlToken, html_tokens, is_in_line, is_void, may_end_itself};
pub use insert::{Addition, NotInserted, insert};
pub use key_path::{KeyPath, Step};
pub use schema::{
    Text, digits, keys_of, needs, needs_unless_withdrawn, needs_when_finished, not_blank,
    only_text, pattern, schema_of, words,
};
pub use tree::Tree;
pub use value::invalid_value;

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::text::{FileId, Span};
use serde::de::DeserializeOwned;
use std::ops::Range;

/// What a file is written in, told by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// `.md`: Markdown with YAML front matter.
    Markdown,
    /// `.yaml` or `.yml`.
    Yaml,
    /// `.toml`.
    Toml,
    /// Anything else.
    Other,
}

impl Language {
    /// The language of the file at `path`.
    pub fn of(path: &str) -> Self {
        match path.rsplit_once('.').map(|(_, extension)| extension) {
            Some("md") => Self::Markdown,
            Some("yaml" | "yml") => Self::Yaml,
            Some("toml") => Self::Toml,
            _ => Self::Other,
        }
    }
}

/// A document, or a part of one, that could not be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What the parser says.
    pub message: String,
    /// The bytes of the text that are at fault.
    pub bytes: Range<usize>,
    /// The mend, where the cause is a known one.
    pub help: Option<String>,
}

/// Reads the YAML in `range` of `text`, reporting every fault. A value that has one is left out;
/// what is left is returned, or `None` where nothing is.
pub fn read_yaml<T: DeserializeOwned>(
    text: &str,
    range: Range<usize>,
    file: FileId,
    sink: &mut Sink,
) -> Decoded<T> {
    let source = &text[range.clone()];
    if yaml::may_grow(source)
        && let Err(fault) = Tree::yaml(text, range.clone())
    {
        report_syntax(Code::YamlSyntax, file, fault, sink);
        return Decoded::nothing();
    }
    let error = match serde_yaml::from_str(source) {
        // Serde passes over a tag before a text, and the word would be lost: the tree reports it.
        Ok(value) if !begins_a_value(source, '!') => return Decoded::whole(value),
        Ok(value) => match Tree::yaml(text, range) {
            Ok(_) => return Decoded::whole(value),
            Err(fault) => {
                report_syntax(Code::YamlSyntax, file, fault, sink);
                return Decoded::nothing();
            }
        },
        Err(error) => error,
    };
    let start = range.start;
    let failure = match Tree::yaml(text, range) {
        Err(fault) => Some(fault),
        Ok(tree) => {
            let before = sink.diagnostics().len();
            let decoded = decode::decode(&tree, file, sink);
            if sink.diagnostics().len() > before {
                return decoded;
            }
            None
        }
    };
    // The two parsers agree on nearly everything; where they do not, the first one's word holds.
    let at = start + error.location().map_or(0, |place| place.index());
    let fault = failure.unwrap_or_else(|| SyntaxError {
        message: format!("this is not YAML: {error}"),
        bytes: at..at + 1,
        help: Some("check the indentation of this line and of the one above".into()),
    });
    report_syntax(Code::YamlSyntax, file, fault, sink);
    Decoded::nothing()
}

/// The YAML document `text` with its positions; `None`, and a fault, where it cannot be parsed.
pub fn read_tree(text: &str, file: FileId, sink: &mut Sink) -> Option<Tree> {
    match Tree::yaml(text, 0..text.len()) {
        Ok(tree) => Some(tree),
        Err(fault) => {
            report_syntax(Code::YamlSyntax, file, fault, sink);
            None
        }
    }
}

/// Whether `mark` stands where a value may begin: after something that begins or separates values.
fn begins_a_value(source: &str, mark: char) -> bool {
    source.match_indices(mark).any(|(at, _)| {
        let before = source[..at].trim_end_matches(' ').bytes().next_back();
        matches!(
            before,
            None | Some(b':' | b'-' | b'[' | b',' | b'{' | b'\n' | b'?')
        )
    })
}

/// Reads a TOML text, reporting every fault.
pub fn read_toml<T: DeserializeOwned>(text: &str, file: FileId, sink: &mut Sink) -> Decoded<T> {
    read_toml_under(text, [], file, sink)
}

/// Reads a TOML text as if the values of the keys in `over` were the texts that stand there beside them, each of which is the number or
/// the truth that it looks like, where such is wanted.
pub fn read_toml_under<'a, T: DeserializeOwned>(
    text: &str,
    over: impl IntoIterator<Item = (&'a KeyPath, &'a str)>,
    file: FileId,
    sink: &mut Sink,
) -> Decoded<T> {
    match Tree::toml(text) {
        Ok(mut tree) => {
            for (key, value) in over {
                tree.set(key, value);
            }
            decode::decode(&tree, file, sink)
        }
        Err(fault) => {
            report_syntax(Code::TomlSyntax, file, fault, sink);
            Decoded::nothing()
        }
    }
}

/// `text`, one line, as a YAML scalar on one line, quoted where YAML would read it as something else.
pub fn yaml_scalar(text: &str) -> String {
    let plain = serde_yaml::to_string(text).unwrap_or_default();
    let plain = plain.trim_end_matches('\n');
    // Some texts come out as a block of lines.
    let same =
        |written: &str| serde_yaml::from_str::<String>(written).is_ok_and(|read| read == text);
    if !plain.is_empty() && !plain.contains('\n') && same(plain) {
        return plain.to_owned();
    }
    // A JSON text is a YAML scalar (YAML 1.2, section 1.2).
    serde_json::Value::from(text).to_string()
}

fn report_syntax(code: Code, file: FileId, fault: SyntaxError, sink: &mut Sink) {
    let bytes = fault.bytes;
    let place = Place::Bytes(Span { file, bytes });
    sink.report(Diagnostic::error(code, place, fault.message).maybe_help(fault.help));
}
