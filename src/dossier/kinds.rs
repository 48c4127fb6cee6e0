//! The one table of record kinds. To add a kind, add a line here, and the compiler reports what is
//! missing elsewhere.
//!
//! Other files of this folder pass the table to macros of their own. `records.rs` makes the
//! references of it, and `by_kind.rs` the tables of a dossier and the iteration over all kinds.

/// How the records of a kind are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenAs {
    /// Each as a Markdown file in the folder that has the kind's plural as its name.
    File,
    /// Each under its id in a section of an annotation file. The section has the kind's plural as
    /// its name.
    Entry,
}

/// Calls the macro `$then` with the table: kind, word for one, word for many, table of a dossier,
/// how it is written. A kind may rest only on kinds above it.
macro_rules! with_kinds {
    ($then:ident) => {
        $then! {
            /// A source document.
            Article "article" "articles" articles File;
            /// A page that records are merged into.
            Topic "topic" "topics" topics File;
            /// A person or body that acts.
            Actor "actor" "actors" actors Entry;
            /// A statement that can be supported or disputed.
            Claim "claim" "claims" claims Entry;
            /// Something that happened or is due.
            Event "event" "events" events Entry;
            /// A conclusion of the analyst.
            Judgement "judgement" "judgements" judgements Entry;
            /// What no article answers.
            Question "question" "questions" questions Entry;
        }
    };
}
pub(super) use with_kinds;

macro_rules! record_kinds {
    ($($(#[$doc:meta])* $Kind:ident $word:literal $plural:literal $table:ident $as:ident;)*) => {
        /// A kind of record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum RecordKind {
            $($(#[$doc])* $Kind,)*
        }

        impl RecordKind {
            /// All kinds, in the order of the table.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$Kind),*];

            /// The word for one record, as links write it: `claim`.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$Kind => $word,)*
                }
            }

            /// The word for many records, as folders, annotation files and addresses write it:
            /// `claims`.
            pub fn plural(self) -> &'static str {
                match self {
                    $(Self::$Kind => $plural,)*
                }
            }

            /// How records of the kind are written.
            pub fn written_as(self) -> WrittenAs {
                match self {
                    $(Self::$Kind => WrittenAs::$as,)*
                }
            }
        }
    };
}

with_kinds!(record_kinds);

impl RecordKind {
    /// The kinds in the order in which a reader meets their records.
    pub(super) const READING_ORDER: [Self; Self::ALL.len()] = [
        Self::Topic,
        Self::Article,
        Self::Claim,
        Self::Event,
        Self::Judgement,
        Self::Question,
        Self::Actor,
    ];

    /// The kind that links call `word`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::RecordKind;

    #[test]
    fn the_reading_order_has_every_kind() {
        let mut kinds = RecordKind::READING_ORDER;
        kinds.sort();
        assert_eq!(kinds, RecordKind::ALL);
    }
}
