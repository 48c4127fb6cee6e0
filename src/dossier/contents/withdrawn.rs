//! Withdrawn records: the remains of a record, kept for its page.

use crate::dossier::by_kind::{Change, Headed, Part, Record, Restricted};
use crate::dossier::kinds::RecordKind;
use crate::dossier::records::{Called, Ended, Head, Topic, Withdrawn};
use crate::dossier::statements::{At, Visitor};
use crate::dossier::{Key, Marking};

impl Headed for Withdrawn {
    fn kind(&self) -> RecordKind {
        self.kind
    }

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Restricted for Withdrawn {
    fn marking(&self) -> Marking {
        self.head.marking
    }

    fn is_draft(&self) -> bool {
        self.head.draft
    }
}

impl Record for Withdrawn {
    fn called(&self) -> Called<'_> {
        match &self.title {
            Some(title) => Called::Title(title),
            None => Called::Withdrawn(self.kind, &self.head.id),
        }
    }

    fn topics(&self) -> &[Key<Topic>] {
        &[]
    }
}

impl Part for Withdrawn {
    fn contents<'d>(&'d self, see: &mut Visitor<'_, 'd>) {
        let Self {
            head: _,
            kind: _,
            title,
            aliases: _,
            ended,
        } = self;
        if let Some(title) = title {
            // The key of a title depends on the kind of record.
            see.title(title);
        }
        ended.contents("withdrawn", see);
    }

    fn changed(self, by: &impl Change) -> Option<Self> {
        let Self {
            head,
            kind,
            title,
            aliases,
            ended,
        } = self;
        Some(Self {
            head,
            kind,
            title,
            aliases,
            ended: ended.changed(by),
        })
    }
}

impl Ended {
    /// Passes to `see` the text under the key `key`.
    pub(super) fn contents(&self, key: &str, see: &mut Visitor<'_, '_>) {
        let Self { on: _, why } = self;
        see.prose(why, &[At::Key(key), At::Key("why")]);
    }

    pub(super) fn changed(self, by: &impl Change) -> Self {
        let Self { on, why } = self;
        Self {
            on,
            why: by.prose(why),
        }
    }
}
