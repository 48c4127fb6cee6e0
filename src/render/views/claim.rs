//! A claim's page.

use super::super::engine::Html;
use super::super::writer::{Link, Writer};
use super::evidence::Piece;
use super::head::{Head, PageHead};
use super::items::{BareTie, CitedBy};
use super::place::{Neighbours, claim_neighbours};
use super::standing::Derivation;
use crate::dossier::{Claim, Key, OfClaim, Place, Ref, Stance};
use serde::Serialize;
use std::collections::BTreeSet;

/// What the template `claim.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct ClaimPage<'a> {
    #[serde(flatten)]
    head: PageHead,
    id: &'a str,
    text: Html,
    topics: Vec<Link>,
    /// The claims before and after it in its topic.
    neighbours: Option<Neighbours>,
    actors: Vec<Link>,
    supports: Vec<Piece<'a>>,
    disputes: Vec<Piece<'a>>,
    mentions: Vec<Piece<'a>>,
    standing: Derivation,
    see_also: Vec<Compared>,
    /// Claims that name this one, and are not named by it.
    compared_by: Vec<Compared>,
    events: Vec<Link>,
    relations: Vec<BareTie>,
    judgements: Vec<Link>,
    questions: Vec<Link>,
    cited_by: Vec<CitedBy>,
    marking: Option<&'static str>,
}

/// A claim to compare, and why.
#[derive(Debug, Serialize)]
struct Compared {
    claim: Link,
    why: Html,
}

pub(super) fn view<'a>(writer: &Writer<'a>, key: Key<Claim>, head: impl Head) -> ClaimPage<'a> {
    let (plan, dossier) = (writer.plan, writer.dossier);
    let claim = &dossier.claims[key];
    let nothing = OfClaim::default();
    let of = plan.connections.of_claim(key).unwrap_or(&nothing);
    let with = |stance| {
        let evidence = claim.evidence.iter().enumerate();
        let evidence = evidence.filter(|(_, piece)| piece.stance == stance);
        let places = evidence.map(|(evidence, _)| Place {
            claim: key,
            evidence,
        });
        places.map(|place| writer.piece(place)).collect()
    };
    // Two claims that name each other are compared once.
    let named: BTreeSet<Ref> = claim.see_also.iter().map(|own| own.claim).collect();
    let new = |other: &&Key<Claim>| !named.contains(&Ref::Claim(**other));
    let compared_by = of.compared_by.iter().filter(new).map(|other| {
        let why = dossier.claims[*other].see_also.iter();
        let mut why = why.filter(|compared| compared.claim == Ref::Claim(key));
        Compared {
            claim: writer.link(Ref::Claim(*other)),
            why: why
                .next()
                .map_or_else(|| Html::new(""), |c| writer.html(&c.why)),
        }
    });
    let label = writer.labels.name(claim);
    ClaimPage {
        head: head(label.clone(), Some(label)),
        id: claim.head.id.as_str(),
        text: writer.html(&claim.text),
        topics: writer.links(&claim.topics, Ref::Topic),
        neighbours: claim_neighbours(writer, key),
        actors: writer.links(&claim.actors, Ref::Actor),
        supports: with(Stance::Supports),
        disputes: with(Stance::Disputes),
        mentions: with(Stance::Mentions),
        standing: writer.derivation(key),
        see_also: claim
            .see_also
            .iter()
            .map(|other| Compared {
                claim: writer.link(other.claim),
                why: writer.html(&other.why),
            })
            .collect(),
        compared_by: compared_by.collect(),
        events: writer.links(&of.rests.events, Ref::Event),
        relations: of
            .rests
            .relations
            .iter()
            .map(|key| writer.bare_tie(*key))
            .collect(),
        judgements: writer.links(&of.rests.judgements, Ref::Judgement),
        questions: writer.links(&of.rests.questions, Ref::Question),
        cited_by: writer.cited_by(Ref::Claim(key)),
        marking: writer.marking(claim.head.marking),
    }
}
