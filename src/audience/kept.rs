//! Which records of one kind stay.

use crate::dossier::{Key, Table};
use rayon::prelude::*;
use std::sync::Arc;

/// Which rows of a table stay, and the key of each in the new table.
pub(super) struct Kept<T> {
    rows: Vec<Option<Key<T>>>,
    /// Whether all of them do.
    pub(super) all: bool,
}

impl<T> Kept<T> {
    /// By whether each row stays.
    pub(super) fn new(stays: impl Iterator<Item = bool>) -> Self {
        let mut next = 0;
        let rows = stays.map(|stays| {
            stays.then(|| {
                next += 1;
                Table::key(next - 1)
            })
        });
        let rows: Vec<_> = rows.collect();
        Self {
            all: next == rows.len(),
            rows,
        }
    }

    /// The key in the new table of the record with this one; `None` for one that is withheld.
    pub(super) fn get(&self, key: Key<T>) -> Option<Key<T>> {
        self.rows[key.row()]
    }

    /// The keys in the new table of those of `keys` that stay.
    pub(super) fn list(&self, keys: Vec<Key<T>>) -> Vec<Key<T>> {
        keys.into_iter().filter_map(|key| self.get(key)).collect()
    }

    /// Whether one of `keys` stays, or there are no keys at all.
    pub(super) fn bear<'k>(&self, keys: impl IntoIterator<Item = &'k Key<T>>) -> bool
    where
        T: 'k,
    {
        let mut keys = keys.into_iter().peekable();
        self.all || keys.peek().is_none() || keys.any(|key| self.get(*key).is_some())
    }

    /// The records of `table` that stay, each after `change`.
    pub(super) fn table(&self, table: Table<T>, change: impl Fn(T) -> T + Sync) -> Table<T>
    where
        T: Clone + Send + Sync,
    {
        let records = table.into_records().into_par_iter().zip(&self.rows);
        let kept = records.filter_map(|(record, row)| row.map(|_| Arc::unwrap_or_clone(record)));
        Table::new(kept.map(|record| Arc::new(change(record))).collect())
    }
}
