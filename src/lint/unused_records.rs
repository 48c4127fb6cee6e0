//! Records that no reader would come across: articles that are not quoted, and actors that nothing
//! refers to. Everything that was written counts, also drafts.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Connections, Dossier, Part, Ref, SeeEach, Table, Tables, visit_references};
use crate::text::KeyPath;

/// Warns of such records. Returns whether the answer depends on what texts link to.
pub(super) fn check(dossier: &Dossier, sink: &mut Sink) -> bool {
    report_unquoted(dossier, sink);
    let mut met = met(dossier);
    let depends_on_texts = met.contains(&false);
    if depends_on_texts {
        let connections = Connections::new(dossier);
        for key in dossier.actors.keys() {
            met[key.row()] |= connections.is_cited(Ref::Actor(key));
        }
    }
    report_unmet(dossier, &met, sink);
    depends_on_texts
}

/// Warns of articles that no evidence is from.
fn report_unquoted(dossier: &Dossier, sink: &mut Sink) {
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
