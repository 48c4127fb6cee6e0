//! Keys in the wrong place: twice in a map, or beside the id of their record instead of below it.

use super::tree::{Entry, NodeKind, Tree};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::text::{FileId, KeyPath, Span, Step};
use std::collections::BTreeSet;

/// Reports keys that are in a map twice, and returns their paths. The second value is not read.
/// Several duplicate keys in one list entry are reported once, because the dash of the next entry
/// is missing.
pub(super) fn report_duplicates(tree: &Tree, file: FileId, sink: &mut Sink) -> BTreeSet<KeyPath> {
    let mut lost = BTreeSet::new();
    let mut entries = BTreeSet::new();
    for (path, first, again) in &tree.duplicates {
        lost.insert(path.clone());
        let key = last(path);
        let in_list = matches!(path.parent().steps().last(), Some(Step::Item(_)));
        if in_list && !entries.insert(path.parent()) {
            continue;
        }
        let at = |bytes: &std::ops::Range<usize>| {
            let bytes = bytes.clone();
            Place::Bytes(Span { file, bytes })
        };
        let message = format!("the key `{key}` is used twice");
        sink.report(
            Diagnostic::error(Code::DuplicateKey, at(again), message)
                .label("again")
                .related(at(first), "first")
                .help(if in_list {
                    format!("write `- {key}: …` where the next list entry begins, or keep one of the two")
                } else {
                    "keep one of the two, with the content of both, or give one of them another name".into()
                }),
        );
    }
    lost
}

fn last(path: &KeyPath) -> String {
    path.steps()
        .last()
        .map_or_else(String::new, |step| match step {
            Step::Key(key) => key.clone(),
            Step::Item(item) => format!("[{item}]"),
        })
}

/// The help for what [`unindented`] finds.
pub(super) const INDENT: &str = "indent the lines below an id by two spaces more than the id";

/// The id of a record whose keys are beside the id instead of below it. `at` is the record's empty
/// value or one of those keys. `expected` names the keys of a record.
pub(super) fn unindented<'a>(tree: &'a Tree, at: &KeyPath, expected: &str) -> Option<&'a str> {
    let ([Step::Key(section), Step::Key(key)], NodeKind::Map(root)) = (at.steps(), &tree.root.kind)
    else {
        return None;
    };
    let section = root.find(section)?;
    let NodeKind::Map(entries) = &section.value.kind else {
        return None;
    };
    let is_fact = |entry: &Entry| expected.contains(&format!("`{}`", entry.key));
    let is_empty = |entry: &Entry| matches!(&entry.value.kind, NodeKind::Scalar { text, plain: true } if text.is_empty());
    let own = entries.position(key)?;
    let record = (0..=own).rev().find(|at| !is_fact(&entries[*at]))?;
    let has_facts = entries.get(record + 1).is_some_and(is_fact);
    (is_empty(&entries[record]) && has_facts).then_some(entries[record].key.as_str())
}
