//! Turns a question's entry into a record.

use super::super::Resolver;
use super::{Of, Resolve};
use crate::diag::Sink;
use crate::dossier::Question;
use crate::parse::QuestionEntry;

impl Resolve for QuestionEntry {
    fn resolve(self, of: Of<'_>, by: &Resolver<'_>, sink: &mut Sink) -> Question {
        let Of {
            spot, topic, head, ..
        } = of;
        Question {
            text: by.required_line(self.text, "text", spot, sink),
            claims: by.rests_on(&self.claims, spot, sink),
            topics: by.topics(topic, &self.topics, true, spot, sink),
            head,
        }
    }
}
