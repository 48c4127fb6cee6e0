//! Questions: what no article answers.

use crate::dossier::Key;
use crate::dossier::by_kind::{Change, Part, Record};
use crate::dossier::records::{Called, Question, Ref, Topic};
use crate::dossier::statements::{At, Role, Visitor};

impl Record for Question {
    fn called(&self) -> Called<'_> {
        Called::Text(&self.text)
    }

    fn topics(&self) -> &[Key<Topic>] {
        &self.topics
    }
}

impl Part for Question {
    fn contents<'d>(&'d self, see: &mut Visitor<'_, 'd>) {
        let Self {
            head: _,
            text,
            claims,
            topics,
        } = self;
        see.prose(text, &[At::Key("text")]);
        see.refer_to(Role::Ground, claims, Ref::Claim);
        see.refer_to(Role::Topic, topics, Ref::Topic);
    }

    fn changed(self, by: &impl Change) -> Option<Self> {
        let Self {
            head,
            text,
            claims,
            topics,
        } = self;
        Some(Self {
            head,
            text: by.prose(text),
            claims: by.keys(claims),
            topics: by.keys(topics),
        })
    }
}
