//! Actors: people and organizations that act.

use crate::dossier::Key;
use crate::dossier::by_kind::{Change, Part, Record};
use crate::dossier::records::{Actor, Called, Ref, Topic};
use crate::dossier::statements::{At, Role, Visitor};

impl Record for Actor {
    fn called(&self) -> Called<'_> {
        Called::Title(&self.name)
    }

    fn topics(&self) -> &[Key<Topic>] {
        &[]
    }
}

impl Part for Actor {
    fn contents<'d>(&'d self, see: &mut Visitor<'_, 'd>) {
        let Self {
            head: _,
            name,
            kind: _,
            aliases,
            role,
            member_of,
            summary,
        } = self;
        see.words([name], "name");
        see.words(aliases, "aliases");
        see.prose(role, &[At::Key("role")]);
        if let Some(of) = member_of {
            see.refers(Role::Mention, Ref::Actor(*of));
        }
        see.prose(summary, &[At::Key("summary")]);
    }

    fn changed(self, by: &impl Change) -> Option<Self> {
        let Self {
            head,
            name,
            kind,
            aliases,
            role,
            member_of,
            summary,
        } = self;
        Some(Self {
            head,
            name,
            kind,
            aliases,
            role: by.prose(role),
            member_of: member_of.and_then(|of| by.key(of)),
            summary: by.prose(summary),
        })
    }
}
