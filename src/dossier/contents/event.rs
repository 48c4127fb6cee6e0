//! Events: what happened or is due.

use crate::dossier::Key;
use crate::dossier::by_kind::{Change, Part, Record};
use crate::dossier::records::{Called, Event, Ref, Topic};
use crate::dossier::statements::{At, Role, Visitor};

impl Record for Event {
    fn called(&self) -> Called<'_> {
        Called::Title(&self.title)
    }

    fn topics(&self) -> &[Key<Topic>] {
        &self.topics
    }
}

impl Part for Event {
    fn contents<'d>(&'d self, see: &mut Visitor<'_, 'd>) {
        let Self {
            head: _,
            title,
            date: _,
            date_basis,
            deadline: _,
            text,
            topics,
            actors,
            claims,
        } = self;
        see.words([title], "title");
        see.prose(text, &[At::Key("text")]);
        see.prose(date_basis, &[At::Key("date_basis")]);
        see.refer_to(Role::Topic, topics, Ref::Topic);
        see.refer_to(Role::Mention, actors, Ref::Actor);
        see.refer_to(Role::Ground, claims, Ref::Claim);
    }

    fn changed(self, by: &impl Change) -> Option<Self> {
        let Self {
            head,
            title,
            date,
            date_basis,
            deadline,
            text,
            topics,
            actors,
            claims,
        } = self;
        Some(Self {
            head,
            title,
            date,
            date_basis: by.prose(date_basis),
            deadline,
            text: by.prose(text),
            topics: by.keys(topics),
            actors: by.keys(actors),
            claims: by.keys(claims),
        })
    }
}
