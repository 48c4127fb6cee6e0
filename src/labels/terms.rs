//! The labels of the model's terms, and the names of records without a title. The key of a term is
//! its word in the dossier's files, with hyphens for spaces.

use super::words::Labels;
use crate::dossier::{
    ActorKind, Called, Confidence, Credibility, Likelihood, Record, RecordKind, Reliability,
    Stance, Status,
};

impl Labels {
    /// The status of a claim.
    pub fn status(&self, status: Status) -> &str {
        self.term("status", status.word())
    }

    /// What a status means.
    pub fn meaning(&self, status: Status) -> &str {
        self.term("meaning", status.word())
    }

    /// Whether evidence supports, disputes or only mentions a claim.
    pub fn stance(&self, stance: Stance) -> &str {
        self.term("stance", stance.word())
    }

    /// The singular of a kind of record.
    pub fn record_kind(&self, kind: RecordKind) -> &str {
        self.term("record-kind", kind.word())
    }

    /// The plural of a kind of record.
    pub fn record_kinds(&self, kind: RecordKind) -> &str {
        self.term("record-kinds", kind.word())
    }

    /// The kind of an actor.
    pub fn actor_kind(&self, kind: ActorKind) -> &str {
        self.term("actor-kind", kind.word())
    }

    /// The reliability of an outlet: the letter and its meaning.
    pub fn reliability(&self, reliability: Reliability) -> &str {
        self.term("reliability", reliability.word())
    }

    /// The credibility of a report: the digit and its meaning.
    pub fn credibility(&self, credibility: Credibility) -> &str {
        self.term("credibility", credibility.word())
    }

    /// How likely something is.
    pub fn likelihood(&self, likelihood: Likelihood) -> &str {
        self.term("likelihood", &likelihood.term().replace(' ', "-"))
    }

    /// The range of probability of a likelihood.
    pub fn likelihood_band(&self, likelihood: Likelihood) -> String {
        let (from, to) = likelihood.band();
        self.band(from, to)
    }

    /// How confident the analyst is.
    pub fn confidence(&self, confidence: Confidence) -> &str {
        self.term("confidence", confidence.word())
    }

    /// The name of a month, from 1. Empty for other numbers.
    pub(super) fn month_name(&self, month: u8) -> &str {
        self.term("months", &month.to_string())
    }

    /// The abbreviated name of a month, from 1.
    pub fn short_month(&self, month: u8) -> &str {
        self.term("months-short", &month.to_string())
    }

    /// The name of a season by its number in EDTF, from 21 for spring. Empty for other numbers.
    pub(super) fn season_name(&self, season: u8) -> &str {
        self.term("seasons", &season.to_string())
    }

    /// The name of a page in the navigation, from the label `page.WORD`.
    pub fn page(&self, word: &str) -> &str {
        self.term("page", word)
    }

    /// The name of a record.
    pub fn name(&self, record: &(impl Record + ?Sized)) -> String {
        self.called(record.called())
    }

    /// The name of a record, made from labels if it has no title or text.
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
