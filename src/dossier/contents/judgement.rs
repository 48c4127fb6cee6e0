//! Judgements: conclusions of the analyst.

use crate::dossier::Key;
use crate::dossier::by_kind::{Change, Part, Record};
use crate::dossier::records::{Called, Judgement, Ref, Topic};
use crate::dossier::statements::{At, Role, Visitor};

impl Record for Judgement {
    fn called(&self) -> Called<'_> {
        Called::Text(&self.text)
    }

    fn topics(&self) -> &[Key<Topic>] {
        &self.topics
    }
}

impl Part for Judgement {
    fn contents<'d>(&'d self, see: &mut Visitor<'_, 'd>) {
        let Self {
            head: _,
            text,
            likelihood: _,
            confidence: _,
            basis,
            claims,
            topics,
        } = self;
        see.prose(text, &[At::Key("text")]);
        see.prose(basis, &[At::Key("basis")]);
        see.refer_to(Role::Ground, claims, Ref::Claim);
        see.refer_to(Role::Topic, topics, Ref::Topic);
    }

    fn changed(self, by: &impl Change) -> Option<Self> {
        let Self {
            head,
            text,
            likelihood,
            confidence,
            basis,
            claims,
            topics,
        } = self;
        Some(Self {
            head,
            text: by.prose(text),
            likelihood,
            confidence,
            basis: by.prose(basis),
            claims: by.keys(claims),
            topics: by.keys(topics),
        })
    }
}
