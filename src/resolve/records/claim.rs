//! Turns the entry of a claim and its evidence into a record.

use super::super::Resolver;
use super::super::references::refers_to_itself;
use super::super::spot::{Spot, item_of};
use super::{Of, Resolve};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Claim, Evidence, PieceNumber, Quote, RecordKind, SeeAlso, Speaker};
use crate::parse::{ClaimEntry, EvidenceEntry};

impl Resolve for ClaimEntry {
    fn resolve(self, of: Of<'_>, by: &Resolver<'_>, sink: &mut Sink) -> Claim {
        let Of {
            spot,
            topic,
            row,
            head,
            ..
        } = of;
        if self.evidence.is_empty() && !by.is_lost(spot, "evidence") {
            let message = format!("the claim `{}` has no evidence", head.id);
            let report = match head.draft {
                // A draft is unfinished.
                true => Diagnostic::warning,
                false => Diagnostic::error,
            };
            sink.report(
                report(Code::ClaimWithoutEvidence, spot.itself(), message).help(
                    "write `evidence:`, and below it `- article: …` with its `quote: …`; if no article says it, make it a question",
                ),
            );
        }
        let see_also = self.see_also.0.into_iter().filter_map(|(id, why)| {
            let steps = ["see_also".into(), id.as_str().into()];
            let place = || Place::Key(spot.file, spot.path(&steps));
            if id == head.id {
                sink.report(refers_to_itself(place()));
            }
            let claim = by.find(RecordKind::Claim, &id, place, sink)?;
            let why = by.line(Some(why), spot, &steps, sink);
            Some(SeeAlso { id, claim, why })
        });
        let see_also = see_also.collect();
        let evidence = self.evidence.into_iter().enumerate();
        let evidence = evidence.filter_map(|(at, entry)| piece(entry, at, spot, by, sink));
        let mut evidence: Vec<Evidence> = evidence.collect();
        let first = by.links.registry.first_claim(spot.file);
        for (at, piece) in evidence.iter_mut().enumerate() {
            piece.number = PieceNumber {
                claim: first + row,
                at,
            };
        }
        Claim {
            text: by.required_line(self.text, "text", spot, sink),
            topics: by.topics(topic, &self.topics, true, spot, sink),
            actors: by.keys("actors", &self.actors, spot, sink),
            see_also,
            evidence,
            head,
        }
    }
}

/// A piece of evidence; `None` if its article is missing.
fn piece(
    entry: EvidenceEntry,
    at: usize,
    spot: Spot<'_>,
    by: &Resolver<'_>,
    sink: &mut Sink,
) -> Option<Evidence> {
    let steps = |key: &str| {
        let [list, item] = item_of("evidence", at);
        [list, item, key.into()]
    };
    let place = || spot.value(&steps("article"));
    let article = by.key(&entry.article, place, sink);
    let speaker = entry.speaker.and_then(|id| {
        let place = || spot.value(&steps("speaker"));
        by.key(&id, place, sink)
    });
    let sourcing = by.line(entry.sourcing, spot, &steps("sourcing"), sink);
    let note = by.line(entry.note, spot, &steps("note"), sink);
    Some(Evidence {
        article: article?,
        number: PieceNumber::default(),
        at,
        quote: Quote {
            text: entry.quote.0,
            prefix: entry.prefix.map(|text| text.0),
            suffix: entry.suffix.map(|text| text.0),
        },
        stance: entry.stance,
        speaker: speaker.map(Speaker::Actor),
        sourcing,
        credibility: entry.credibility,
        note,
    })
}
