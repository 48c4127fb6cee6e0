//! Texts to typed values, with every fault reported. The hot path hands a text to `serde_yaml` and pays nothing for
//! positions. When that fails, the text is parsed again into a [`Tree`] that keeps them, and `decode` reports every fault.

use super::decode::{Decoded, decode};
use super::slips::explained;
use super::syntax::SyntaxError;
use super::tree::Tree;
use super::vocabulary::Vocabulary;
use super::yaml;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::text::{FileId, KeyPath, Span};
use serde::de::DeserializeOwned;
use std::ops::Range;

/// Parses the YAML in `range` of `text`, with positions.
///
/// # Errors
/// [`SyntaxError`] where it is not one YAML 1.2 document, or larger than this program reads.
pub fn parse_yaml(
    text: &str,
    range: Range<usize>,
    vocabulary: &'static Vocabulary,
) -> Result<Tree, SyntaxError> {
    let start = range.start;
    yaml::parse(text, range.clone())
        .map_err(|fault| explained(fault, &text[range], start, vocabulary))
}

/// Reads the YAML in `range` of `text`, reporting every fault. A value that has one is left out;
/// what is left is returned, or `None` where nothing is.
pub fn read_yaml<T: DeserializeOwned>(
    text: &str,
    range: Range<usize>,
    file: FileId,
    vocabulary: &'static Vocabulary,
    sink: &mut Sink,
) -> Decoded<T> {
    let parse = |range| parse_yaml(text, range, vocabulary);
    let source = &text[range.clone()];
    if yaml::may_grow(source)
        && let Err(fault) = parse(range.clone())
    {
        report_syntax(Code::YamlSyntax, file, fault, sink);
        return Decoded::nothing();
    }
    let error = match serde_yaml::from_str(source) {
        // Serde passes over a tag before a text, and the word would be lost: the tree reports it.
        Ok(value) if !yaml::begins_a_value(source, '!') => return Decoded::whole(value),
        Ok(value) => match parse(range) {
            Ok(_) => return Decoded::whole(value),
            Err(fault) => {
                report_syntax(Code::YamlSyntax, file, fault, sink);
                return Decoded::nothing();
            }
        },
        Err(error) => error,
    };
    let start = range.start;
    let failure = match parse(range) {
        Err(fault) => Some(fault),
        Ok(tree) => {
            let before = sink.diagnostics().len();
            let decoded = decode(&tree, file, vocabulary, sink);
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
pub fn read_tree(
    text: &str,
    file: FileId,
    vocabulary: &'static Vocabulary,
    sink: &mut Sink,
) -> Option<Tree> {
    match parse_yaml(text, 0..text.len(), vocabulary) {
        Ok(tree) => Some(tree),
        Err(fault) => {
            report_syntax(Code::YamlSyntax, file, fault, sink);
            None
        }
    }
}

/// Reads a TOML text, reporting every fault.
pub fn read_toml<T: DeserializeOwned>(
    text: &str,
    file: FileId,
    vocabulary: &'static Vocabulary,
    sink: &mut Sink,
) -> Decoded<T> {
    read_toml_under(text, [], file, vocabulary, sink)
}

/// Reads a TOML text as if the values of the keys in `over` were the texts that stand there beside them, each of which is the number or
/// the truth that it looks like, where such is wanted.
pub fn read_toml_under<'a, T: DeserializeOwned>(
    text: &str,
    over: impl IntoIterator<Item = (&'a KeyPath, &'a str)>,
    file: FileId,
    vocabulary: &'static Vocabulary,
    sink: &mut Sink,
) -> Decoded<T> {
    match Tree::toml(text) {
        Ok(mut tree) => {
            for (key, value) in over {
                tree.set(key, value);
            }
            decode(&tree, file, vocabulary, sink)
        }
        Err(fault) => {
            report_syntax(Code::TomlSyntax, file, fault, sink);
            Decoded::nothing()
        }
    }
}

fn report_syntax(code: Code, file: FileId, fault: SyntaxError, sink: &mut Sink) {
    let bytes = fault.bytes;
    let place = Place::Bytes(Span { file, bytes });
    sink.report(Diagnostic::error(code, place, fault.message).maybe_help(fault.help));
}
