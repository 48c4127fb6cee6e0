//! A tie between two actors. It has no id.

use crate::dossier::{
    Actor, At, Change, Claim, Dossier, Key, Marking, Part, Prose, Ref, Role, Slug, Visitor,
};
use crate::text::FileId;

/// A tie between two actors.
#[derive(Debug, Clone)]
pub struct Relation {
    /// Its TLP label.
    pub marking: Marking,
    /// Whether it is left out unless drafts are built.
    pub draft: bool,
    /// The file it stands in.
    pub file: FileId,
    /// Its place in the file's list, from 0.
    pub at: usize,
    /// The actor it goes out from.
    pub from: Key<Actor>,
    /// The actor it goes to.
    pub to: Key<Actor>,
    /// What `from` is to `to`: `contractor-of`.
    pub kind: Slug,
    /// What it rests on.
    pub claims: Vec<Key<Claim>>,
    /// More about it.
    pub note: Prose,
}

impl Relation {
    /// The kind in words: `contractor of`.
    pub fn kind_in_words(&self) -> String {
        self.kind.as_str().replace('-', " ")
    }
}

impl Part for Relation {
    fn marking(&self) -> Marking {
        self.marking
    }

    fn is_draft(&self) -> bool {
        self.draft
    }

    fn contents<'d>(&'d self, _dossier: &'d Dossier, see: &mut Visitor<'_, 'd>) {
        let Self {
            marking: _,
            draft: _,
            file: _,
            at: _,
            from,
            to,
            kind,
            claims,
            note,
        } = self;
        see.refers(Role::End, Ref::Actor(*from));
        see.refers(Role::End, Ref::Actor(*to));
        see.address(kind.as_str(), &[At::Key("kind")]);
        see.refer_to(Role::Ground, claims, Ref::Claim);
        see.prose(note, &[At::Key("note")]);
    }

    fn changed(self, by: &impl Change) -> Option<Self> {
        let Self {
            marking,
            draft,
            file,
            at,
            from,
            to,
            kind,
            claims,
            note,
        } = self;
        Some(Self {
            marking,
            draft,
            file,
            at,
            from: by.key(from)?,
            to: by.key(to)?,
            kind,
            claims: by.keys(claims),
            note: by.prose(note),
        })
    }

    fn differs_in_words_only(&self, _earlier: &Self) -> bool {
        false
    }
}
