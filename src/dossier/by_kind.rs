//! The common interface of all parts of a dossier, and containers with one value for each kind.
//!
//! [`Part`] and [`Record`] are the interface; each type implements them in its own file in
//! `contents/`. [`ByKind`] is generated from the table of kinds, so an operation on each kind
//! cannot miss one.

use super::citing::Citing;
use super::kinds::{RecordKind, with_kinds};
use super::records::*;
use super::statements::{Role, Visitor};
use super::{Key, Marking, Slug, Table};
use std::fmt::{self, Debug};

/// A part of a dossier that has a table: a record, a relation, or the remains of a withdrawn
/// record.
pub trait Part: Listed + Restricted + Clone + Debug + Send + Sync + 'static {
    /// Passes to `see` every text, title, name and address of the part, but not its id, and every
    /// record that its keys refer to. Links in texts are not passed separately.
    fn contents<'d>(&'d self, see: &mut Visitor<'_, 'd>);

    /// Converts the part for another dossier, in which records that it refers to may be missing.
    /// `None` if the part cannot exist without a missing record.
    fn changed(self, by: &impl Change) -> Option<Self>;

    /// Whether the part differs from `earlier` only in words that nothing else in the dossier
    /// depends on. `false` is always correct: a session then computes more again.
    fn differs_in_words_only(&self, _earlier: &Self) -> bool {
        false
    }
}

/// What decides whether a build shows a part. Implemented from the table of kinds, except for
/// relations and withdrawn records.
pub trait Restricted {
    /// The part's TLP label.
    fn marking(&self) -> Marking;

    /// Whether the part is left out unless the build includes drafts.
    fn is_draft(&self) -> bool;
}

/// Passes to `see` every record that the keys of `part` refer to.
pub fn visit_references(part: &impl Part, see: &mut dyn FnMut(Role, Ref)) {
    part.contents(&mut Visitor {
        statement: &mut |_| {},
        reference: see,
        beside: None,
    });
}

/// What has a kind and a head. Implemented from the table of kinds, except for withdrawn records.
pub trait Headed {
    /// The kind of the record, also after it was withdrawn.
    fn kind(&self) -> RecordKind;

    /// The values that every record has.
    fn head(&self) -> &Head;
}

/// A record: a part with an id.
pub trait Record: Headed {
    /// How links name the record: by its name, title or text.
    fn called(&self) -> Called<'_>;

    /// The topics of the record, with the topic of its file first.
    fn topics(&self) -> &[Key<Topic>];
}

/// A conversion from one dossier to another, in which keys and texts differ.
pub trait Change: MapKey + Sync {
    /// Converts the links of a text.
    fn prose(&self, text: Prose) -> Prose;

    /// The new id of the report `id`, or `None` if it keeps its id.
    fn report(&self, id: &Slug) -> Option<Slug>;

    /// Converts keys, leaving out those of records that are missing in the other dossier.
    fn keys<P: Part>(&self, keys: Vec<Key<P>>) -> Vec<Key<P>> {
        keys.into_iter().filter_map(|key| self.key(key)).collect()
    }
}

macro_rules! by_kind {
    ($($(#[$doc:meta])* $Kind:ident $word:literal $plural:literal $table:ident $as:ident;)*) => {
        /// One value for each kind of record, one for relations, and one for withdrawn records.
        pub struct ByKind<F: Family> {
            $(
                #[doc = concat!("The value for ", $plural, ".")]
                pub $table: F::Of<$Kind>,
            )*
            /// The value for relations.
            pub relations: F::Of<Relation>,
            /// The value for withdrawn records of all kinds.
            pub withdrawn: F::Of<Withdrawn>,
        }

        impl<F: Family> ByKind<F> {
            /// Makes each value, in the order of the table of kinds, then for relations and
            /// withdrawn records.
            pub fn make(make: &mut impl MakeEach<F>) -> Self {
                Self {
                    $($table: make.make::<$Kind>(),)*
                    relations: make.make::<Relation>(),
                    withdrawn: make.make::<Withdrawn>(),
                }
            }

            /// Visits each value, in the same order as [`Self::make`].
            pub fn each(&self, see: &mut impl SeeEach<F>) {
                $(see.see::<$Kind>(&self.$table);)*
                see.see::<Relation>(&self.relations);
                see.see::<Withdrawn>(&self.withdrawn);
            }
        }

        $(
            impl Headed for $Kind {
                fn kind(&self) -> RecordKind {
                    RecordKind::$Kind
                }

                fn head(&self) -> &Head {
                    &self.head
                }
            }

            impl Restricted for $Kind {
                fn marking(&self) -> Marking {
                    self.head.marking
                }

                fn is_draft(&self) -> bool {
                    self.head.draft
                }
            }

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

            /// The number of records of `kind`, without withdrawn ones.
            pub fn count(&self, kind: RecordKind) -> usize {
                match kind {
                    $(RecordKind::$Kind => self.$table.len(),)*
                }
            }
        }

        impl Ref {
            /// Passes to `see` the part of `all` that this refers to.
            pub(super) fn visit<'a>(self, all: &'a ByKind<Tables>, see: impl SeePart<'a>) {
                match self {
                    $(Self::$Kind(key) => see.part(&all.$table[key]),)*
                    Self::Withdrawn(key) => see.part(&all.withdrawn[key]),
                }
            }

            /// The same record in another dossier, or `None` if it is missing there.
            pub fn mapped(self, map: &impl MapKey) -> Option<Self> {
                Some(match self {
                    $(Self::$Kind(key) => Self::$Kind(map.key(key)?),)*
                    Self::Withdrawn(key) => Self::Withdrawn(map.key(key)?),
                })
            }
        }
    };
}

with_kinds!(by_kind);

impl Target {
    /// The same target in another dossier, or `None` if it is missing there.
    pub fn mapped(self, map: &impl MapKey) -> Option<Self> {
        Some(match self {
            Self::Record(to, anchor) => Self::Record(to.mapped(map)?, anchor),
            Self::Citation(article) => Self::Citation(map.key(article)?),
            Self::Mention(actor) => Self::Mention(map.key(actor)?),
            other @ (Self::Home | Self::Here(_) | Self::Static(..) | Self::External(_)) => other,
        })
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

/// Determines the type of each value in a [`ByKind`].
pub trait Family {
    /// The type of the value for parts of type `P`.
    type Of<P: Part>;
}

/// The family with a [`Table`] for each kind.
#[derive(Debug, Clone, Copy)]
pub struct Tables;

impl Family for Tables {
    type Of<P: Part> = Table<P>;
}

/// Finds the value for a type in a [`ByKind`]. Implemented from the table of kinds.
pub trait Listed: Sized {
    /// A shared reference to the value for this type.
    fn of<F: Family>(all: &ByKind<F>) -> &F::Of<Self>
    where
        Self: Part;

    /// A mutable reference to the value for this type.
    fn of_mut<F: Family>(all: &mut ByKind<F>) -> &mut F::Of<Self>
    where
        Self: Part;

    /// How texts of the part with this key are identified.
    fn citing(key: Key<Self>) -> Citing;
}

/// A type of record with its own kind. Implemented from the table of kinds.
pub trait OfKind: Part + Record {
    /// The kind of these records.
    const KIND: RecordKind;

    /// The key of `of`, if it refers to a record of this kind that was not withdrawn.
    fn key(of: Ref) -> Option<Key<Self>>;
}

/// Makes each value of a [`ByKind`].
pub trait MakeEach<F: Family> {
    /// The value for `P`.
    fn make<P: Part>(&mut self) -> F::Of<P>;
}

/// Visits each value of a [`ByKind`].
pub trait SeeEach<F: Family> {
    /// Visits the value for `P`.
    fn see<P: Part>(&mut self, of: &F::Of<P>);
}

/// Visits one part.
pub(super) trait SeePart<'a> {
    /// Visits `part`.
    fn part<P: Part>(self, part: &'a P);
}

/// Converts keys from one dossier to another.
pub trait MapKey {
    /// The key in the other dossier, or `None` if the record is missing there.
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

impl ByKind<Tables> {
    /// The kind of a record, and the values that every record has.
    pub fn head(&self, of: Ref) -> (RecordKind, &Head) {
        let record = self.record(of);
        (record.kind(), record.head())
    }
}
