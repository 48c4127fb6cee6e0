//! A statement that can be supported or disputed, and the evidence for and against it.

use crate::diag::Place;
use crate::dossier::{
    Actor, Article, At, Beside, Called, Change, Credibility, Dossier, Head, Key, Marking, Part,
    Prose, Quote, Record, RecordKind, Ref, Role, Stance, Topic, Visitor,
};
use crate::text::KeyPath;

/// A statement that can be supported or disputed.
#[derive(Debug, Clone)]
pub struct Claim {
    /// What every record has.
    pub head: Head,
    /// The statement.
    pub text: Prose,
    /// The topics it belongs to, the file's first.
    pub topics: Vec<Key<Topic>>,
    /// Who it is about.
    pub actors: Vec<Key<Actor>>,
    /// Claims to compare.
    pub see_also: Vec<SeeAlso>,
    /// What the articles say.
    pub evidence: Vec<Evidence>,
}

impl Claim {
    /// Where a value of a piece of its evidence stands.
    pub fn place_of(&self, piece: &Evidence, key: &str) -> Place {
        let path = KeyPath::root()
            .then(RecordKind::Claim.plural())
            .then(self.head.id.as_str())
            .then("evidence")
            .then(piece.at)
            .then(key);
        Place::Value(self.head.file, path)
    }
}

/// A claim to compare with.
#[derive(Debug, Clone)]
pub struct SeeAlso {
    /// The claim, which may have been withdrawn.
    pub claim: Ref,
    /// Why.
    pub why: Prose,
}

/// Which piece of all evidence of a project, withheld or not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PieceNumber {
    /// The row of its claim before anything was withheld.
    pub claim: usize,
    /// Its place among the pieces of the claim, from 0.
    pub at: usize,
}

/// One article's words for or against a claim.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// Which one it is: findings are kept by it.
    pub number: PieceNumber,
    /// Its place in the claim's list as the file has it, from 0.
    pub at: usize,
    /// The article.
    pub article: Key<Article>,
    /// Its words.
    pub quote: Quote,
    /// What they do to the claim.
    pub stance: Stance,
    /// Who they go back to, where that is an actor.
    pub speaker: Option<Speaker>,
    /// How the article knows.
    pub sourcing: Prose,
    /// Admiralty digit of this report.
    pub credibility: Option<Credibility>,
    /// What the analyst adds.
    pub note: Prose,
}

/// Who words go back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speaker {
    /// An actor.
    Actor(Key<Actor>),
    /// An actor that this build leaves out. The number tells one from another: that two articles have their words from
    /// the same one counts also where nobody may read who it is.
    Withheld(usize),
}

impl Speaker {
    /// The actor, where this build shows it.
    pub fn actor(self) -> Option<Key<Actor>> {
        match self {
            Self::Actor(actor) => Some(actor),
            Self::Withheld(_) => None,
        }
    }
}

impl Record for Claim {
    fn kind(&self) -> RecordKind {
        RecordKind::Claim
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

impl Part for Claim {
    fn marking(&self) -> Marking {
        self.head.marking
    }

    fn is_draft(&self) -> bool {
        self.head.draft
    }

    fn contents<'d>(&'d self, dossier: &'d Dossier, see: &mut Visitor<'_, 'd>) {
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
        for SeeAlso { claim, why } in see_also {
            see.refers(Role::Mention, *claim);
            let id = dossier.record(*claim).head().id.as_str();
            see.about(Beside::Record(*claim), |see| {
                see.prose(why, &[At::Key("see_also"), At::Key(id)]);
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

    fn differs_in_words_only(&self, _earlier: &Self) -> bool {
        false
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
        // The words around a quote are never shown.
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
        let Self { claim, why } = self;
        Some(Self {
            claim: claim.mapped(by)?,
            why: by.prose(why),
        })
    }
}
