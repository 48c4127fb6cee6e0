//! Compares two states of a dossier. If only words differ, everything derived from references,
//! dates and origins stays the same.

use super::Table;
use super::by_kind::{Part, SeeEach, Tables};
use super::whole::Dossier;

impl Dossier {
    /// Whether only words differ from an `earlier` state whose keys refer to the same records. If
    /// so, all references, dates, origins, retractions and markings are the same.
    pub fn differs_in_words_only(&self, earlier: &Self) -> bool {
        let mut comparison = Comparison {
            earlier,
            is_in_words_only: true,
        };
        self.each(&mut comparison);
        comparison.is_in_words_only
    }
}

struct Comparison<'a> {
    earlier: &'a Dossier,
    is_in_words_only: bool,
}

impl SeeEach<Tables> for Comparison<'_> {
    fn see<P: Part>(&mut self, now: &Table<P>) {
        let then = P::of(self.earlier);
        self.is_in_words_only &= now.is(then)
            || now.len() == then.len()
                && now
                    .differing(then)
                    .into_iter()
                    .all(|key| now[key].differs_in_words_only(&then[key]));
    }
}
