//! An actor's page.

use super::super::engine::{Html, Shared};
use super::super::writer::{Link, Writer};
use super::evidence::Piece;
use super::head::{Head, PageHead};
use super::items::{CitedBy, Dated, Named, Tie};
use crate::dossier::{Actor, Key, Ref};
use serde::Serialize;

/// What the template `actor.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct ActorPage<'a> {
    #[serde(flatten)]
    head: PageHead,
    name: &'a str,
    kind: &'a str,
    aliases: &'a [String],
    /// The aliases as one text.
    aliases_in_words: String,
    /// The same, and that these are its other names.
    also_called: Option<String>,
    role: Option<Html>,
    member_of: Option<Link>,
    members: Vec<Named<'a>>,
    summary: Option<Html>,
    relations: Vec<Tie>,
    says: Vec<Said<'a>>,
    claims: Vec<Shared>,
    events: Vec<Dated<'a>>,
    cited_by: Vec<CitedBy>,
    marking: Option<&'static str>,
}

/// Words of an actor, and the claim they bear on.
#[derive(Debug, Serialize)]
struct Said<'a> {
    claim: Link,
    piece: Piece<'a>,
}

pub(super) fn view<'a>(writer: &Writer<'a>, key: Key<Actor>, head: impl Head) -> ActorPage<'a> {
    let (plan, dossier) = (writer.plan, writer.dossier);
    let actor = &dossier.actors[key];
    let of = plan.connections.of_actor(key);
    let says = of.says.iter().map(|place| Said {
        claim: writer.link(Ref::Claim(place.claim)),
        piece: writer.piece(*place),
    });
    let summary = actor.summary.text().trim();
    let description = (!summary.is_empty()).then(|| summary.to_owned());
    ActorPage {
        head: head(actor.name.clone(), description),
        name: &actor.name,
        kind: writer.labels.actor_kind(actor.kind),
        aliases: &actor.aliases,
        aliases_in_words: actor.aliases.join(", "),
        also_called: writer.also_called(actor),
        role: writer.maybe(&actor.role),
        member_of: actor.member_of.map(|of| writer.link(Ref::Actor(of))),
        members: of
            .members
            .iter()
            .map(|member| writer.named(*member))
            .collect(),
        summary: writer.maybe(&actor.summary),
        relations: of
            .relations
            .iter()
            .map(|relation| writer.tie(*relation))
            .collect(),
        says: says.collect(),
        claims: of
            .claims
            .iter()
            .map(|claim| writer.listed(*claim))
            .collect(),
        events: of.events.iter().map(|event| writer.dated(*event)).collect(),
        cited_by: writer.cited_by(Ref::Actor(key)),
        marking: writer.marking(actor.head.marking),
    }
}
