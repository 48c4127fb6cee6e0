//! Which parts of one kind are kept.

use crate::dossier::{Key, Table};

/// Which rows of a table are kept, and the key of each in the new table.
pub(super) struct Kept<T> {
    rows: Vec<Option<Key<T>>>,
    /// Whether all of them are kept.
    pub(super) all: bool,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self::new(std::iter::empty())
    }
}

impl<T> Kept<T> {
    /// `stays` says for each row whether it is kept.
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

    /// The key in the new table; `None` if the part is withheld.
    pub(super) fn get(&self, key: Key<T>) -> Option<Key<T>> {
        self.rows[key.row()]
    }
}
