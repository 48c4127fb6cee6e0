//! The place of an option's value, for diagnostics.
//!
//! In: a file and a key path in it. Out: the places of the value and of values inside it.

use crate::diag::Place;
use crate::text::{FileId, KeyPath};

/// The place of a value: a file, and a key path in it.
pub(super) struct At {
    pub(super) file: FileId,
    pub(super) path: KeyPath,
}

impl At {
    /// The place of the value itself.
    pub(super) fn place(&self) -> Place {
        Place::Value(self.file, self.path.clone())
    }

    /// The place of the value of `key`, if this value is a table.
    pub(super) fn then(&self, key: &str) -> Self {
        Self {
            file: self.file,
            path: self.path.then(key),
        }
    }

    /// The place of an item, counted from 0, if this value is a list.
    pub(super) fn item(&self, number: usize) -> Self {
        Self {
            file: self.file,
            path: self.path.then(number),
        }
    }
}
