//! Compares documents by their content, however it is written: what a document should contain after
//! an insertion, and whether it does.

use super::super::draft::Addition;
use super::super::tree::{Entry, Node, NodeKind, Tree};
use super::super::{Draft, DraftLine};

/// The content of the document `tree` with `addition` at the end of `section`.
pub(super) fn expected(tree: &Tree, section: &str, addition: &Addition) -> Node {
    let mut root = tree.root.clone();
    let added = match addition {
        Addition::Entry(key, value) => NodeKind::Map(vec![entry(key, node_of(value))].into()),
        Addition::Item(lines) => NodeKind::Seq(vec![node_of(&Draft::Map(lines.clone()))]),
    };
    let mut entries = match root.kind {
        NodeKind::Map(entries) => entries.into_entries(),
        _ => Vec::new(),
    };
    let found = entries.iter_mut().find(|entry| entry.key == section);
    match (found.map(|entry| &mut entry.value.kind), added) {
        (Some(NodeKind::Map(records)), NodeKind::Map(added)) => {
            let mut all = std::mem::take(records).into_entries();
            all.extend(added.into_entries());
            *records = all.into();
        }
        (Some(NodeKind::Seq(items)), NodeKind::Seq(added)) => items.extend(added),
        (Some(nothing), added) => *nothing = added,
        (None, added) => entries.push(entry(section, node(added))),
    }
    root.kind = NodeKind::Map(entries.into());
    root
}

/// The node that a draft becomes once it is written.
fn node_of(draft: &Draft) -> Node {
    let of_map = |lines: &[DraftLine]| {
        let entries = lines.iter().filter_map(|line| match line {
            DraftLine::Comment(_) => None,
            DraftLine::Key(key, value) => Some(entry(key, node_of(value))),
        });
        node(NodeKind::Map(entries.collect()))
    };
    match draft {
        Draft::Open => scalar("", true),
        Draft::Text(text) => scalar(text, false),
        Draft::Texts(texts) => {
            let items = texts.iter().map(|text| scalar(text, false));
            node(NodeKind::Seq(items.collect()))
        }
        Draft::List(items) => node(NodeKind::Seq(
            items.iter().map(|item| of_map(item)).collect(),
        )),
        Draft::Map(lines) => of_map(lines),
    }
}

fn scalar(text: &str, plain: bool) -> Node {
    let text = text.to_owned();
    node(NodeKind::Scalar { text, plain })
}

fn node(kind: NodeKind) -> Node {
    Node { span: 0..0, kind }
}

fn entry(key: &str, value: Node) -> Entry {
    Entry {
        key: key.to_owned(),
        key_span: 0..0,
        value,
    }
}

/// Whether two nodes have the same content, regardless of positions and quotes.
pub(super) fn says_the_same(one: &Node, other: &Node) -> bool {
    match (&one.kind, &other.kind) {
        (NodeKind::Scalar { text: a, plain: p }, NodeKind::Scalar { text: b, plain: q }) => {
            let nothing = |text: &str, plain: bool| plain && matches!(text, "" | "null");
            match (nothing(a, *p), nothing(b, *q)) {
                (false, false) => a == b,
                (one, other) => one == other,
            }
        }
        (NodeKind::Seq(a), NodeKind::Seq(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| says_the_same(a, b))
        }
        (NodeKind::Map(a), NodeKind::Map(b)) => {
            let same =
                |(a, b): (&Entry, &Entry)| a.key == b.key && says_the_same(&a.value, &b.value);
            a.len() == b.len() && a.iter().zip(b.iter()).all(same)
        }
        _ => false,
    }
}
