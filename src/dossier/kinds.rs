//! The table of record kinds. To add a kind, add a line here; the compiler then reports what is
//! missing elsewhere.
//!
//! Other files in this folder pass the table to their own macros. `records.rs` generates references
//! from it, and `by_kind.rs` the tables of a dossier and the iteration over all kinds.

/// How the records of a kind are stored in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenAs {
    /// Each is a Markdown file in the folder named after the kind's plural.
    File,
    /// Each is an entry, under its id, in an annotation file's section named after the kind's
    /// plural.
    Entry,
}

/// Calls the macro `$then` with the table. The columns are: kind, singular, plural, table of a
/// dossier, and how it is stored. A kind may be based only on kinds above it.
macro_rules! with_kinds {
    ($then:ident) => {
        $then! {
            /// A source document.
            Article "article" "articles" articles File;
            /// A page that brings records together.
            Topic "topic" "topics" topics File;
            /// A person or organization that acts.
            Actor "actor" "actors" actors Entry;
            /// A statement that can be supported or disputed.
            Claim "claim" "claims" claims Entry;
            /// Something that happened or is due.
            Event "event" "events" events Entry;
            /// A conclusion of the analyst.
            Judgement "judgement" "judgements" judgements Entry;
            /// A question that no article answers.
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

            /// The singular, as in links: `claim`.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$Kind => $word,)*
                }
            }

            /// The plural, as in folders, annotation files and addresses: `claims`.
            pub fn plural(self) -> &'static str {
                match self {
                    $(Self::$Kind => $plural,)*
                }
            }

            /// How records of this kind are stored.
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
    pub const READING_ORDER: [Self; Self::ALL.len()] = [
        Self::Topic,
        Self::Article,
        Self::Claim,
        Self::Event,
        Self::Judgement,
        Self::Question,
        Self::Actor,
    ];

    /// The kind with the singular `word`, if there is one.
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
