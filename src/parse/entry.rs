//! What all entries of records have in common.

use super::ending::Ending;
use super::values::{Line, Plain};
use crate::dossier::{Marking, OfKind, Slug};

/// The entry of a record, as written in its file.
pub trait Entry {
    /// The record it becomes.
    type Record: OfKind;

    /// Its TLP label.
    fn marking(&self) -> Marking;

    /// Whether it is a draft.
    fn is_draft(&self) -> bool;

    /// Takes the date and reason of the withdrawal out of the entry, if the record was withdrawn.
    fn take_ending(&mut self) -> Option<Ending>;

    /// What other files can learn of the record.
    fn known(&self) -> Known<'_>;
}

/// What other files can learn of a record from its entry. While this stays the same, a change of
/// the entry does not affect other files.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known<'a> {
    /// How it is named.
    pub called: EntryName<'a>,
    /// Whether it was withdrawn.
    pub is_withdrawn: bool,
    /// The other names of an actor; empty for other records.
    pub aliases: &'a [Plain],
    /// The report that an article is based on.
    pub origin: Option<&'a Slug>,
}

/// How a record is named.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum EntryName<'a> {
    /// By a title or a name.
    Title(Option<&'a Plain>),
    /// By its text, which may contain links.
    Text(Option<&'a Line>),
    /// By its headline, or else its publisher.
    Headline(Option<&'a Plain>, Option<&'a Plain>),
}

impl EntryName<'_> {
    /// The name in words, if the entry has one.
    pub fn words(self) -> Option<String> {
        let words = match self {
            Self::Title(title) | Self::Headline(title, _) => title?.0.clone(),
            Self::Text(text) => text?.body.text().trim().to_owned(),
        };
        (!words.is_empty()).then_some(words)
    }
}

/// Implements [`Entry`] for each type: the entry, the record that it becomes, its name, its aliases
/// and its origin.
macro_rules! entries {
    ($($Entry:ident $Record:ident |$own:ident| $called:expr, $aliases:expr, $origin:expr;)*) => {
        $(
            impl Entry for $Entry {
                type Record = $Record;

                fn marking(&self) -> Marking {
                    self.marking
                }

                fn is_draft(&self) -> bool {
                    self.draft
                }

                fn take_ending(&mut self) -> Option<Ending> {
                    self.withdrawn.take()
                }

                fn known(&self) -> Known<'_> {
                    let $own = self;
                    Known {
                        called: $called,
                        is_withdrawn: self.withdrawn.is_some(),
                        aliases: $aliases,
                        origin: $origin,
                    }
                }
            }
        )*
    };
}
pub(super) use entries;
