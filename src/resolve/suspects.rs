//! What holds and may be a slip all the same. Judged on everything that was written, before anything is withheld:
//! an actor of a draft is no slip.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::document::KeyPath;
use crate::dossier::{Connections, Dossier, nearest};
use std::collections::BTreeSet;

/// Warns of records that no reader would come across, and of origins that may be one.
pub(super) fn report_suspects(dossier: &Dossier, sink: &mut Sink) {
    let connections = Connections::new(dossier);
    for (key, article) in dossier.articles.iter() {
        if connections.evidence_of_article(key).is_empty() {
            let place = Place::File(article.head.file);
            let message = format!("no claim rests on the article `{}`", article.head.id);
            sink.report(
                Diagnostic::warning(Code::UnusedRecord, place, message).help(
                    "write down what it says as a claim with `evidence:`, or leave the article out",
                ),
            );
        }
    }
    report_similar_origins(dossier, &connections, sink);
    for (key, actor) in dossier.actors.iter() {
        if !connections.actor_is_met(key) {
            let message = format!("nothing refers to the actor `{}`", actor.head.id);
            let path = KeyPath::root().then("actors").then(actor.head.id.as_str());
            let place = Place::Key(actor.head.file, path);
            sink.report(
                Diagnostic::warning(Code::UnusedRecord, place, message)
                    .help("name it under `actors:` of a claim or an event, or leave it out"),
            );
        }
    }
}

/// Warns of an origin that one article names and that is called nearly as another one. A slip leaves a name near its
/// place in the alphabet, so that only neighbours are compared.
fn report_similar_origins(dossier: &Dossier, connections: &Connections, sink: &mut Sink) {
    const NEIGHBOURS: usize = 5;
    let origins: Vec<_> = connections.origins().collect();
    // Two that are near to each other are one slip.
    let mut told = BTreeSet::new();
    for (at, (id, articles)) in origins.iter().enumerate() {
        let mut named = articles
            .iter()
            .filter(|article| dossier.articles[**article].origin.is_some());
        let (Some(article), None) = (named.next(), named.next()) else {
            continue;
        };
        let around = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(origins.len());
        let others = origins[around].iter().map(|(other, _)| other.as_str());
        if let Some(near) = nearest(id.as_str(), others.filter(|other| *other != id.as_str()))
            && !told.contains(&(near, id.as_str()))
        {
            told.insert((id.as_str(), near));
            let path = KeyPath::root().then("origin").then("id");
            let place = Place::Value(dossier.articles[*article].head.file, path);
            let message = format!(
                "only this article goes back to `{id}`, and another origin is called `{near}`"
            );
            sink.report(
                Diagnostic::warning(Code::NearlySameOrigin, place, message)
                    .help("write the same id where it is the same report; two names that differ more where it is not"),
            );
        }
    }
}
