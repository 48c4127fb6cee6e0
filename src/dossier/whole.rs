//! A whole dossier: its tables, and its parts in the order in which a reader meets them.

use super::by_kind::{ByKind, Listed, Part, SeePart, Tables};
use super::citing::Citing;
use super::kinds::{RecordKind, WrittenAs};
use super::records::{Article, Prose, Ref, Withdrawn};
use super::statements::{Beside, Says, Statement, Visitor};
use super::{Key, Slug, Table};
use crate::text::{FileId, KeyPath};
use std::cmp::Ordering;
use std::ops::Deref;
use std::sync::Arc;

/// Everything a project says, with every reference resolved.
#[derive(Debug, Clone, Default)]
pub struct Dossier {
    /// The bottom line of the home page, if there is one.
    pub home: Option<Arc<Prose>>,
    /// The records: articles and topics in the order of their ids, all others in the order of the
    /// files.
    pub tables: ByKind<Tables>,
}

impl Deref for Dossier {
    type Target = ByKind<Tables>;

    fn deref(&self) -> &Self::Target {
        &self.tables
    }
}

impl Dossier {
    /// The file in which `of` is written, and its place there; `None` for the home page, which is the
    /// file `content/index.md`.
    pub fn place_of(&self, of: Citing) -> Option<(FileId, KeyPath)> {
        let root = KeyPath::root();
        Some(match of {
            Citing::Home => return None,
            Citing::Relation(key) => {
                let relation = &self.relations[key];
                (relation.file, root.then("relations").then(relation.at))
            }
            Citing::Record(of) => {
                let (kind, head) = self.head(of);
                match kind.written_as() {
                    WrittenAs::File => (head.file, root),
                    WrittenAs::Entry => {
                        (head.file, root.then(kind.plural()).then(head.id.as_str()))
                    }
                }
            }
        })
    }

    /// Every record of the kind `kind`, in the order of its table.
    pub fn records(&self, kind: RecordKind) -> impl Iterator<Item = Ref> + use<> {
        (0..self.count(kind)).map(move |row| Ref::new(kind, row))
    }

    /// Every record, in the order in which a reader meets them; withdrawn ones come last.
    pub fn all_records(&self) -> impl Iterator<Item = Ref> {
        let live = RecordKind::READING_ORDER
            .into_iter()
            .flat_map(|kind| self.records(kind));
        live.chain(self.withdrawn.keys().map(Ref::Withdrawn))
    }

    /// Everything that has texts: the home page, then records and relations.
    pub fn all_texts(&self) -> impl Iterator<Item = Citing> {
        let live = RecordKind::READING_ORDER
            .into_iter()
            .flat_map(|kind| self.records(kind));
        std::iter::once(Citing::Home)
            .chain(live.map(Citing::Record))
            .chain(self.relations.keys().map(Citing::Relation))
            .chain(self.withdrawn.keys().map(Withdrawn::citing))
    }

    /// Visits the texts with links of a record, a relation or the home page.
    pub fn visit_texts(&self, of: Citing, see: &mut dyn FnMut(&Prose)) {
        self.visit_statements(of, &mut |part| {
            if let Says::Prose(text) = part.says {
                see(text);
            }
        });
    }

    /// Visits everything that a record, a relation or the home page says.
    pub fn visit_statements(&self, of: Citing, see: &mut dyn FnMut(Statement<'_>)) {
        let mut see = Visitor {
            statement: see,
            reference: &mut |_, _| {},
            beside: None,
        };
        match of {
            Citing::Home => self.home.iter().for_each(|home| see.prose(home, &[])),
            Citing::Relation(key) => self.relations[key].contents(&mut see),
            Citing::Record(of) => {
                see.address(self.record(of).head().id.as_str(), &[]);
                of.visit(self, Contents(&mut see));
            }
        }
    }
}

/// Shows a visitor what a part contains.
struct Contents<'v, 's, 'd>(&'v mut Visitor<'s, 'd>);

impl<'d> SeePart<'d> for Contents<'_, '_, 'd> {
    fn part<P: Part>(self, part: &'d P) {
        part.contents(self.0);
    }
}

impl Beside<'_> {
    /// The record; `None` for a report that is not among the articles.
    pub fn record(self, dossier: &Dossier) -> Option<Ref> {
        match self {
            Self::Record(of) => Some(of),
            Self::Report(id) => article_of(&dossier.articles, id).map(Ref::Article),
        }
    }
}

/// The article with this id, by binary search: the table is in the order of ids.
fn article_of(articles: &Table<Article>, id: &Slug) -> Option<Key<Article>> {
    let (mut from, mut to) = (0, articles.len());
    while from < to {
        let middle = Table::key(from.midpoint(to));
        match articles[middle].head.id.cmp(id) {
            Ordering::Less => from = middle.row() + 1,
            Ordering::Equal => return Some(middle),
            Ordering::Greater => to = middle.row(),
        }
    }
    None
}
