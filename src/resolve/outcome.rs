//! The results of resolving entries: records, or what is left of withdrawn ones.

use crate::diag::Sink;
use crate::dossier::{
    ByKind, DefaultOf, Dossier, Family, MakeEach, Part, Prose, Table, Tables, Withdrawn,
};
use std::sync::Arc;

/// The result of resolving one file.
#[derive(Default)]
pub(super) struct ResolvedFile {
    pub(super) home: Option<Arc<Prose>>,
    pub(super) records: ByKind<Lists>,
    pub(super) faults: Sink,
}

/// A list for each kind.
pub(super) struct Lists;

impl Family for Lists {
    type Of<P: Part> = Vec<Arc<P>>;
}

impl DefaultOf for Lists {
    fn default_of<P: Part>() -> Vec<Arc<P>> {
        Vec::new()
    }
}

/// The files that changed, each as it was and as it is now.
type Changes<'a> = Vec<(&'a ResolvedFile, &'a ResolvedFile)>;

/// Collects the records of all files, in the order of the files. If no changed file has records of
/// a kind, that table is taken from the `earlier` dossier.
pub(super) fn gather(
    files: &[Arc<ResolvedFile>],
    earlier: Option<(&Dossier, &[Arc<ResolvedFile>])>,
) -> Dossier {
    let earlier = earlier.map(|(dossier, before)| {
        let pairs = before.iter().zip(files);
        let changed = pairs.filter(|(before, now)| !Arc::ptr_eq(before, now));
        let changed: Changes<'_> = changed.map(|(before, now)| (&**before, &**now)).collect();
        (dossier, changed)
    });
    Dossier {
        home: files.iter().find_map(|file| file.home.clone()),
        tables: ByKind::make(&mut Gather { files, earlier }),
    }
}

struct Gather<'a> {
    files: &'a [Arc<ResolvedFile>],
    earlier: Option<(&'a Dossier, Changes<'a>)>,
}

impl MakeEach<Tables> for Gather<'_> {
    fn make<P: Part>(&mut self) -> Table<P> {
        let has_none = |file: &ResolvedFile| P::of(&file.records).is_empty();
        match &self.earlier {
            Some((dossier, changed))
                if changed
                    .iter()
                    .all(|(before, now)| has_none(before) && has_none(now)) =>
            {
                P::of(&dossier.tables).clone()
            }
            _ => {
                let records = self.files.iter().flat_map(|file| P::of(&file.records));
                Table::new(records.cloned().collect())
            }
        }
    }
}

/// A record, or what is left of a withdrawn one.
#[derive(Debug)]
pub(super) enum Outcome<T> {
    Live(T),
    Ended(Box<Withdrawn>),
}

impl<T> Outcome<T> {
    pub(super) fn sort_into(self, live: &mut Vec<Arc<T>>, ended: &mut Vec<Arc<Withdrawn>>) {
        match self {
            Self::Live(record) => live.push(Arc::new(record)),
            Self::Ended(record) => ended.push(Arc::from(record)),
        }
    }
}
