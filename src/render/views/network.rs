//! The page of the network: the figure, the table of ties that is its equal, and the actors.

use super::super::engine::Html;
use super::super::figures::network::{self, Figure};
use super::super::writer::Writer;
use super::head::{Head, PageHead};
use super::items::{Named, Tie};
use crate::dossier::{Actor, Dossier, Key, Ref, Relation};
use crate::labels::Value;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What the template `network.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct Network<'a> {
    #[serde(flatten)]
    head: PageHead,
    #[serde(flatten)]
    ties: Ties<'a>,
    /// That the figure can be swiped sideways, with a link to `#section:ties`.
    swipe: Html,
}

/// All actors and their ties, drawn and as lists.
#[derive(Debug, Serialize)]
pub(super) struct Ties<'a> {
    figure: Option<Figure>,
    /// The ties that are drawn; the figure's labels lead to `#tie:1` and on.
    ties: Vec<Tie>,
    /// Ties between actors of which one is not drawn, as there are too many.
    further_ties: Vec<Tie>,
    /// The actors that are drawn.
    actors: Vec<Named<'a>>,
    /// Actors that have ties and are not drawn, as there are too many.
    further: Vec<Named<'a>>,
    /// Actors without ties.
    untied: Vec<Named<'a>>,
    /// How many actors and ties are not drawn, as there are too many.
    most_ties: Option<String>,
    /// How many actors have no ties, with a link to `#section:untied`.
    untied_note: Option<Html>,
    /// How many actors are not drawn, for whatever reason.
    more_actors: Option<String>,
}

/// More actors than these do not fit a drawing that can be read: those with most ties are drawn.
const MOST: usize = 150;

/// What ties two actors.
#[derive(Debug, Clone, Copy)]
enum Ground {
    Relation(Key<Relation>),
    Membership,
}

/// A tie from the one to the other.
type Tied = (Key<Actor>, Key<Actor>, Ground);

pub(super) fn view<'a>(writer: &Writer<'a>, head: impl Head) -> Network<'a> {
    Network {
        head: head(writer.labels.network().to_owned(), None),
        ties: ties(writer),
        swipe: Html::of(
            &writer
                .labels
                .swipe_to_table(Value::Address(Some("#section:ties"))),
        ),
    }
}

/// All actors and their ties.
pub(super) fn ties<'a>(writer: &Writer<'a>) -> Ties<'a> {
    let dossier = writer.dossier;
    let all = tied(dossier);
    let shown = shown(dossier, &all);
    let drawn = |(from, to, _): &Tied| shown.contains(from) && shown.contains(to);
    let (drawn, further): (Vec<Tied>, Vec<Tied>) = all.iter().partition(|tie| drawn(tie));
    // Of the actors with most ties, one may have all of them with others.
    let met = |ties: &[Tied]| -> BTreeSet<Key<Actor>> {
        ties.iter().flat_map(|(from, to, _)| [*from, *to]).collect()
    };
    let actors = met(&drawn);
    let all_met = met(&all);
    let named =
        |keys: &mut dyn Iterator<Item = Key<Actor>>| keys.map(|key| writer.named(key)).collect();
    let views =
        |ties: &[Tied]| -> Vec<Tie> { ties.iter().map(|tie| tie_view(writer, tie)).collect() };
    let ties = views(&drawn);
    let labels = writer.labels;
    let mut untied = dossier.actors.keys().filter(|key| !all_met.contains(key));
    let untied: Vec<Named<'a>> = named(&mut untied);
    let further_actors: Vec<Named<'a>> = named(&mut all_met.difference(&actors).copied());
    let most_ties = || labels.most_ties(further.len(), actors.len(), further_actors.len());
    let note = labels.actors_untied(untied.len(), Value::Address(Some("#section:untied")));
    let undrawn = further_actors.len() + untied.len();
    Ties {
        most_ties: (!further_actors.is_empty()).then(most_ties),
        untied_note: (!untied.is_empty()).then(|| Html::of(&note)),
        more_actors: (undrawn > 0).then(|| labels.more_actors(undrawn)),
        figure: figure(writer, &actors, &drawn, &ties),
        ties,
        further_ties: views(&further),
        actors: named(&mut actors.iter().copied()),
        further: further_actors,
        untied,
    }
}

/// All ties: relations, and memberships where no relation between the same two tells more.
fn tied(dossier: &Dossier) -> Vec<Tied> {
    let relations = dossier.relations.iter();
    let mut ties: Vec<Tied> = relations
        .map(|(key, relation)| (relation.from, relation.to, Ground::Relation(key)))
        .collect();
    let told: BTreeSet<_> = ties.iter().map(|(from, to, _)| (*from, *to)).collect();
    let members = dossier.actors.iter();
    let memberships = members
        .filter_map(|(key, actor)| Some((key, actor.member_of?)))
        .filter(|ends| !told.contains(ends));
    ties.extend(memberships.map(|(member, of)| (member, of, Ground::Membership)));
    ties
}

/// The actors with most ties, of those with as many the first.
fn shown(dossier: &Dossier, ties: &[Tied]) -> BTreeSet<Key<Actor>> {
    let mut counts: BTreeMap<Key<Actor>, usize> = BTreeMap::new();
    for (from, to, _) in ties {
        *counts.entry(*from).or_default() += 1;
        *counts.entry(*to).or_default() += 1;
    }
    let mut actors: Vec<Key<Actor>> = dossier
        .actors
        .keys()
        .filter(|key| counts.contains_key(key))
        .collect();
    actors.sort_by_key(|key| Reverse(counts[key]));
    actors.truncate(MOST);
    actors.into_iter().collect()
}

fn tie_view(writer: &Writer<'_>, (from, to, ground): &Tied) -> Tie {
    match ground {
        Ground::Relation(key) => writer.tie(*key),
        Ground::Membership => writer.membership(*from, *to),
    }
}

fn figure(
    writer: &Writer<'_>,
    actors: &BTreeSet<Key<Actor>>,
    ties: &[Tied],
    views: &[Tie],
) -> Option<Figure> {
    let labels = writer.labels;
    let places: BTreeMap<Key<Actor>, usize> = actors.iter().copied().zip(0..).collect();
    let boxes: Vec<network::Actor> = actors
        .iter()
        .map(|key| {
            let actor = &writer.dossier.actors[*key];
            network::Actor {
                name: actor.name.clone(),
                title: labels.figure_node(&actor.name, labels.actor_kind(actor.kind)),
                kind: labels.actor_kind(actor.kind).to_owned(),
                shape: actor.kind.word(),
                url: writer.url(Ref::Actor(*key)),
            }
        })
        .collect();
    let lines = ties.iter().zip(views).zip(1..);
    let lines: Vec<network::Tie> = lines
        .map(|(((from, to, ground), view), number)| network::Tie {
            from: places[from],
            to: places[to],
            kind: view.kind().to_owned(),
            name: view.words(labels),
            url: format!("#tie:{number}"),
            membership: matches!(ground, Ground::Membership),
        })
        .collect();
    network::draw(&boxes, &lines, labels)
}
