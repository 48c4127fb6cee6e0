//! What holds and may be a slip all the same. Judged on everything that was written, before anything is withheld:
//! an actor of a draft is no slip.

use super::roots::Roots;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Connections, Dossier, Part, Ref, SeeEach, Table, Tables, visit_references};
use crate::text::{KeyPath, nearest};
use std::collections::BTreeSet;

/// Warnings of records that no reader would come across, and of origins that may be one.
#[derive(Debug, Clone)]
pub(super) struct Suspects {
    pub(super) warnings: Sink,
    /// Whether they say nothing of what texts link to.
    pub(super) without_texts: bool,
}

impl Suspects {
    pub(super) fn of(dossier: &Dossier, roots: &Roots) -> Self {
        let (mut warnings, mut met) = rayon::join(|| unquoted(dossier), || met(dossier));
        let without_texts = !met.contains(&false);
        if !without_texts {
            let connections = Connections::new(dossier);
            for key in dossier.actors.keys() {
                met[key.row()] |= connections.is_cited(Ref::Actor(key));
            }
        }
        report_similar_origins(roots, &mut warnings);
        report_unmet(dossier, &met, &mut warnings);
        Self {
            warnings,
            without_texts,
        }
    }
}

fn unquoted(dossier: &Dossier) -> Sink {
    let mut sink = Sink::new();
    let mut quoted = vec![false; dossier.articles.len()];
    for piece in dossier.claims.records().flat_map(|claim| &claim.evidence) {
        quoted[piece.article.row()] = true;
    }
    for (key, article) in dossier.articles.iter() {
        if !quoted[key.row()] {
            let place = Place::File(article.head.file);
            let message = format!("no claim rests on the article `{}`", article.head.id);
            sink.report(
                Diagnostic::warning(Code::UnusedRecord, place, message).help(
                    "write down what it says as a claim with `evidence:`, or leave the article out",
                ),
            );
        }
    }
    sink
}

/// Warns of an origin that one article names and that is called nearly as another one. A slip leaves a name near its
/// place in the alphabet, so that only neighbours are compared.
fn report_similar_origins(roots: &Roots, sink: &mut Sink) {
    const NEIGHBOURS: usize = 5;
    let origins = roots.origins();
    // Two that are near to each other are one slip.
    let mut told = BTreeSet::new();
    let names: Vec<&str> = origins.keys().map(|id| id.as_str()).collect();
    for (at, (id, files)) in origins.iter().enumerate() {
        let [file] = files.as_slice() else {
            continue;
        };
        let around = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(names.len());
        let others = names[around].iter().copied();
        if let Some(near) = nearest(id.as_str(), others.filter(|other| *other != id.as_str()))
            && !told.contains(&(near, id.as_str()))
        {
            told.insert((id.as_str(), near));
            let path = KeyPath::root().then("origin").then("id");
            let place = Place::Value(*file, path);
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

fn report_unmet(dossier: &Dossier, met: &[bool], sink: &mut Sink) {
    for (key, actor) in dossier.actors.iter() {
        if !met[key.row()] {
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

/// Which actors a record refers to, by their rows.
fn met(dossier: &Dossier) -> Vec<bool> {
    let mut met = Met {
        actors: vec![false; dossier.actors.len()],
    };
    dossier.each(&mut met);
    met.actors
}

struct Met {
    actors: Vec<bool>,
}

impl SeeEach<Tables> for Met {
    fn see<P: Part>(&mut self, table: &Table<P>) {
        for part in table.records() {
            visit_references(part, &mut |_, to| {
                if let Ref::Actor(actor) = to {
                    self.actors[actor.row()] = true;
                }
            });
        }
    }
}
