//! Unused records: articles that are not quoted, and actors that nothing refers to. Uses in drafts
//! and withheld records count too.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Connections, Dossier, Part, Ref, SeeEach, Table, Tables, visit_references};
use crate::text::KeyPath;

/// Warns of unused records. Returns whether the result depends on the links in texts.
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

/// Warns of articles that no evidence quotes.
fn report_unquoted(dossier: &Dossier, sink: &mut Sink) {
    let mut quoted = vec![false; dossier.articles.len()];
    for piece in dossier.claims.records().flat_map(|claim| &claim.evidence) {
        quoted[piece.article.row()] = true;
    }
    for (key, article) in dossier.articles.iter() {
        if !quoted[key.row()] {
            let place = Place::File(article.head.file);
            let message = format!(
                "no claim uses the article `{}` as evidence",
                article.head.id
            );
            sink.report(
                Diagnostic::warning(Code::UnusedRecord, place, message)
                    .help("add a claim with `evidence:` from it, or remove the article"),
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
                    .help("list it under `actors:` of a claim or an event, or remove it"),
            );
        }
    }
}

/// Whether a record refers to each actor, by row.
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
