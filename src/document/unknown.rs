//! Unknown keys: which key was meant, or where the key belongs.

use super::diagnose::quoted;
use super::tree::{NodeKind, Tree};
use super::vocabulary::{Inner, Vocabulary};
use crate::text::{KeyPath, Step, nearest};

/// The key in `free` that means the same as `key`, a name that people often use.
fn usual(
    key: &str,
    free: impl Iterator<Item = &'static str> + Clone,
    vocabulary: &Vocabulary,
) -> Option<&'static str> {
    let key = key.to_lowercase();
    let meant = vocabulary.usual_keys.iter();
    let meant = meant.filter(|(usual, _)| *usual == key);
    let mut meant = meant.filter_map(|(_, meant)| free.clone().find(|key| key == meant));
    meant.next()
}

/// A key that is not allowed where it is.
pub(super) struct Unknown<'a> {
    key: &'a str,
    expected: &'static [&'static str],
    near: Option<&'static str>,
    /// The allowed key that it resembles most. If `near` is `None`, this key is already in the map.
    taken: Option<&'static str>,
    /// The help for a record that was not put under a section.
    record: Option<&'static str>,
    /// The list of maps whose entries may have this key.
    inner: Option<&'static Inner>,
    /// The root key that it matches, if it is not at the root.
    of_root: Option<&'a str>,
    /// Whether it is only the text after a comma in `{…}`.
    is_part: bool,
}

impl<'a> Unknown<'a> {
    /// The key at the end of `at` in `tree`. `expected` are the keys allowed there, `root_keys`
    /// those allowed at the root.
    pub(super) fn new(
        key: &'a str,
        expected: &'static [&'static str],
        at: &KeyPath,
        tree: &Tree,
        root_keys: &[&'static str],
        vocabulary: &'static Vocabulary,
    ) -> Self {
        // A key that is already there is not suggested: it would be a duplicate.
        let parent = at.parent();
        let free = expected.iter().copied();
        let free = free.filter(|key| !tree.has(&parent.then(*key)));
        let is_map = match (&tree.root.kind, at.steps()) {
            (NodeKind::Map(entries), [Step::Key(own)]) => entries
                .find(own)
                .is_some_and(|entry| matches!(entry.value.kind, NodeKind::Map(_))),
            _ => false,
        };
        Self {
            key,
            expected,
            near: nearest(key, free.clone()).or_else(|| usual(key, free, vocabulary)),
            taken: nearest(key, expected.iter().copied()),
            record: vocabulary
                .records
                .filter(|(keys, _)| is_map && keys.iter().all(|key| expected.contains(key)))
                .map(|(_, help)| help),
            inner: vocabulary
                .inner
                .as_ref()
                .filter(|inner| expected.contains(&inner.list) && inner.keys.contains(&key)),
            of_root: root_keys
                .iter()
                .find(|name| at.steps().len() > 1 && **name == key.replace([' ', '-'], "_"))
                .copied(),
            is_part: tree.has_no_value(at),
        }
    }

    /// Whether it belongs to an inner map, perhaps together with other keys beside it.
    pub(super) fn is_one_of_many(&self) -> bool {
        self.inner_list().is_some()
    }

    /// The key that should be here instead.
    pub(super) fn instead(&self) -> Option<&'static str> {
        self.near.or(self.inner_list().map(|inner| inner.list))
    }

    fn inner_list(&self) -> Option<&'static Inner> {
        self.inner.filter(|_| self.near.is_none())
    }

    /// How to fix it.
    pub(super) fn help(&self) -> String {
        if self.key == "<<" {
            return "merge keys are not supported: write the values out".into();
        }
        if let Some(near) = self.near {
            return match self
                .key
                .chars()
                .find(|c| c.is_whitespace() && !c.is_ascii())
            {
                Some(space) => format!(
                    "write `{near}`: this key contains U+{:04X}, a space that often comes with copied text",
                    space as u32
                ),
                None => format!("did you mean `{near}`?"),
            };
        }
        if let Some(taken) = self.taken {
            return format!(
                "`{taken}` is already here: keep one of the two keys, and put the content of both there"
            );
        }
        if let Some(inner) = self.inner_list() {
            return inner.help.to_owned();
        }
        if self.is_part {
            return "in `{…}`, a comma separates keys: put text that contains a comma in quotes, such as `\"Smith, John\"`".into();
        }
        let keys = format!("the keys allowed here are {}", quoted(self.expected));
        if let Some(record) = self.record {
            return format!("{record}; {keys}");
        }
        if let Some(key) = self.of_root {
            return format!(
                "`{key}` belongs to the whole file: in TOML, write it above the first `[section]`; in YAML, write it without indentation"
            );
        }
        keys
    }
}
