//! What a dossier says, statement by statement: every text, title, name and address that may be on a
//! page, and where it is written.

use super::kinds::SeePart;
use super::{
    Article, Citing, Dossier, Key, Listed, Part, Prose, RecordKind, Ref, Role, Slug, Table,
    Withdrawn, WrittenAs,
};
use crate::text::{FileId, KeyPath, Step};
use std::cmp::Ordering;

/// One part of what a record says.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    /// The part itself.
    pub says: Says<'a>,
    /// Where it stands below the record's own place; nothing for the body of a file, and for what stands at the record's own place.
    pub steps: &'a [At<'a>],
    /// Another record that the part is about, beside the one that says it: where that record is withheld, the part is not shown.
    pub beside: Option<Beside<'a>>,
}

/// A record that a part of another one is about.
#[derive(Debug, Clone, Copy)]
pub enum Beside<'a> {
    /// This one.
    Record(Ref),
    /// The article with this id, if the dossier has one.
    Report(&'a Slug),
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

/// What a part of a record is.
#[derive(Debug, Clone, Copy)]
pub enum Says<'a> {
    /// A text with links.
    Prose(&'a Prose),
    /// A title, a name or a quote.
    Words(&'a str),
    /// An id or an address, which has no spaces, and in which case does not count.
    Address(&'a str),
}

/// A step to a part of a record. It allocates nothing.
#[derive(Debug, Clone, Copy)]
pub enum At<'a> {
    /// Into the value of a key.
    Key(&'a str),
    /// Into an item of a list, counted from 0.
    Item(usize),
}

impl From<At<'_>> for Step {
    fn from(at: At<'_>) -> Self {
        match at {
            At::Key(key) => key.into(),
            At::Item(item) => item.into(),
        }
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
        let live = READING_ORDER
            .into_iter()
            .flat_map(|kind| self.records(kind));
        live.chain(self.withdrawn.keys().map(Ref::Withdrawn))
    }

    /// Everything that has texts: the home page, then records and relations.
    pub fn all_texts(&self) -> impl Iterator<Item = Citing> {
        let live = READING_ORDER
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
        self.visit(of, see, &mut |_, _| {});
    }

    /// Visits every record that the keys of a part refer to.
    pub fn visit_references(&self, of: &impl Part, see: &mut dyn FnMut(Role, Ref)) {
        let mut visitor = Visitor {
            statement: &mut |_| {},
            reference: see,
            beside: None,
        };
        of.contents(self, &mut visitor);
    }

    fn visit(
        &self,
        of: Citing,
        statement: &mut dyn FnMut(Statement<'_>),
        reference: &mut dyn FnMut(Role, Ref),
    ) {
        let mut see = Visitor {
            statement,
            reference,
            beside: None,
        };
        match of {
            Citing::Home => self.home.iter().for_each(|home| see.prose(home, &[])),
            Citing::Relation(key) => self.relations[key].contents(self, &mut see),
            Citing::Record(of) => {
                see.address(self.record(of).head().id.as_str(), &[]);
                of.visit(self, Contents(self, &mut see));
            }
        }
    }
}

/// The kinds in the order in which a reader meets their records.
const READING_ORDER: [RecordKind; RecordKind::ALL.len()] = [
    RecordKind::Topic,
    RecordKind::Article,
    RecordKind::Claim,
    RecordKind::Event,
    RecordKind::Judgement,
    RecordKind::Question,
    RecordKind::Actor,
];

/// Shows a visitor what a part contains.
struct Contents<'v, 's, 'd>(&'d Dossier, &'v mut Visitor<'s, 'd>);

impl<'d> SeePart<'d> for Contents<'_, '_, 'd> {
    fn part<P: Part>(self, part: &'d P) {
        let Self(dossier, visitor) = self;
        part.contents(dossier, visitor);
    }
}

/// Hands each statement and each reference of a part to a caller.
pub struct Visitor<'s, 'd> {
    statement: &'s mut dyn FnMut(Statement<'_>),
    reference: &'s mut dyn FnMut(Role, Ref),
    /// The other record that the next statements are about.
    beside: Option<Beside<'d>>,
}

impl<'d> Visitor<'_, 'd> {
    fn says(&mut self, says: Says<'_>, steps: &[At<'_>]) {
        let beside = self.beside;
        (self.statement)(Statement {
            says,
            steps,
            beside,
        });
    }

    /// A text with links, at `steps`.
    pub(super) fn prose(&mut self, text: &Prose, steps: &[At<'_>]) {
        self.says(Says::Prose(text), steps);
    }

    /// Titles or names under the key `key`.
    pub(super) fn words<'t>(&mut self, words: impl IntoIterator<Item = &'t String>, key: &str) {
        for words in words {
            self.says(Says::Words(words), &[At::Key(key)]);
        }
    }

    /// The title of a withdrawn record, at the record's own place.
    pub(super) fn title(&mut self, title: &str) {
        self.says(Says::Words(title), &[]);
    }

    /// The words of a quote, at `steps`.
    pub(super) fn quote(&mut self, quote: &str, steps: &[At<'_>]) {
        self.says(Says::Words(quote), steps);
    }

    /// An id or an address, at `steps`.
    pub(super) fn address(&mut self, address: &str, steps: &[At<'_>]) {
        self.says(Says::Address(address), steps);
    }

    /// What `tell` shows is about another record as well.
    pub(super) fn about(&mut self, beside: Beside<'d>, tell: impl FnOnce(&mut Self)) {
        self.beside = Some(beside);
        tell(self);
        self.beside = None;
    }

    /// A reference to the record `to`.
    pub(super) fn refers(&mut self, role: Role, to: Ref) {
        (self.reference)(role, to);
    }

    /// References to several records of one kind.
    pub(super) fn refer_to<T>(&mut self, role: Role, keys: &[Key<T>], of: fn(Key<T>) -> Ref) {
        for key in keys {
            self.refers(role, of(*key));
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

#[cfg(test)]
mod tests {
    use super::{READING_ORDER, RecordKind};

    #[test]
    fn the_reading_order_has_every_kind() {
        let mut kinds = READING_ORDER;
        kinds.sort();
        assert_eq!(kinds, RecordKind::ALL);
    }
}
