//! Claims: statements that can be supported or disputed, with the evidence for and against them.

use crate::dossier::by_kind::{Change, Part, Record};
use crate::dossier::records::{Called, Claim, Evidence, Ref, SeeAlso, Speaker, Topic};
use crate::dossier::statements::{At, Beside, Role, Visitor};
use crate::dossier::{Key, Quote};

impl Record for Claim {
    fn called(&self) -> Called<'_> {
        Called::Text(&self.text)
    }

    fn topics(&self) -> &[Key<Topic>] {
        &self.topics
    }
}

impl Part for Claim {
    fn contents<'d>(&'d self, see: &mut Visitor<'_, 'd>) {
        let Self {
            head: _,
            text,
            topics,
            actors,
            see_also,
            evidence,
        } = self;
        see.prose(text, &[At::Key("text")]);
        see.refer_to(Role::Topic, topics, Ref::Topic);
        see.refer_to(Role::Mention, actors, Ref::Actor);
        for piece in evidence {
            piece.contents(see);
        }
        for SeeAlso { id, claim, why } in see_also {
            see.refers(Role::Mention, *claim);
            see.about(Beside::Record(*claim), |see| {
                see.prose(why, &[At::Key("see_also"), At::Key(id.as_str())]);
            });
        }
    }

    fn changed(self, by: &impl Change) -> Option<Self> {
        let Self {
            head,
            text,
            topics,
            actors,
            see_also,
            evidence,
        } = self;
        let see_also = see_also.into_iter();
        let evidence = evidence.into_iter();
        Some(Self {
            head,
            text: by.prose(text),
            topics: by.keys(topics),
            actors: by.keys(actors),
            see_also: see_also.filter_map(|other| other.changed(by)).collect(),
            evidence: evidence.filter_map(|piece| piece.changed(by)).collect(),
        })
    }
}

impl Evidence {
    fn contents<'d>(&'d self, see: &mut Visitor<'_, 'd>) {
        let Self {
            number: _,
            at,
            article,
            quote,
            stance: _,
            speaker,
            sourcing,
            credibility: _,
            note,
        } = self;
        // Prefix and suffix are never shown.
        let Quote {
            text,
            prefix: _,
            suffix: _,
        } = quote;
        let article = Ref::Article(*article);
        see.refers(Role::Ground, article);
        if let Some(speaker) = speaker.and_then(Speaker::actor) {
            see.refers(Role::Mention, Ref::Actor(speaker));
        }
        see.about(Beside::Record(article), |see| {
            let steps = |key| [At::Key("evidence"), At::Item(*at), At::Key(key)];
            see.quote(text, &steps("quote"));
            see.prose(sourcing, &steps("sourcing"));
            see.prose(note, &steps("note"));
        });
    }

    fn changed(self, by: &impl Change) -> Option<Self> {
        let Self {
            number,
            at,
            article,
            quote,
            stance,
            speaker,
            sourcing,
            credibility,
            note,
        } = self;
        Some(Self {
            number,
            at,
            article: by.key(article)?,
            quote,
            stance,
            speaker: speaker.map(|speaker| speaker.changed(by)),
            sourcing: by.prose(sourcing),
            credibility,
            note: by.prose(note),
        })
    }
}

impl Speaker {
    fn changed(self, by: &impl Change) -> Self {
        match self {
            Self::Actor(actor) => by
                .key(actor)
                .map_or(Self::Withheld(actor.row()), Self::Actor),
            Self::Withheld(_) => self,
        }
    }
}

impl SeeAlso {
    fn changed(self, by: &impl Change) -> Option<Self> {
        let Self { id, claim, why } = self;
        Some(Self {
            id,
            claim: claim.mapped(by)?,
            why: by.prose(why),
        })
    }
}
