//! Topics: pages that bring records together.

use crate::dossier::Key;
use crate::dossier::by_kind::{Change, Part, Record};
use crate::dossier::records::{Called, Topic};
use crate::dossier::statements::{At, Visitor};

impl Record for Topic {
    fn called(&self) -> Called<'_> {
        Called::Title(&self.title)
    }

    fn topics(&self) -> &[Key<Self>] {
        &[]
    }
}

impl Part for Topic {
    fn contents<'d>(&'d self, see: &mut Visitor<'_, 'd>) {
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
