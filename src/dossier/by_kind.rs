//! What all parts of a dossier have in common, and one value for each kind of part.
//!
//! [`Part`] and [`Record`] say what a part is asked. Each type answers in its own file in
//! `contents/`. [`ByKind`] is made of the table of kinds, so that whatever is done for each kind is
//! done for all of them.

use super::citing::Citing;
use super::kinds::{RecordKind, with_kinds};
use super::records::*;
use super::statements::{Role, Visitor};
use super::{Key, Marking, Slug, Table};
use std::fmt::{self, Debug};

/// A part of a dossier that has a table: a record, a relation, or what is left of a withdrawn
/// record.
pub trait Part: Listed + Clone + Debug + Send + Sync + 'static {
    /// Its TLP label.
    fn marking(&self) -> Marking;

    /// Whether it is left out unless the build shows drafts.
    fn is_draft(&self) -> bool;

    /// Shows `see` everything that it says (texts, titles, names and addresses, but not its id), and
    /// every record that its keys refer to. Links in texts are parts of texts.
    fn contents<'d>(&'d self, see: &mut Visitor<'_, 'd>);

    /// The same part as it is in another dossier, which may lack some of the records that it refers
    /// to. `None` if it cannot be without one of them.
    fn changed(self, by: &impl Change) -> Option<Self>;

    /// Whether only words differ from `earlier`, so that nothing else in the dossier depends on the
    /// difference.
    fn differs_in_words_only(&self, earlier: &Self) -> bool;
}

/// Shows `see` every record that the keys of `part` refer to.
pub fn visit_references(part: &impl Part, see: &mut dyn FnMut(Role, Ref)) {
    part.contents(&mut Visitor {
        statement: &mut |_| {},
        reference: see,
        beside: None,
    });
}

/// A record: a part with an id.
pub trait Record {
    /// What kind of record it is, or was before it was withdrawn.
    fn kind(&self) -> RecordKind;

    /// What every record has.
    fn head(&self) -> &Head;

    /// What it is called in links: its name, its title, or its text.
    fn called(&self) -> Called<'_>;

    /// The topics that it belongs to, its file's first.
    fn topics(&self) -> &[Key<Topic>];
}

/// A change from one dossier to another: other keys, other texts.
pub trait Change: MapKey + Sync {
    /// The text with its links changed.
    fn prose(&self, text: Prose) -> Prose;

    /// The new id of the report `id`. `None` if it keeps its id.
    fn report(&self, id: &Slug) -> Option<Slug>;

    /// The keys of `keys` in the other dossier, without those of missing records.
    fn keys<P: Part>(&self, keys: Vec<Key<P>>) -> Vec<Key<P>> {
        keys.into_iter().filter_map(|key| self.key(key)).collect()
    }
}

macro_rules! by_kind {
    ($($(#[$doc:meta])* $Kind:ident $word:literal $plural:literal $table:ident $as:ident;)*) => {
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

with_kinds!(by_kind);

impl Target {
    /// The same target in another dossier; `None` if it is missing there.
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

impl ByKind<Tables> {
    /// The kind of a record, and what every record has.
    pub fn head(&self, of: Ref) -> (RecordKind, &Head) {
        let record = self.record(of);
        (record.kind(), record.head())
    }
}
