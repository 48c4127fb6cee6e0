//! Turns an actor's entry into a record.

use super::super::Resolver;
use super::super::references::refers_to_itself;
use super::{Of, Resolve};
use crate::diag::Sink;
use crate::dossier::{Actor, ActorKind};
use crate::parse::ActorEntry;

impl Resolve for ActorEntry {
    fn resolve(self, of: Of<'_>, by: &Resolver<'_>, sink: &mut Sink) -> Actor {
        let Of { spot, head, .. } = of;
        let member_of = self.member_of.and_then(|id| {
            let place = || spot.value(&["member_of".into()]);
            if id == head.id {
                sink.report(refers_to_itself(place()));
            }
            by.key(&id, place, sink)
        });
        Actor {
            name: by.required_text(self.name, "name", spot, sink),
            kind: by.required(self.kind, ActorKind::Organization, "kind", spot, sink),
            aliases: self.aliases.into_iter().map(|alias| alias.0).collect(),
            role: by.line(self.role, spot, &["role".into()], sink),
            member_of,
            summary: by.line(self.summary, spot, &["summary".into()], sink),
            head,
        }
    }
}
