//! Visits the contents of a part of a dossier: every text, title, name and address that pages may
//! show, and every record that it refers to.

use super::records::{Prose, Ref};
use super::{Key, Slug};
use crate::text::Step;

/// One text, title, name or address of a part.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    /// What it says.
    pub says: Says<'a>,
    /// The path to it from the place of its record. Empty for the body of a file, and for anything
    /// at the record's own place.
    pub steps: &'a [At<'a>],
    /// Another record that it is about. If that record is withheld, the statement is not shown.
    pub beside: Option<Beside<'a>>,
}

/// A record that a statement of another record is about.
#[derive(Debug, Clone, Copy)]
pub enum Beside<'a> {
    /// The record with this key.
    Record(Ref),
    /// The article with this id, if the dossier has one.
    Report(&'a Slug),
}

/// The content of a statement.
#[derive(Debug, Clone, Copy)]
pub enum Says<'a> {
    /// A text with links.
    Prose(&'a Prose),
    /// A title, a name or a quote.
    Words(&'a str),
    /// An id or an address. It has no spaces, and case is ignored when names are searched in it.
    Address(&'a str),
}

/// A step on the path to a statement. Unlike [`Step`], it never allocates.
#[derive(Debug, Clone, Copy)]
pub enum At<'a> {
    /// Into the value of a key.
    Key(&'a str),
    /// Into the item of a list with this index.
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

/// The purpose of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// What the part is based on. If it had any of these and all are withheld, it is not shown.
    Ground,
    /// A topic that it belongs to. If it had any of these and all are withheld, it is not shown.
    Topic,
    /// What it connects. If any of these is withheld, it is not shown.
    End,
    /// What it only names. It is shown without a withheld one.
    Mention,
}

/// Passes each statement and each reference of a part to a caller.
pub struct Visitor<'s, 'd> {
    pub(super) statement: &'s mut dyn FnMut(Statement<'_>),
    pub(super) reference: &'s mut dyn FnMut(Role, Ref),
    /// The other record that the following statements are about.
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

    /// Passes a text with links, at `steps`.
    pub(super) fn prose(&mut self, text: &Prose, steps: &[At<'_>]) {
        self.says(Says::Prose(text), steps);
    }

    /// Passes titles or names under the key `key`.
    pub(super) fn words<'t>(&mut self, words: impl IntoIterator<Item = &'t String>, key: &str) {
        for words in words {
            self.says(Says::Words(words), &[At::Key(key)]);
        }
    }

    /// Passes the title of a withdrawn record, at the record's own place.
    pub(super) fn title(&mut self, title: &str) {
        self.says(Says::Words(title), &[]);
    }

    /// Passes the words of a quote, at `steps`.
    pub(super) fn quote(&mut self, quote: &str, steps: &[At<'_>]) {
        self.says(Says::Words(quote), steps);
    }

    /// Passes an id or an address, at `steps`.
    pub(super) fn address(&mut self, address: &str, steps: &[At<'_>]) {
        self.says(Says::Address(address), steps);
    }

    /// Passes the statements of `tell` as statements that are also about another record.
    pub(super) fn about(&mut self, beside: Beside<'d>, tell: impl FnOnce(&mut Self)) {
        self.beside = Some(beside);
        tell(self);
        self.beside = None;
    }

    /// Passes a reference to the record `to`.
    pub(super) fn refers(&mut self, role: Role, to: Ref) {
        (self.reference)(role, to);
    }

    /// Passes references to several records of one kind.
    pub(super) fn refer_to<T>(&mut self, role: Role, keys: &[Key<T>], of: fn(Key<T>) -> Ref) {
        for key in keys {
            self.refers(role, of(*key));
        }
    }
}
