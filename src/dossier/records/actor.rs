//! A person or body that acts.

use crate::dossier::{
    ActorKind, At, Called, Change, Dossier, Head, Key, Marking, Part, Prose, Record, RecordKind,
    Ref, Role, Topic, Visitor,
};

/// Somebody who acts.
#[derive(Debug, Clone)]
pub struct Actor {
    /// What every record has.
    pub head: Head,
    /// The name to show.
    pub name: String,
    /// Person, company, ….
    pub kind: ActorKind,
    /// Other names.
    pub aliases: Vec<String>,
    /// What they are.
    pub role: Prose,
    /// The body they belong to.
    pub member_of: Option<Key<Actor>>,
    /// Who they are.
    pub summary: Prose,
}

impl Record for Actor {
    fn kind(&self) -> RecordKind {
        RecordKind::Actor
    }

    fn head(&self) -> &Head {
        &self.head
    }

    fn called(&self) -> Called<'_> {
        Called::Title(&self.name)
    }

    fn topics(&self) -> &[Key<Topic>] {
        &[]
    }
}

impl Part for Actor {
    fn marking(&self) -> Marking {
        self.head.marking
    }

    fn is_draft(&self) -> bool {
        self.head.draft
    }

    fn contents<'d>(&'d self, _dossier: &'d Dossier, see: &mut Visitor<'_, 'd>) {
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

    fn differs_in_words_only(&self, _earlier: &Self) -> bool {
        false
    }
}
