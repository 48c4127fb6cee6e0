//! A key that is not known: which one was meant, or where it belongs.

use super::diagnose::quoted;
use super::tree::{NodeKind, Tree};
use super::vocabulary::{Inner, Vocabulary};
use crate::text::{KeyPath, Step, nearest};

/// The key of `free` that means what `key` usually does.
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

/// A key that is none of those that can stand where it does.
pub(super) struct Unknown<'a> {
    key: &'a str,
    expected: &'static [&'static str],
    near: Option<&'static str>,
    /// The key that it resembles most. Where none is `near`, this one stands there already.
    taken: Option<&'static str>,
    /// The help for a record that was not put below a section.
    record: Option<&'static str>,
    /// The list of maps to one of which it belongs.
    inner: Option<&'static Inner>,
    /// The key of the whole document that it is.
    of_root: Option<&'a str>,
    /// Whether it is what stands behind a comma in `{…}`.
    is_part: bool,
}

impl<'a> Unknown<'a> {
    /// The key at the end of `at` in `tree`, where `expected` can stand; `root_keys` can stand at the root.
    pub(super) fn new(
        key: &'a str,
        expected: &'static [&'static str],
        at: &KeyPath,
        tree: &Tree,
        root_keys: &[&'static str],
        vocabulary: &'static Vocabulary,
    ) -> Self {
        // A key that stands there already is not suggested: it would stand there twice.
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

    /// Whether it is one of several that belong to one thing in another place.
    pub(super) fn is_one_of_many(&self) -> bool {
        self.inner_list().is_some()
    }

    /// The key that should stand here instead.
    pub(super) fn instead(&self) -> Option<&'static str> {
        self.near.or(self.inner_list().map(|inner| inner.list))
    }

    fn inner_list(&self) -> Option<&'static Inner> {
        self.inner.filter(|_| self.near.is_none())
    }

    /// The mend.
    pub(super) fn help(&self) -> String {
        if self.key == "<<" {
            return "merge keys are not read here: write the values out".into();
        }
        if let Some(near) = self.near {
            return match self
                .key
                .chars()
                .find(|c| c.is_whitespace() && !c.is_ascii())
            {
                Some(space) => format!(
                    "write `{near}`: U+{:04X}, a space as copied text has it, stands beside it",
                    space as u32
                ),
                None => format!("did you mean `{near}`?"),
            };
        }
        if let Some(taken) = self.taken {
            return format!(
                "`{taken}` stands here too: keep one of the two, and put what belongs to both there"
            );
        }
        if let Some(inner) = self.inner_list() {
            return inner.help.to_owned();
        }
        if self.is_part {
            return "in `{…}` a comma parts two keys: put a text that holds a comma in quotes, such as `\"Smith, John\"`".into();
        }
        let keys = format!("the keys here are {}", quoted(self.expected));
        if let Some(record) = self.record {
            return format!("{record}; {keys}");
        }
        if let Some(key) = self.of_root {
            return format!(
                "`{key}` belongs to the whole file: write it above the first `[section]` in TOML, without indentation in YAML"
            );
        }
        keys
    }
}
