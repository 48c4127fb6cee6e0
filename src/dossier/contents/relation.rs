//! Relations: ties between two actors. They have no id.

use crate::dossier::Marking;
use crate::dossier::by_kind::{Change, Part, Restricted};
use crate::dossier::records::{Ref, Relation};
use crate::dossier::statements::{At, Role, Visitor};

impl Restricted for Relation {
    fn marking(&self) -> Marking {
        self.marking
    }

    fn is_draft(&self) -> bool {
        self.draft
    }
}

impl Part for Relation {
    fn contents<'d>(&'d self, see: &mut Visitor<'_, 'd>) {
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
}
