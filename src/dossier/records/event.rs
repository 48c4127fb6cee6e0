//! Something that happened or is due.

use crate::dossier::{
    Actor, At, Called, Change, Claim, Deadline, Dossier, EdtfDate, Head, Key, Marking, Part, Prose,
    Record, RecordKind, Ref, Role, Topic, Visitor,
};

/// Something dated that happened or is due.
#[derive(Debug, Clone)]
pub struct Event {
    /// What every record has.
    pub head: Head,
    /// What it is.
    pub title: String,
    /// When.
    pub date: Option<EdtfDate>,
    /// How that is known.
    pub date_basis: Prose,
    /// The instant at which something is due.
    pub deadline: Option<Deadline>,
    /// More about it.
    pub text: Prose,
    /// The topics it belongs to, the file's first.
    pub topics: Vec<Key<Topic>>,
    /// Who takes part.
    pub actors: Vec<Key<Actor>>,
    /// What it rests on.
    pub claims: Vec<Key<Claim>>,
}

impl Record for Event {
    fn kind(&self) -> RecordKind {
        RecordKind::Event
    }

    fn head(&self) -> &Head {
        &self.head
    }

    fn called(&self) -> Called<'_> {
        Called::Title(&self.title)
    }

    fn topics(&self) -> &[Key<Topic>] {
        &self.topics
    }
}

impl Part for Event {
    fn marking(&self) -> Marking {
        self.head.marking
    }

    fn is_draft(&self) -> bool {
        self.head.draft
    }

    fn contents<'d>(&'d self, _dossier: &'d Dossier, see: &mut Visitor<'_, 'd>) {
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

    fn differs_in_words_only(&self, _earlier: &Self) -> bool {
        false
    }
}
