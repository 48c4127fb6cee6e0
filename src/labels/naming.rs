//! Fills the names of records without a title into the texts that link to them.
//!
//! In: a dossier in which links to these records have no words. Out: [`Named`], the same dossier
//! with these words. Links to other records already have words. The name of an untitled article
//! depends on the language of the pages.

use super::words::Labels;
use crate::dossier::{
    Body, ByKind, Called, Change, Dossier, Key, MakeEach, MapKey, Part, Prose, Ref, Relinked, Slug,
    Table, Tables, Target,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A dossier in which every link has words.
#[derive(Debug, Clone)]
pub struct Named {
    dossier: Dossier,
    /// The dossier before names were filled in.
    unnamed: Dossier,
    names: Arc<BTreeMap<Ref, String>>,
}

/// How often names are filled into texts that are names themselves.
const DEPTH: usize = 3;

impl Named {
    /// Fills in the names. Parts are taken from an `earlier` run if they and all names are
    /// unchanged.
    pub fn new(dossier: Dossier, labels: &Labels, earlier: Option<&Self>) -> Self {
        let names = Arc::new(names(&dossier, labels));
        if names.is_empty() {
            return Self {
                unnamed: dossier.clone(),
                dossier,
                names,
            };
        }
        let earlier = earlier.filter(|earlier| earlier.names == names);
        let naming = Naming { names: &names };
        let named = Dossier {
            home: dossier
                .home
                .clone()
                .map(|home| match naming.concerns(&home) {
                    true => Arc::new(naming.prose(Prose::clone(&home))),
                    false => home,
                }),
            tables: ByKind::make(&mut Fill {
                dossier: &dossier,
                naming: &naming,
                earlier,
            }),
        };
        Self {
            dossier: named,
            unnamed: dossier,
            names,
        }
    }

    /// The dossier with names filled in.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }
}

/// The names of all records without a title or text, and of records with a text that links to one
/// of them.
fn names(dossier: &Dossier, labels: &Labels) -> BTreeMap<Ref, String> {
    let mut names = BTreeMap::new();
    for of in dossier.all_records() {
        let called = dossier.record(of).called();
        if !matches!(called, Called::Title(_) | Called::Text(_)) {
            names.insert(of, labels.called(called));
        }
    }
    if names.is_empty() {
        return names;
    }
    // The text of a claim, for example, is its name in links. That text may itself link to an
    // untitled record.
    for _ in 0..DEPTH {
        let naming = Naming { names: &names };
        let mut more = BTreeMap::new();
        for of in dossier.all_records() {
            if let Called::Text(text) = dossier.record(of).called()
                && naming.concerns(text)
            {
                let words = naming.prose(text.clone());
                more.insert(of, words.text().trim().to_owned());
            }
        }
        let before = names.len();
        names.extend(more);
        if names.len() == before {
            break;
        }
    }
    names
}

/// Fills names into texts.
struct Naming<'a> {
    names: &'a BTreeMap<Ref, String>,
}

impl Naming<'_> {
    fn name(&self, target: &Target) -> Option<&String> {
        match target {
            Target::Record(to, _) => self.names.get(to),
            _ => None,
        }
    }

    /// Whether `text` links to a record in `names`.
    fn concerns(&self, text: &Prose) -> bool {
        text.links().iter().any(|link| self.name(link).is_some())
    }
}

impl MapKey for Naming<'_> {
    fn key<P: Part>(&self, key: Key<P>) -> Option<Key<P>> {
        Some(key)
    }
}

impl Change for Naming<'_> {
    fn prose(&self, text: Prose) -> Prose {
        if !self.concerns(&text) {
            return text;
        }
        let change = |target| Relinked {
            label: self.name(&target).cloned(),
            link: Some(target),
        };
        Body::relink(text, change, Vec::new())
    }

    fn report(&self, _id: &Slug) -> Option<Slug> {
        None
    }
}

/// Makes the tables of the dossier with names filled in.
struct Fill<'a> {
    dossier: &'a Dossier,
    naming: &'a Naming<'a>,
    earlier: Option<&'a Named>,
}

impl MakeEach<Tables> for Fill<'_> {
    fn make<P: Part>(&mut self) -> Table<P> {
        let now = P::of(self.dossier);
        let earlier = self
            .earlier
            .map(|earlier| (P::of(&earlier.unnamed), P::of(&earlier.dossier)));
        if let Some((unnamed, named)) = earlier
            && now.is(unnamed)
        {
            return named.clone();
        }
        let mut has_changed = false;
        let parts = now.iter().map(|(key, part)| {
            if let Some((unnamed, named)) = earlier
                && key.row() < unnamed.len()
                && std::ptr::eq(part, &unnamed[key])
            {
                has_changed = true;
                return named.shared(key);
            }
            let mut concerns = false;
            self.dossier.visit_texts(P::citing(key), &mut |text| {
                concerns |= self.naming.concerns(text);
            });
            has_changed |= concerns;
            match concerns {
                true => Arc::new(part.clone().changed(self.naming).expect("all keys stay")),
                false => now.shared(key),
            }
        });
        let parts: Vec<Arc<P>> = parts.collect();
        match has_changed {
            true => Table::new(parts),
            false => now.clone(),
        }
    }
}
