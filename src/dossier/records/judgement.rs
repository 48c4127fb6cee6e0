//! A conclusion of the analyst.

use crate::dossier::{
    At, Called, Change, Claim, Confidence, Dossier, Head, Key, Likelihood, Marking, Part, Prose,
    Record, RecordKind, Ref, Role, Topic, Visitor,
};

/// What the analyst concludes.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// What every record has.
    pub head: Head,
    /// The conclusion.
    pub text: Prose,
    /// How likely.
    pub likelihood: Likelihood,
    /// How sure the analyst is.
    pub confidence: Confidence,
    /// Why.
    pub basis: Prose,
    /// What it rests on.
    pub claims: Vec<Key<Claim>>,
    /// The topics it belongs to, the file's first.
    pub topics: Vec<Key<Topic>>,
}

impl Record for Judgement {
    fn kind(&self) -> RecordKind {
        RecordKind::Judgement
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

impl Part for Judgement {
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

    fn differs_in_words_only(&self, _earlier: &Self) -> bool {
        false
    }
}
