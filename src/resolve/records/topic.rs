//! Turns a topic's entry into a record: its keys and its body.

use super::super::Resolver;
use super::{Of, Resolve};
use crate::diag::Sink;
use crate::dossier::Topic;
use crate::parse::TopicEntry;

impl Resolve for TopicEntry {
    fn resolve(self, of: Of<'_>, by: &Resolver<'_>, sink: &mut Sink) -> Topic {
        let Of {
            spot, body, head, ..
        } = of;
        let auto_link = self.auto_link.unwrap_or(by.environment.mentions.by_default);
        Topic {
            title: by.required_text(self.title, "title", spot, sink),
            order: self.order,
            summary: by.line(self.summary, spot, &["summary".into()], sink),
            body: by.written(spot.file, body, auto_link, sink),
            head,
        }
    }
}
