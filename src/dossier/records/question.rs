//! What no article answers.

use crate::dossier::{
    At, Called, Change, Claim, Dossier, Head, Key, Marking, Part, Prose, Record, RecordKind, Ref,
    Role, Topic, Visitor,
};

/// What no article answers.
#[derive(Debug, Clone)]
pub struct Question {
    /// What every record has.
    pub head: Head,
    /// The question.
    pub text: Prose,
    /// The claims that raise it.
    pub claims: Vec<Key<Claim>>,
    /// The topics it belongs to, the file's first.
    pub topics: Vec<Key<Topic>>,
}

impl Record for Question {
    fn kind(&self) -> RecordKind {
        RecordKind::Question
    }

    fn head(&self) -> &Head {
        &self.head
    }

    fn called(&self) -> Called<'_> {
        Called::Text(&self.text)
    }

    fn topics(&self) -> &[Key<Topic>] {
        &self.topics
    }
}

impl Part for Question {
    fn marking(&self) -> Marking {
        self.head.marking
    }

    fn is_draft(&self) -> bool {
        self.head.draft
    }

    fn contents<'d>(&'d self, _dossier: &'d Dossier, see: &mut Visitor<'_, 'd>) {
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

    fn differs_in_words_only(&self, _earlier: &Self) -> bool {
        false
    }
}
