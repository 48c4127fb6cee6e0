//! Decides which parts of a dossier are kept, and makes the smaller dossier. Each part says what it
//! contains and how it changes (see `dossier/contents/`).

use super::kept::Kept;
use super::reports::report_names;
use super::who::Audience;
use crate::dossier::{
    Body, ByKind, Change, Citing, DefaultOf, Dossier, Family, Key, MakeEach, MapKey, Part, Prose,
    Ref, Relinked, Role, SeeEach, Slug, Table, Tables, visit_references,
};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::mem;
use std::sync::Arc;

/// What an audience may see of a dossier.
pub struct Filter {
    /// Who the build is for.
    pub audience: Audience,
    kept: ByKind<Rows>,
    /// Replacement ids for reports that readers must not know of.
    reports: BTreeMap<Slug, Slug>,
}

/// A [`Kept`] for each kind.
struct Rows;

impl Family for Rows {
    type Of<P: Part> = Kept<P>;
}

impl DefaultOf for Rows {
    fn default_of<P: Part>() -> Kept<P> {
        Kept::default()
    }
}

impl Filter {
    /// Decides what `audience` sees of `dossier`.
    pub fn new(dossier: &Dossier, audience: Audience) -> Self {
        let mut decision = Decision {
            audience,
            kept: ByKind::default(),
        };
        // Parts rest only on kinds that come before their own, so those are already decided.
        dossier.each(&mut decision);
        let kept = decision.kept;
        Self {
            audience,
            reports: report_names(&dossier.articles, &kept.articles),
            kept,
        }
    }

    /// Whether everything is kept.
    pub fn keeps_all(&self) -> bool {
        struct All(bool);

        impl SeeEach<Rows> for All {
            fn see<P: Part>(&mut self, of: &Kept<P>) {
                self.0 &= of.all;
            }
        }

        let mut all = All(true);
        self.kept.each(&mut all);
        all.0
    }

    /// Whether the texts of `of` are shown.
    pub fn shows(&self, of: Citing) -> bool {
        match of {
            Citing::Home => true,
            Citing::Record(of) => self.shows_record(of),
            Citing::Relation(key) => self.key(key).is_some(),
        }
    }

    /// Whether the record `of` is shown.
    pub fn shows_record(&self, of: Ref) -> bool {
        of.mapped(self).is_some()
    }

    /// The dossier without what is withheld.
    pub fn apply(&self, dossier: Dossier) -> Dossier {
        let Dossier { home, tables } = dossier;
        Dossier {
            home: home.map(|home| Arc::new(self.prose(Arc::unwrap_or_clone(home)))),
            tables: ByKind::make(&mut Filtered {
                filter: self,
                before: tables,
            }),
        }
    }
}

impl MapKey for Filter {
    fn key<P: Part>(&self, key: Key<P>) -> Option<Key<P>> {
        P::of(&self.kept).get(key)
    }
}

impl Change for Filter {
    /// The text without links to what is withheld. In a published site these are only mentions,
    /// because a link that an author wrote is an error and has been reported.
    fn prose(&self, text: Prose) -> Prose {
        let change = |target: crate::dossier::Target| Relinked {
            link: target.mapped(self),
            label: None,
        };
        Body::relink(text, change, Vec::new())
    }

    fn report(&self, id: &Slug) -> Option<Slug> {
        self.reports.get(id).cloned()
    }
}

/// Decides table by table which parts are kept.
struct Decision {
    audience: Audience,
    /// The decisions for the tables so far.
    kept: ByKind<Rows>,
}

impl SeeEach<Tables> for Decision {
    fn see<P: Part>(&mut self, table: &Table<P>) {
        let stays = |part: &P| self.audience.may_see(part) && self.has_support(part);
        let kept = Kept::new(table.records().map(stays));
        *P::of_mut(&mut self.kept) = kept;
    }
}

impl Decision {
    /// Whether enough is kept of what `part` refers to.
    fn has_support(&self, part: &impl Part) -> bool {
        let [mut ground, mut topics] = [Group::default(); 2];
        let mut is_whole = true;
        visit_references(part, &mut |role, to| {
            let group = match role {
                Role::Ground => &mut ground,
                Role::Topic => &mut topics,
                Role::End => {
                    is_whole &= to.mapped(self).is_some();
                    return;
                }
                Role::Mention => return,
            };
            group.is_empty = false;
            group.is_left |= group.is_left || to.mapped(self).is_some();
        });
        is_whole && ground.bears() && topics.bears()
    }
}

impl MapKey for Decision {
    fn key<P: Part>(&self, key: Key<P>) -> Option<Key<P>> {
        P::of(&self.kept).get(key)
    }
}

/// References of one role.
#[derive(Clone, Copy)]
struct Group {
    is_empty: bool,
    /// Whether one of them leads to something that is kept.
    is_left: bool,
}

impl Default for Group {
    fn default() -> Self {
        Self {
            is_empty: true,
            is_left: false,
        }
    }
}

impl Group {
    fn bears(self) -> bool {
        self.is_empty || self.is_left
    }
}

/// Makes the filtered tables.
struct Filtered<'a> {
    filter: &'a Filter,
    before: ByKind<Tables>,
}

impl MakeEach<Tables> for Filtered<'_> {
    fn make<P: Part>(&mut self) -> Table<P> {
        let filter = self.filter;
        let rows = P::of(&filter.kept);
        // Moved out of the old dossier, because records with no other owner need not be copied
        // then.
        let table = mem::take(P::of_mut(&mut self.before));
        let parts = table.into_records().into_par_iter().enumerate();
        let kept = parts.filter(|(row, _)| rows.get(Table::key(*row)).is_some());
        let changed = kept.filter_map(|(_, part)| Arc::unwrap_or_clone(part).changed(filter));
        Table::new(changed.map(Arc::new).collect())
    }
}
