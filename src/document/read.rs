//! Reads text into typed values and reports every fault. The fast path uses `serde_yaml`, which
//! does not keep positions. If it fails, the text is parsed again into a [`Tree`], which keeps
//! them, and `decode` reports every fault.

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
/// [`SyntaxError`] if it is not a single YAML 1.2 document, uses tags or complex keys, or exceeds
/// the limits on nesting and size.
pub fn parse_yaml(
    text: &str,
    range: Range<usize>,
    vocabulary: &'static Vocabulary,
) -> Result<Tree, SyntaxError> {
    let start = range.start;
    yaml::parse(text, range.clone())
        .map_err(|fault| explained(fault, &text[range], start, vocabulary))
}

/// Reads the YAML in `range` of `text` and reports every fault. Faulty values are left out of the
/// result.
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
        // Serde skips a tag before text, and the word would be lost. Parsing the tree reports it.
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
    // The two parsers agree on nearly everything. If only `serde_yaml` finds a fault, that fault is
    // reported.
    let at = start + error.location().map_or(0, |place| place.index());
    let fault = failure.unwrap_or_else(|| SyntaxError {
        message: format!("this is not valid YAML: {error}"),
        bytes: at..at + 1,
        help: Some("check the indentation of this line and the line above".into()),
    });
    report_syntax(Code::YamlSyntax, file, fault, sink);
    Decoded::nothing()
}

/// Parses the YAML document `text`, with positions. If it cannot be parsed, reports the fault and
/// returns `None`.
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

/// Reads a TOML document and reports every fault.
pub fn read_toml<T: DeserializeOwned>(
    text: &str,
    file: FileId,
    vocabulary: &'static Vocabulary,
    sink: &mut Sink,
) -> Decoded<T> {
    read_toml_under(text, [], file, vocabulary, sink)
}

/// Like [`read_toml`], but first replaces the values of the keys in `over` with the texts given
/// there. If a number or a Boolean is expected, the text is read as one.
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
