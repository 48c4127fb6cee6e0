//! A page that records are merged into.

use crate::dossier::{
    At, Called, Change, Dossier, Head, Key, Marking, Part, Prose, Record, RecordKind, Visitor,
};

/// A page that records are merged into.
#[derive(Debug, Clone)]
pub struct Topic {
    /// What every record has.
    pub head: Head,
    /// Its name.
    pub title: String,
    /// Its place among the topics.
    pub order: Option<i64>,
    /// What it is about.
    pub summary: Prose,
    /// Its own text.
    pub body: Prose,
}

impl Record for Topic {
    fn kind(&self) -> RecordKind {
        RecordKind::Topic
    }

    fn head(&self) -> &Head {
        &self.head
    }

    fn called(&self) -> Called<'_> {
        Called::Title(&self.title)
    }

    fn topics(&self) -> &[Key<Self>] {
        &[]
    }
}

impl Part for Topic {
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
            order: _,
            summary,
            body,
        } = self;
        see.words([title], "title");
        see.prose(summary, &[At::Key("summary")]);
        see.prose(body, &[]);
    }

    fn changed(self, by: &impl Change) -> Option<Self> {
        let Self {
            head,
            title,
            order,
            summary,
            body,
        } = self;
        Some(Self {
            head,
            title,
            order,
            summary: by.prose(summary),
            body: by.prose(body),
        })
    }

    fn differs_in_words_only(&self, earlier: &Self) -> bool {
        self.head.bearing() == earlier.head.bearing() && self.order == earlier.order
    }
}
