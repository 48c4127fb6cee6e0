//! The place of an entry, for the faults found in it.

use crate::diag::Place;
use crate::dossier::{RecordKind, Slug};
use crate::text::{FileId, KeyPath, Step};

/// The place of an entry: its file, and its section and id in an annotation file.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub(super) file: FileId,
    pub(super) section: Option<(RecordKind, &'a Slug)>,
}

impl Spot<'_> {
    pub(super) fn path(self, steps: &[Step]) -> KeyPath {
        let mut path = KeyPath::root();
        if let Some((kind, id)) = self.section {
            path = path.then(kind.plural()).then(id.as_str());
        }
        steps
            .iter()
            .fold(path, |path, step| path.then(step.clone()))
    }

    pub(super) fn value(self, steps: &[Step]) -> Place {
        Place::Value(self.file, self.path(steps))
    }

    /// The entry itself: its key, or its file.
    pub(super) fn itself(self) -> Place {
        match self.section {
            Some(_) => Place::Key(self.file, self.path(&[])),
            None => Place::File(self.file),
        }
    }
}

/// The path to an item of a list.
pub(super) fn item_of(list: &str, item: usize) -> [Step; 2] {
    [list.into(), item.into()]
}
