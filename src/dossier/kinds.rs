//! The one table of record kinds. To add a kind, add a line here, and the compiler reports what is
//! missing elsewhere.
//!
//! The table generates [`RecordKind`], [`Ref`], [`ByKind`] (one value for each kind, such as the
//! tables of a dossier) and the iteration over all kinds. What a record contains is in its own file
//! in `records/`.

use super::{
    Actor, Article, Citing, Claim, Event, Judgement, Key, Part, Question, Record, Relation, Table,
    Topic, Withdrawn,
};
use std::fmt;

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
macro_rules! with_table {
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

        /// A reference to a record of any kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Ref {
            $($(#[$doc])* $Kind(Key<$Kind>),)*
            /// A withdrawn record, whatever its kind was.
            Withdrawn(Key<Withdrawn>),
        }

        impl Ref {
            /// The record in row `row` of the table of `kind`.
            pub fn new(kind: RecordKind, row: usize) -> Self {
                match kind {
                    $(RecordKind::$Kind => Self::$Kind(Table::<$Kind>::key(row)),)*
                }
            }
        }

        /// One value for each kind of part that a dossier has: for each kind of record, for
        /// relations, and for withdrawn records.
        pub struct ByKind<F: Family> {
            $(
                #[doc = concat!("For the ", $plural, ".")]
                pub $table: F::Of<$Kind>,
            )*
            /// For the relations.
            pub relations: F::Of<Relation>,
            /// For the withdrawn records of all kinds.
            pub withdrawn: F::Of<Withdrawn>,
        }

        impl<F: Family> ByKind<F> {
            /// Makes the value of each kind, in the order of the table; relations and withdrawn
            /// records come last.
            pub fn make(make: &mut impl MakeEach<F>) -> Self {
                Self {
                    $($table: make.make::<$Kind>(),)*
                    relations: make.make::<Relation>(),
                    withdrawn: make.make::<Withdrawn>(),
                }
            }

            /// Visits the value of each kind, in the same order.
            pub fn each(&self, see: &mut impl SeeEach<F>) {
                $(see.see::<$Kind>(&self.$table);)*
                see.see::<Relation>(&self.relations);
                see.see::<Withdrawn>(&self.withdrawn);
            }
        }

        $(
            impl OfKind for $Kind {
                const KIND: RecordKind = RecordKind::$Kind;

                fn key(of: Ref) -> Option<Key<Self>> {
                    match of {
                        Ref::$Kind(key) => Some(key),
                        _ => None,
                    }
                }
            }

            impl Listed for $Kind {
                fn of<F: Family>(all: &ByKind<F>) -> &F::Of<Self> {
                    &all.$table
                }

                fn of_mut<F: Family>(all: &mut ByKind<F>) -> &mut F::Of<Self> {
                    &mut all.$table
                }

                fn citing(key: Key<Self>) -> Citing {
                    Citing::Record(Ref::$Kind(key))
                }
            }
        )*

        impl ByKind<Tables> {
            /// The record that `of` refers to.
            pub fn record(&self, of: Ref) -> &dyn Record {
                match of {
                    $(Ref::$Kind(key) => &self.$table[key],)*
                    Ref::Withdrawn(key) => &self.withdrawn[key],
                }
            }

            /// How many records of `kind` there are.
            pub fn count(&self, kind: RecordKind) -> usize {
                match kind {
                    $(RecordKind::$Kind => self.$table.len(),)*
                }
            }
        }

        impl Ref {
            /// Has `see` look at the part of `all` that this refers to.
            pub(super) fn visit<'a>(self, all: &'a ByKind<Tables>, see: impl SeePart<'a>) {
                match self {
                    $(Self::$Kind(key) => see.part(&all.$table[key]),)*
                    Self::Withdrawn(key) => see.part(&all.withdrawn[key]),
                }
            }

            /// The same record in another dossier; `None` if it is missing there.
            pub fn mapped(self, map: &impl MapKey) -> Option<Self> {
                Some(match self {
                    $(Self::$Kind(key) => Self::$Kind(map.key(key)?),)*
                    Self::Withdrawn(key) => Self::Withdrawn(map.key(key)?),
                })
            }
        }
    };
}

with_table!(record_kinds);

impl RecordKind {
    /// The kind that links call `word`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl Listed for Relation {
    fn of<F: Family>(all: &ByKind<F>) -> &F::Of<Self> {
        &all.relations
    }

    fn of_mut<F: Family>(all: &mut ByKind<F>) -> &mut F::Of<Self> {
        &mut all.relations
    }

    fn citing(key: Key<Self>) -> Citing {
        Citing::Relation(key)
    }
}

impl Listed for Withdrawn {
    fn of<F: Family>(all: &ByKind<F>) -> &F::Of<Self> {
        &all.withdrawn
    }

    fn of_mut<F: Family>(all: &mut ByKind<F>) -> &mut F::Of<Self> {
        &mut all.withdrawn
    }

    fn citing(key: Key<Self>) -> Citing {
        Citing::Record(Ref::Withdrawn(key))
    }
}

/// What a [`ByKind`] has for each kind of part.
pub trait Family {
    /// The value for parts of the type `P`.
    type Of<P: Part>;
}

/// A [`Table`] for each kind.
#[derive(Debug, Clone, Copy)]
pub struct Tables;

impl Family for Tables {
    type Of<P: Part> = Table<P>;
}

/// Where the values of a type are in a [`ByKind`]. The table of kinds implements this.
pub trait Listed: Sized {
    /// The value for this type.
    fn of<F: Family>(all: &ByKind<F>) -> &F::Of<Self>
    where
        Self: Part;

    /// The value for this type, to be changed.
    fn of_mut<F: Family>(all: &mut ByKind<F>) -> &mut F::Of<Self>
    where
        Self: Part;

    /// What a text is called that is part of the value with this key.
    fn citing(key: Key<Self>) -> Citing;
}

/// A type of records that has a kind of its own. The table of kinds implements this.
pub trait OfKind: Part + Record {
    /// The kind.
    const KIND: RecordKind;

    /// The key, if `of` refers to a record of this kind that was not withdrawn.
    fn key(of: Ref) -> Option<Key<Self>>;
}

/// Makes the value of a [`ByKind`] for each kind.
pub trait MakeEach<F: Family> {
    /// The value for `P`.
    fn make<P: Part>(&mut self) -> F::Of<P>;
}

/// Looks at the value of a [`ByKind`] for each kind.
pub trait SeeEach<F: Family> {
    /// Looks at the value for `P`.
    fn see<P: Part>(&mut self, of: &F::Of<P>);
}

/// Looks at one part.
pub(super) trait SeePart<'a> {
    /// Looks at `part`.
    fn part<P: Part>(self, part: &'a P);
}

/// Finds the key of a record in another dossier.
pub trait MapKey {
    /// The key there; `None` if the record is missing there.
    fn key<P: Part>(&self, key: Key<P>) -> Option<Key<P>>;
}

/// Makes an empty value for each kind.
struct Empty;

impl<F: Family> MakeEach<F> for Empty
where
    F: DefaultOf,
{
    fn make<P: Part>(&mut self) -> F::Of<P> {
        F::default_of()
    }
}

/// A family whose values can be empty.
pub trait DefaultOf: Family {
    /// The empty value for `P`.
    fn default_of<P: Part>() -> Self::Of<P>;
}

impl<F: DefaultOf> Default for ByKind<F> {
    fn default() -> Self {
        Self::make(&mut Empty)
    }
}

impl DefaultOf for Tables {
    fn default_of<P: Part>() -> Table<P> {
        Table::default()
    }
}

impl Clone for ByKind<Tables> {
    fn clone(&self) -> Self {
        struct Copies<'a>(&'a ByKind<Tables>);

        impl MakeEach<Tables> for Copies<'_> {
            fn make<P: Part>(&mut self) -> Table<P> {
                P::of(self.0).clone()
            }
        }

        Self::make(&mut Copies(self))
    }
}

impl fmt::Debug for ByKind<Tables> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        struct Parts(Vec<String>);

        impl SeeEach<Tables> for Parts {
            fn see<P: Part>(&mut self, of: &Table<P>) {
                self.0.push(format!("{of:?}"));
            }
        }

        let mut parts = Parts(Vec::new());
        self.each(&mut parts);
        f.debug_list().entries(parts.0).finish()
    }
}
