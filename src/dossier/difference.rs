//! How two states of a dossier differ. What follows from references, dates and origins alone is the
//! same if only words differ.

use super::Table;
use super::by_kind::{Part, SeeEach, Tables};
use super::whole::Dossier;

impl Dossier {
    /// Whether only words differ from an `earlier` state whose keys mean the same records. If so,
    /// everything that records refer to is the same, and so are their dates, origins, retractions
    /// and markings.
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
