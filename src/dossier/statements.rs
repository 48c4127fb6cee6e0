//! What a part of a dossier says, statement by statement: every text, title, name and address that
//! may be on a page, and every record that it refers to.

use super::records::{Prose, Ref};
use super::{Key, Slug};
use crate::text::Step;

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

/// What a reference is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// What the part rests on. Without any of these, it is not shown.
    Ground,
    /// A topic that it belongs to. Without any of these, it is not shown.
    Topic,
    /// What it connects. Without all of these, it is not shown.
    End,
    /// What it only names. It is shown without these.
    Mention,
}

/// Hands each statement and each reference of a part to a caller.
pub struct Visitor<'s, 'd> {
    pub(super) statement: &'s mut dyn FnMut(Statement<'_>),
    pub(super) reference: &'s mut dyn FnMut(Role, Ref),
    /// The other record that the next statements are about.
    pub(super) beside: Option<Beside<'d>>,
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
