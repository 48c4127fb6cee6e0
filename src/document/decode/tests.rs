//! Skipping affects only the amount of work in the decoder.

use super::super::progress::DecodeProgress;
use super::{Decoded, Tree, Vocabulary, decode, decode_with};
use crate::diag::{Diagnostic, Sink};
use crate::text::FileId;
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Debug;

thread_local! {
    /// How many times a `Word` was read.
    static READ: Cell<usize> = const { Cell::new(0) };
}

/// One of two words.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Word {
    Yes,
    No,
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "lowercase")]
        enum Written {
            Yes,
            No,
        }
        READ.set(READ.get() + 1);
        Ok(match Written::deserialize(deserializer)? {
            Written::Yes => Self::Yes,
            Written::No => Self::No,
        })
    }
}

/// A record like those of a dossier: required and optional keys, lists, maps, nested records.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    a: Word,
    #[serde(default)]
    b: Vec<Word>,
    #[serde(default)]
    c: BTreeMap<String, Record>,
    #[serde(default)]
    d: Vec<Record>,
    e: Option<Word>,
}

fn read<T: DeserializeOwned + PartialEq + Debug>(
    progress: &DecodeProgress,
    tree: &Tree,
) -> (Decoded<T>, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    let decoded = decode_with(progress, tree, FileId::new(0), &Vocabulary::NONE, &mut sink);
    (decoded, sink.diagnostics().to_vec())
}

/// Records with various faults, in YAML on one line.
fn records() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => Just("yes".to_owned()),
        1 => Just("yess".to_owned()),
        1 => Just("[]".to_owned()),
        1 => Just("~".to_owned()),
    ];
    let leaf = record(word.clone(), Just(String::new()).boxed());
    leaf.prop_recursive(3, 40, 4, move |inner| {
        let several = |open: &'static str, close: &'static str, keys: bool| {
            proptest::collection::vec(inner.clone(), 0..4).prop_map(move |records| {
                let items = records.iter().enumerate().map(|(at, record)| match keys {
                    true => format!("k{at}: {record}"),
                    false => record.clone(),
                });
                format!("{open}{}{close}", items.collect::<Vec<_>>().join(", "))
            })
        };
        let more = (several("{", "}", true), several("[", "]", false))
            .prop_map(|(map, list)| format!("c: {map}, d: {list}"));
        record(word.clone(), more.boxed()).boxed()
    })
}

fn record(
    word: impl Strategy<Value = String> + Clone + 'static,
    more: BoxedStrategy<String>,
) -> BoxedStrategy<String> {
    let list = proptest::collection::vec(word.clone(), 0..4);
    let has = proptest::collection::vec(any::<bool>(), 4);
    let unknown =
        prop_oneof![4 => Just(None), 1 => Just(Some("f: 1")), 1 => Just(Some("f: 1, g: 2"))];
    (word.clone(), word, list, more, has, unknown)
        .prop_map(|(a, e, list, more, has, unknown)| {
            let mut parts = Vec::new();
            if has[0] {
                parts.push(format!("e: {e}"));
            }
            parts.extend(unknown.map(str::to_owned));
            if !more.is_empty() {
                parts.push(more);
            }
            if has[1] || has[2] {
                parts.push(format!("a: {a}"));
            }
            if has[3] {
                parts.push(format!("b: [{}]", list.join(", ")));
            }
            format!("{{{}}}", parts.join(", "))
        })
        .boxed()
}

proptest! {
    /// Faults, losses and the value are the same as when everything is read again after each fault.
    #[test]
    fn what_is_skipped_changes_nothing(text in records()) {
        let tree = Tree::yaml(&text, 0..text.len()).expect("it is YAML");
        let again = DecodeProgress::default();
        again.set_whole(&tree.root);
        let (slow, faults) = read::<Record>(&again, &tree);
        let (fast, same) = read::<Record>(&DecodeProgress::default(), &tree);
        prop_assert_eq!(&same, &faults);
        prop_assert_eq!(&fast.lost, &slow.lost);
        prop_assert_eq!(&fast.value, &slow.value);
    }
}

/// How many words are read for `count` records with one fault each.
fn words_read(count: usize) -> usize {
    let record = "{a: yes, b: [yes, no], d: [{a: yes, e: yess}]}";
    let text = format!("{{a: yes, d: [{}]}}", vec![record; count].join(", "));
    let tree = Tree::yaml(&text, 0..text.len()).expect("it is YAML");
    let mut sink = Sink::new();
    READ.set(0);
    let decoded = decode::<Record>(&tree, FileId::new(0), &Vocabulary::NONE, &mut sink);
    assert_eq!(sink.diagnostics().len(), count);
    assert_eq!(decoded.value.map(|root| root.d.len()), Some(count));
    READ.get()
}

#[test]
fn the_work_grows_with_the_faults_and_not_with_their_square() {
    let (few, many) = (words_read(50), words_read(800));
    assert!(
        many < 20 * few,
        "{few} words, then {many} of 16 times the records"
    );
}
