//! The words for the terms of the model, and the names of records that have none. A term's key is its word in the dossier's files, with hyphens for spaces.

use super::words::Labels;
use crate::dossier::{
    ActorKind, Called, Confidence, Credibility, Likelihood, Record, RecordKind, Reliability,
    Stance, Status,
};

impl Labels {
    /// A status.
    pub fn status(&self, status: Status) -> &str {
        self.term("status", status.word())
    }

    /// What a status means.
    pub fn meaning(&self, status: Status) -> &str {
        self.term("meaning", status.word())
    }

    /// What words do to a claim.
    pub fn stance(&self, stance: Stance) -> &str {
        self.term("stance", stance.word())
    }

    /// The word for one record of a kind.
    pub fn record_kind(&self, kind: RecordKind) -> &str {
        self.term("record-kind", kind.word())
    }

    /// The word for records of a kind.
    pub fn record_kinds(&self, kind: RecordKind) -> &str {
        self.term("record-kinds", kind.word())
    }

    /// What an actor is.
    pub fn actor_kind(&self, kind: ActorKind) -> &str {
        self.term("actor-kind", kind.word())
    }

    /// How far an outlet is trusted: the letter, and what it means.
    pub fn reliability(&self, reliability: Reliability) -> &str {
        self.term("reliability", reliability.word())
    }

    /// How far a report is trusted: the digit, and what it means.
    pub fn credibility(&self, credibility: Credibility) -> &str {
        self.term("credibility", credibility.word())
    }

    /// How likely something is.
    pub fn likelihood(&self, likelihood: Likelihood) -> &str {
        self.term("likelihood", &likelihood.term().replace(' ', "-"))
    }

    /// The band of probability of a term.
    pub fn likelihood_band(&self, likelihood: Likelihood) -> String {
        let (from, to) = likelihood.band();
        self.band(from, to)
    }

    /// How sure the analyst is.
    pub fn confidence(&self, confidence: Confidence) -> &str {
        self.term("confidence", confidence.word())
    }

    /// A month, from 1; what is none has no name.
    pub(super) fn month_name(&self, month: u8) -> &str {
        self.term("months", &month.to_string())
    }

    /// A month where there is little room.
    pub fn short_month(&self, month: u8) -> &str {
        self.term("months-short", &month.to_string())
    }

    /// A season by the number that EDTF gives it as a month, from 21 for spring; what is none has no name.
    pub(super) fn season_name(&self, season: u8) -> &str {
        self.term("seasons", &season.to_string())
    }

    /// What a page is called in the navigation: the label `page.` and `word`.
    pub fn page(&self, word: &str) -> &str {
        self.term("page", word)
    }

    /// What a record is called.
    pub fn name(&self, record: &(impl Record + ?Sized)) -> String {
        self.called(record.called())
    }

    /// What a record is called, in words where it has no title.
    pub fn called(&self, called: Called<'_>) -> String {
        match called {
            Called::Title(title) => title.to_owned(),
            Called::Text(text) => text.text().trim().to_owned(),
            Called::UntitledOf(publisher) => self.untitled_of(publisher),
            Called::Untitled(id) => self.untitled(id),
            Called::Withdrawn(kind, id) => self.withdrawn_record(self.record_kind(kind), id),
        }
    }

    fn term(&self, group: &str, word: &str) -> &str {
        self.text(&[group, ".", word].concat())
    }
}
