//! Parses YAML into a [`Tree`], using the event stream of `saphyr-parser`.

use super::syntax::SyntaxError;
use super::tree::{Entry, Node, NodeKind, Tree, split_duplicates};
use crate::text::{KeyPath, Step};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError};
use std::collections::BTreeMap;
use std::ops::Range;

/// The maximum nesting depth, as in `serde_yaml`. Deeper documents are refused.
const MAX_DEPTH: usize = 128;
/// The maximum number of nodes with aliases expanded, against alias bombs.
const MAX_NODES: usize = 1_000_000;
/// The maximum number of bytes of text that come from aliases.
const MAX_COPIED: usize = 4 << 20;

/// Why a text cannot be parsed.
#[derive(Debug)]
pub(super) enum YamlFault {
    /// The scanner stopped at byte `at` of the YAML, with the message `info`.
    Scanner {
        at: usize,
        info: String,
        /// The byte of the innermost `[` or `{` that is open there.
        bracket: Option<usize>,
    },
    /// It is valid YAML that this program does not read.
    Refused(SyntaxError),
}

impl From<SyntaxError> for YamlFault {
    fn from(error: SyntaxError) -> Self {
        Self::Refused(error)
    }
}

impl Tree {
    /// Parses the YAML document in `range` of `text`, to look up positions in it. Spans are bytes
    /// of the whole text. `None` if it cannot be parsed.
    pub fn yaml(text: &str, range: Range<usize>) -> Option<Self> {
        parse(text, range).ok()
    }
}

/// Parses the YAML document in `range` of `text`; spans are bytes of the whole text.
///
/// # Errors
/// [`YamlFault`] if it is not a single YAML 1.2 document, if it uses tags or complex keys, if it
/// nests deeper than 128 levels, or if it has more than a million nodes or 4 MB of text from
/// aliases.
pub(super) fn parse(text: &str, range: Range<usize>) -> Result<Tree, YamlFault> {
    let source = &text[range.clone()];
    let mut builder = Builder {
        offsets: Offsets::new(source, range.start),
        source,
        open: Vec::new(),
        root: None,
        anchors: BTreeMap::new(),
        written: Size::default(),
        duplicates: Vec::new(),
    };
    let mut parser = Parser::new_from_str(source);
    let mut documents = 0;
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| builder.scan_error(&error))?;
        let bytes = builder.offsets.range(span.start, span.end);
        if matches!(event, Event::DocumentStart(_)) {
            documents += 1;
            if documents > 1 {
                return Err(YamlFault::Refused(SyntaxError {
                    message: "this file contains more than one YAML document".into(),
                    bytes: bytes.start..bytes.start + 1,
                    help: Some("remove the `---` line, or split the file in two".into()),
                }));
            }
        }
        builder.take(event, bytes)?;
    }
    Ok(Tree {
        root: builder.root.unwrap_or(Node {
            span: range.start..range.start,
            kind: NodeKind::Scalar {
                text: String::new(),
                plain: true,
            },
        }),
        between: ": ",
        duplicates: builder.duplicates,
    })
}

/// The byte at which `source` stops being valid YAML; `None` if all of it is valid.
pub(super) fn stops_at(source: &str) -> Option<usize> {
    let mut parser = Parser::new_from_str(source);
    while let Some(event) = parser.next_event() {
        if let Err(error) = event {
            return Some(Offsets::new(source, 0).byte(error.marker().index()));
        }
    }
    None
}

/// A map or list that has not ended yet.
struct Open {
    start: usize,
    anchor: usize,
    path: KeyPath,
    content: Content,
}

enum Content {
    Seq(Vec<Node>),
    Map(Vec<Entry>, Option<(String, Range<usize>)>),
}

struct Builder<'a> {
    offsets: Offsets,
    source: &'a str,
    open: Vec<Open>,
    root: Option<Node>,
    anchors: BTreeMap<usize, (Node, Size)>,
    /// The number of all nodes, and of bytes of text that aliases expand to.
    written: Size,
    duplicates: Vec<(KeyPath, Range<usize>, Range<usize>)>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, bytes: Range<usize>) -> Result<(), SyntaxError> {
        if let Event::Scalar(_, _, _, Some(_))
        | Event::SequenceStart(_, Some(_))
        | Event::MappingStart(_, Some(_)) = &event
        {
            return Err(SyntaxError {
                message: "YAML tags are not supported".into(),
                bytes: bytes.start..bytes.start + 1,
                help: Some(
                    "remove the word that begins with `!`, or put the text in quotes".into(),
                ),
            });
        }
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let node = Node {
                    span: self.trimmed(bytes),
                    kind: NodeKind::Scalar {
                        text: text.into_owned(),
                        plain: style == ScalarStyle::Plain,
                    },
                };
                self.add(node, anchor)
            }
            Event::SequenceStart(anchor, _) => {
                self.open(bytes.start, anchor, Content::Seq(Vec::new()))
            }
            Event::MappingStart(anchor, _) => {
                self.open(bytes.start, anchor, Content::Map(Vec::new(), None))
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(bytes.end),
            Event::Alias(anchor) => {
                let Some((node, size)) = self.anchors.get(&anchor) else {
                    return Err(SyntaxError {
                        message: "this alias refers to an anchor that contains it".into(),
                        bytes: bytes.start..bytes.start + 1,
                        help: Some("write the values out".into()),
                    });
                };
                self.written.nodes += size.nodes;
                self.written.bytes += size.bytes;
                self.check_size(bytes.start)?;
                let mut node = node.clone();
                node.span = bytes;
                self.place(node)
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, start: usize, anchor: usize, content: Content) -> Result<(), SyntaxError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(start));
        }
        let path = match self.open.last() {
            None => KeyPath::root(),
            Some(parent) => parent.path.then(match &parent.content {
                Content::Seq(items) => Step::Item(items.len()),
                Content::Map(_, key) => Step::Key(
                    key.as_ref()
                        .map_or_else(String::new, |(key, _)| key.clone()),
                ),
            }),
        };
        self.open.push(Open {
            start,
            anchor,
            path,
            content,
        });
        Ok(())
    }

    fn close(&mut self, end: usize) -> Result<(), SyntaxError> {
        let open = self.open.pop().expect("the parser pairs starts and ends");
        let (kind, last) = match open.content {
            Content::Seq(items) => {
                let last = items.last().map_or(open.start, |item| item.span.end);
                (NodeKind::Seq(items), last)
            }
            Content::Map(entries, _) => {
                let last = entries.last().map_or(open.start, |e| e.value.span.end);
                let entries = split_duplicates(entries, &open.path, &mut self.duplicates);
                (NodeKind::Map(entries.into()), last)
            }
        };
        let end = end.max(last);
        let span = self.trimmed(open.start..end);
        self.add(Node { span, kind }, open.anchor)
    }

    fn check_size(&self, at: usize) -> Result<(), SyntaxError> {
        let most = match self.written {
            Size { nodes, .. } if nodes > MAX_NODES => format!("{MAX_NODES} values"),
            Size { bytes, .. } if bytes > MAX_COPIED => format!("{} MB", MAX_COPIED >> 20),
            _ => return Ok(()),
        };
        Err(SyntaxError {
            message: format!("the aliases here expand to more than {most}"),
            bytes: at..at + 1,
            help: Some("write the values out, or use fewer of them".into()),
        })
    }

    /// Adds a node that is written out, not an alias.
    fn add(&mut self, node: Node, anchor: usize) -> Result<(), SyntaxError> {
        self.written.nodes += 1;
        self.check_size(node.span.start)?;
        if anchor != 0 {
            let size = size(&node);
            self.anchors.insert(anchor, (node.clone(), size));
        }
        self.place(node)
    }

    fn place(&mut self, node: Node) -> Result<(), SyntaxError> {
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut parent.content {
            Content::Seq(items) => items.push(node),
            Content::Map(entries, key) => match key.take() {
                Some((key, key_span)) => entries.push(Entry {
                    key,
                    key_span,
                    value: node,
                }),
                None => match node.kind {
                    NodeKind::Scalar { text, .. } => *key = Some((text, node.span)),
                    _ => {
                        return Err(SyntaxError {
                            message: "a key must be a word, not a list or a map".into(),
                            bytes: node.span.start..node.span.start + 1,
                            help: Some("put text with brackets or braces in quotes".into()),
                        });
                    }
                },
            },
        }
        Ok(())
    }

    /// The bytes without white space at the end, which the spans of block scalars and collections
    /// include.
    fn trimmed(&self, bytes: Range<usize>) -> Range<usize> {
        let base = self.offsets.base;
        let text = &self.source[bytes.start - base..bytes.end.max(bytes.start) - base];
        bytes.start..bytes.start + text.trim_end().len()
    }

    fn scan_error(&self, error: &ScanError) -> YamlFault {
        let base = self.offsets.base;
        let at = self.offsets.byte(error.marker().index());
        if error.info().contains("recursion limit") {
            return YamlFault::Refused(too_deep(at));
        }
        let starts = self.open.iter().rev().map(|open| open.start - base);
        let bracket = starts
            .take(1)
            .find(|start| self.source[*start..].starts_with(['[', '{']));
        YamlFault::Scanner {
            at: at - base,
            info: error.info().to_owned(),
            bracket,
        }
    }
}

fn too_deep(at: usize) -> SyntaxError {
    SyntaxError {
        message: format!("this is nested deeper than {MAX_DEPTH} levels"),
        bytes: at..at + 1,
        help: Some(
            "check that every bracket is closed; annotations need at most six levels".into(),
        ),
    }
}

/// The size of a node with its aliases expanded.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    nodes: usize,
    bytes: usize,
}

fn size(node: &Node) -> Size {
    let mut all = Size { nodes: 1, bytes: 0 };
    let mut add = |node: &Node| {
        let size = size(node);
        all.nodes += size.nodes;
        all.bytes += size.bytes;
    };
    match &node.kind {
        NodeKind::Scalar { text, .. } => all.bytes += text.len(),
        NodeKind::Seq(items) => items.iter().for_each(add),
        NodeKind::Map(entries) => {
            entries.iter().for_each(|entry| add(&entry.value));
            all.nodes += entries.len();
            all.bytes += entries.iter().map(|entry| entry.key.len()).sum::<usize>();
        }
    }
    all
}

/// Whether `source` may nest too deep, or contain aliases that expand too far. [`Tree::yaml`] must
/// check such a text first, because `serde_yaml` notices neither in time.
pub(super) fn may_grow(source: &str) -> bool {
    let is_open = |byte: u8| matches!(byte, b'[' | b'{');
    let opened = source.bytes().filter(|byte| is_open(*byte)).count();
    if opened > MAX_DEPTH {
        let mut depth = 0usize;
        for byte in source.bytes() {
            if is_open(byte) {
                depth += 1;
            } else if matches!(byte, b']' | b'}') {
                depth = depth.saturating_sub(1);
            }
            if depth > MAX_DEPTH {
                return true;
            }
        }
    }
    begins_a_value(source, '&') && begins_a_value(source, '*')
}

/// Converts code-point offsets, which saphyr reports, into bytes.
struct Offsets {
    base: usize,
    /// Byte offsets of code points; empty if all are one byte long.
    bytes: Vec<usize>,
    len: usize,
}

impl Offsets {
    fn new(source: &str, base: usize) -> Self {
        let bytes = if source.is_ascii() {
            Vec::new()
        } else {
            source.char_indices().map(|(at, _)| at).collect()
        };
        Self {
            base,
            bytes,
            len: source.len(),
        }
    }

    fn byte(&self, index: usize) -> usize {
        let within = if self.bytes.is_empty() {
            index.min(self.len)
        } else {
            self.bytes.get(index).copied().unwrap_or(self.len)
        };
        self.base + within
    }

    fn range(&self, start: Marker, end: Marker) -> Range<usize> {
        let start = self.byte(start.index());
        start..self.byte(end.index()).max(start)
    }
}

/// Whether `mark` is anywhere a value may begin: after something that begins or separates values.
pub(super) fn begins_a_value(source: &str, mark: char) -> bool {
    source.match_indices(mark).any(|(at, _)| {
        let before = source[..at].trim_end_matches(' ').bytes().next_back();
        matches!(
            before,
            None | Some(b':' | b'-' | b'[' | b',' | b'{' | b'\n' | b'?')
        )
    })
}
