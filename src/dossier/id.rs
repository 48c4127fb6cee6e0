//! Record ids, and typed references to records.

use crate::diag::Code;
use crate::document::{self, Text, invalid_value};
use schemars::{JsonSchema, Schema};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Index;
use std::sync::Arc;

/// A record's id: lower-case ASCII letters and digits, with single hyphens between them. It is
/// permanent, and safe in paths, addresses and HTML ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[schemars(inline, with = "Text", title = "id", transform = form)]
pub struct Slug(Box<str>);

impl Slug {
    /// Checks that `text` is a valid id.
    ///
    /// # Errors
    /// [`NotASlug`] if `text` is empty, is longer than 100 bytes, or has other characters or
    /// hyphens than an id allows.
    pub fn new(text: &str) -> Result<Self, NotASlug> {
        let words_hold = text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        if words_hold && text.len() <= 100 {
            Ok(Self(text.into()))
        } else {
            Err(NotASlug {
                text: text.to_owned(),
            })
        }
    }

    /// Makes an id from `text`: its ASCII letters and digits in lower case, with a hyphen for each
    /// run of other characters. `None` if that is not a valid id.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut made = String::new();
        for c in text.chars() {
            if c.is_ascii_alphanumeric() {
                made.push(c.to_ascii_lowercase());
            } else if !made.ends_with('-') && !made.is_empty() {
                made.push('-');
            }
        }
        Self::new(made.trim_end_matches('-')).ok()
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Allows looking up ids in maps by `&str`.
impl Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The error for a text that is not a valid id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotASlug {
    text: String,
}

impl NotASlug {
    /// A message that says what is wrong.
    pub fn message(&self) -> String {
        if self.text.trim().is_empty() {
            return "an id is missing here".into();
        }
        if let Ok(id) = Slug::new(self.text.trim()) {
            return format!("the id `{id}` has a space before or after it");
        }
        let start: String = self.text.chars().take(60).collect();
        let more = if start.len() < self.text.len() {
            "…"
        } else {
            ""
        };
        format!("`{start}{more}` is not a valid id")
    }

    /// A help with the rule for ids, and a valid id similar to the text if there is one.
    pub fn help(&self) -> String {
        const RULE: &str = "an id consists of lower-case letters (a-z), digits and single hyphens, at most 100 characters";
        let text = self.text.strip_suffix(".md").unwrap_or(&self.text);
        match Slug::from_text(text) {
            Some(made) => format!("{RULE}: for example `{made}`"),
            None => RULE.to_owned(),
        }
    }
}

/// The schema of an id. Numbers and `true` or `false` are allowed too, because YAML reads some
/// unquoted ids that way.
fn form(schema: &mut Schema) {
    let message = "An id consists of lower-case letters (a-z), digits and single hyphens.";
    document::pattern(schema, "^[a-z0-9]+(-[a-z0-9]+)*$", message);
    schema.insert("type".into(), vec!["string", "integer", "boolean"].into());
    schema.insert("maxLength".into(), 100.into());
    schema.insert("minimum".into(), 0.into());
}

impl<'de> Deserialize<'de> for Slug {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Slug;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Slug, E> {
                Slug::new(text).map_err(|fault| {
                    invalid_value(Code::InvalidId, &fault.message(), &fault.help())
                })
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

/// The key of a record in a [`Table`] of the same type.
pub struct Key<T> {
    row: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// The row of the record in its table.
    pub fn row(self) -> usize {
        self.row as usize
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> PartialEq for Key<T> {
    fn eq(&self, other: &Self) -> bool {
        self.row == other.row
    }
}

impl<T> Eq for Key<T> {}

impl<T> PartialOrd for Key<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Key<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.row.cmp(&other.row)
    }
}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.row)
    }
}

/// The records of one kind, in a fixed order. Tables may share records, and a clone of a table
/// shares all of them.
#[derive(Debug)]
pub struct Table<T> {
    records: Arc<[Arc<T>]>,
}

impl<T> Clone for Table<T> {
    fn clone(&self) -> Self {
        Self {
            records: Arc::clone(&self.records),
        }
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<T> Table<T> {
    /// A table of `records`. The position of each record becomes its key.
    pub fn new(records: Vec<Arc<T>>) -> Self {
        Self {
            records: records.into(),
        }
    }

    /// The number of records.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether the table has no records.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The records, in order.
    pub fn records(&self) -> impl ExactSizeIterator<Item = &T> + DoubleEndedIterator + Clone {
        self.records.iter().map(Arc::as_ref)
    }

    /// A shared pointer to the record with this key.
    pub fn shared(&self, key: Key<T>) -> Arc<T> {
        Arc::clone(&self.records[key.row()])
    }

    /// Shared pointers to all records, in order.
    pub fn into_records(self) -> Vec<Arc<T>> {
        self.records.to_vec()
    }

    /// Whether `other` is a clone of this table. Compares pointers, not contents.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.records, &other.records)
    }

    /// The keys at which `other`, a table of the same length, has a different record. Compares
    /// pointers, so an equal copy counts as different.
    pub fn differing(&self, other: &Self) -> Vec<Key<T>> {
        if self.is(other) {
            return Vec::new();
        }
        let pairs = self.records.iter().zip(other.records.iter());
        self.keys()
            .zip(pairs)
            .filter(|(_, (own, other))| !Arc::ptr_eq(own, other))
            .map(|(key, _)| key)
            .collect()
    }

    /// The key of the row `row`, which must exist.
    pub fn key(row: usize) -> Key<T> {
        Key {
            row: u32::try_from(row).expect("fewer than 2^32 records"),
            of: PhantomData,
        }
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = Key<T>> + use<T> {
        (0..self.records.len()).map(Self::key)
    }

    /// The keys with their records, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Key<T>, &T)> {
        self.keys().zip(self.records())
    }
}

impl<T> Index<Key<T>> for Table<T> {
    type Output = T;

    fn index(&self, key: Key<T>) -> &T {
        &self.records[key.row()]
    }
}

#[cfg(test)]
mod tests {
    use super::Slug;

    #[test]
    fn an_id_is_safe_everywhere() {
        for good in ["a", "a1", "friday-deadline", "2026-memo"] {
            assert!(Slug::new(good).is_ok(), "{good}");
        }
        let long = "a".repeat(101);
        for bad in [
            "", "-", "a-", "-a", "a--b", "A", "ä", "a b", "..", "a/b", "a%2eb", "a.b", &long,
        ] {
            assert!(Slug::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_mend_is_an_id() {
        let fault = Slug::new("../Über Friday%2e").expect_err("not an id");
        assert!(
            fault.help().ends_with("`ber-friday-2e`"),
            "{}",
            fault.help()
        );
    }
}
