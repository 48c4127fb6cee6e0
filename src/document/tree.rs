//! A parsed document that keeps the positions of its keys and values.

use crate::text::{KeyPath, Step};
use std::ops::{Deref, Range};
use std::sync::OnceLock;

/// A document with positions. Spans are bytes of the text it was parsed from.
#[derive(Debug)]
pub struct Tree {
    pub(super) root: Node,
    /// The separator between a key and its value.
    pub(super) between: &'static str,
    /// Keys that are in a map twice: the path, then the bytes of the first and the second key.
    pub(super) duplicates: Vec<(KeyPath, Range<usize>, Range<usize>)>,
}

#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) span: Range<usize>,
    pub(super) kind: NodeKind,
}

#[derive(Debug, Clone)]
pub(super) enum NodeKind {
    Scalar { text: String, plain: bool },
    Seq(Vec<Node>),
    Map(Map),
}

/// The entries of a map, in the order of the document.
#[derive(Debug, Clone, Default)]
pub(super) struct Map {
    entries: Vec<Entry>,
    /// Indices of the entries, sorted by key. Made when a key is first looked up among many.
    by_key: OnceLock<Vec<usize>>,
}

/// Up to this number of entries, the entries are searched one by one.
const FEW: usize = 16;

impl Map {
    /// The index of the first entry with the key `key`.
    pub(super) fn position(&self, key: &str) -> Option<usize> {
        if self.entries.len() <= FEW {
            return self.entries.iter().position(|entry| entry.key == key);
        }
        let by_key = self.by_key.get_or_init(|| {
            let mut numbers: Vec<usize> = (0..self.entries.len()).collect();
            // The sort is stable, so the first of several entries stays first.
            numbers.sort_by_key(|number| self.entries[*number].key.as_str());
            numbers
        });
        let at = by_key.partition_point(|number| self.entries[*number].key.as_str() < key);
        let found = by_key.get(at).copied();
        found.filter(|number| self.entries[*number].key == key)
    }

    /// The first entry with the key `key`.
    pub(super) fn find(&self, key: &str) -> Option<&Entry> {
        Some(&self.entries[self.position(key)?])
    }

    /// The entries, for callers that change them.
    pub(super) fn into_entries(self) -> Vec<Entry> {
        self.entries
    }
}

impl From<Vec<Entry>> for Map {
    fn from(entries: Vec<Entry>) -> Self {
        Self {
            entries,
            by_key: OnceLock::new(),
        }
    }
}

impl FromIterator<Entry> for Map {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        Self::from(entries.into_iter().collect::<Vec<_>>())
    }
}

impl Deref for Map {
    type Target = [Entry];

    fn deref(&self) -> &[Entry] {
        &self.entries
    }
}

#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Range<usize>,
    pub(super) value: Node,
}

impl Tree {
    /// Whether there is a value at `path`.
    pub fn has(&self, path: &KeyPath) -> bool {
        self.node(path).is_some()
    }

    fn node(&self, path: &KeyPath) -> Option<&Node> {
        let mut steps = path.steps().iter();
        steps.try_fold(&self.root, |node, step| Some(node.child(step)?.1))
    }

    /// Whether the key at `path` is in `{…}` without a colon: nothing is between its end and the
    /// next key or the brace.
    pub(super) fn has_no_value(&self, path: &KeyPath) -> bool {
        let (Some(Step::Key(key)), Some(node)) = (path.steps().last(), self.node(&path.parent()))
        else {
            return false;
        };
        let NodeKind::Map(entries) = &node.kind else {
            return false;
        };
        entries.find(key).is_some_and(|entry| {
            matches!(&entry.value.kind, NodeKind::Scalar { text, .. } if text.is_empty())
                && entry.value.span.start == entry.key_span.end
        })
    }

    /// The text at `path`; `None` if there is no scalar, or an empty one.
    pub fn text(&self, path: &KeyPath) -> Option<&str> {
        match &self.node(path)?.kind {
            NodeKind::Scalar { text, .. } if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// The keys of the map at `path`; empty if there is no map.
    pub fn keys_below(&self, path: &KeyPath) -> impl Iterator<Item = &str> {
        let entries = match self.node(path).map(|node| &node.kind) {
            Some(NodeKind::Map(entries)) => entries,
            _ => [].as_slice(),
        };
        entries.iter().map(|entry| entry.key.as_str())
    }

    /// Puts a plain scalar at `path` in place of the current value, and creates missing maps on the
    /// way. If something other than a map is in the way, the document itself is faulty, and nothing
    /// is set.
    pub(super) fn set(&mut self, path: &KeyPath, text: &str) {
        let mut node = &mut self.root;
        for step in path.steps() {
            let (NodeKind::Map(entries), Step::Key(key)) = (&mut node.kind, step) else {
                return;
            };
            let at = entries.position(key).unwrap_or_else(|| {
                let span = node.span.start..node.span.start;
                let mut more = std::mem::take(entries).into_entries();
                more.push(Entry {
                    key: key.clone(),
                    key_span: span.clone(),
                    value: Node {
                        span,
                        kind: NodeKind::Map(Map::default()),
                    },
                });
                *entries = more.into();
                entries.len() - 1
            });
            // Only the value changes: the order of the keys stays valid.
            node = &mut entries.entries[at].value;
        }
        node.kind = NodeKind::Scalar {
            text: text.to_owned(),
            // Null cannot be given this way: the text stays text.
            plain: !matches!(text, "" | "~" | "null" | "Null" | "NULL"),
        };
    }

    /// The bytes of the value at `path`, or of the nearest value above it that exists.
    pub fn value(&self, path: &KeyPath) -> Option<Range<usize>> {
        let mut node = &self.root;
        for step in path.steps() {
            match node.child(step) {
                Some((_, child)) => node = child,
                None => break,
            }
        }
        Some(node.span.clone())
    }

    /// The bytes of the key at the end of `path`, or of the nearest key above it that exists. A
    /// list item has no key, so the bytes of its value.
    pub fn key(&self, path: &KeyPath) -> Option<Range<usize>> {
        let mut node = &self.root;
        let mut key = None;
        for step in path.steps() {
            let Some((key_span, child)) = node.child(step) else {
                break;
            };
            key = Some(key_span.unwrap_or(&child.span).clone());
            node = child;
        }
        key
    }
}

impl Node {
    fn child(&self, step: &Step) -> Option<(Option<&Range<usize>>, &Self)> {
        match (&self.kind, step) {
            (NodeKind::Map(entries), Step::Key(key)) => entries
                .find(key)
                .map(|entry| (Some(&entry.key_span), &entry.value)),
            (NodeKind::Seq(items), Step::Item(at)) => items.get(*at).map(|item| (None, item)),
            _ => None,
        }
    }
}

/// Removes the second and later entries of a key. Adds the path and both key spans of each to
/// `duplicates`.
pub(super) fn split_duplicates(
    entries: Vec<Entry>,
    path: &KeyPath,
    duplicates: &mut Vec<(KeyPath, Range<usize>, Range<usize>)>,
) -> Vec<Entry> {
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut seen = std::collections::BTreeMap::new();
    for entry in entries {
        if let Some(first) = seen.get(&entry.key) {
            let first: &Range<usize> = first;
            duplicates.push((path.then(entry.key.as_str()), first.clone(), entry.key_span));
        } else {
            seen.insert(entry.key.clone(), entry.key_span.clone());
            kept.push(entry);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{Entry, FEW, Map, Node, NodeKind};
    use proptest::prelude::*;

    fn entry(key: &str) -> Entry {
        Entry {
            key: key.to_owned(),
            key_span: 0..0,
            value: Node {
                span: 0..0,
                kind: NodeKind::Map(Map::default()),
            },
        }
    }

    proptest! {
        /// Among few and many entries, a key is found at its first entry.
        #[test]
        fn a_key_is_found_where_it_stands_first(keys in proptest::collection::vec("[a-c]{0,3}", 0..4 * FEW), key in "[a-c]{0,3}") {
            let map: Map = keys.iter().map(|key| entry(key)).collect();
            prop_assert_eq!(map.position(&key), keys.iter().position(|other| *other == key));
        }
    }
}
