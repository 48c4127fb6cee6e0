//! Turns a judgement's entry into a record.

use super::super::Resolver;
use super::{Of, Resolve};
use crate::diag::Sink;
use crate::dossier::{Confidence, Judgement, Likelihood};
use crate::parse::JudgementEntry;

impl Resolve for JudgementEntry {
    fn resolve(self, of: Of<'_>, by: &Resolver<'_>, sink: &mut Sink) -> Judgement {
        let Of {
            spot, topic, head, ..
        } = of;
        Judgement {
            text: by.required_line(self.text, "text", spot, sink),
            likelihood: by.required(
                self.likelihood,
                Likelihood::RoughlyEvenChance,
                "likelihood",
                spot,
                sink,
            ),
            confidence: by.required(self.confidence, Confidence::Low, "confidence", spot, sink),
            basis: by.line(self.basis, spot, &["basis".into()], sink),
            claims: by.rests_on(&self.claims, spot, sink),
            topics: by.topics(topic, &self.topics, false, spot, sink),
            head,
        }
    }
}
