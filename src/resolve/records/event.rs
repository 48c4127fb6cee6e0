//! Turns an event's entry into a record.

use super::super::Resolver;
use super::{Of, Resolve};
use crate::diag::Sink;
use crate::dossier::Event;
use crate::parse::EventEntry;

impl Resolve for EventEntry {
    fn resolve(self, of: Of<'_>, by: &Resolver<'_>, sink: &mut Sink) -> Event {
        let Of {
            spot, topic, head, ..
        } = of;
        Event {
            title: by.required_text(self.title, "title", spot, sink),
            date: self.date,
            date_basis: by.line(self.date_basis, spot, &["date_basis".into()], sink),
            deadline: self.deadline,
            text: by.line(self.text, spot, &["text".into()], sink),
            topics: by.topics(topic, &self.topics, true, spot, sink),
            actors: by.keys("actors", &self.actors, spot, sink),
            claims: by.rests_on(&self.claims, spot, sink),
            head,
        }
    }
}
