//! Names the place of an option's value, for faults.
//!
//! In: a file and the path of a key in it. Out: the places of the value and of values in it.

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

    /// The value of `key`, if the value is a table.
    pub(super) fn then(&self, key: &str) -> Self {
        Self {
            file: self.file,
            path: self.path.then(key),
        }
    }

    /// An item, counted from 0, if the value is a list.
    pub(super) fn item(&self, number: usize) -> Self {
        Self {
            file: self.file,
            path: self.path.then(number),
        }
    }
}
