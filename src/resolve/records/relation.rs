//! Turns the entry of a relation, which has no id, into a record.

use super::super::Resolver;
use super::super::references::{refers_to_itself, rests_on_nothing};
use super::super::spot::{Spot, item_of};
use crate::diag::{Place, Sink};
use crate::dossier::{Relation, Slug};
use crate::parse::RelationEntry;
use crate::text::{FileId, KeyPath};

/// The relation with the index `at` in its file; `None` if one of its actors is missing.
pub(super) fn relation(
    entry: RelationEntry,
    file: FileId,
    at: usize,
    by: &Resolver<'_>,
    sink: &mut Sink,
) -> Option<Relation> {
    let spot = Spot {
        file,
        section: None,
    };
    let base = KeyPath::root().then("relations").then(at);
    let steps = |key: &str| {
        let [list, item] = item_of("relations", at);
        [list, item, key.into()]
    };
    let mut actor = |key: &str, id: &Slug| {
        let place = || Place::Value(file, base.then(key));
        by.key(id, place, sink)
    };
    let from = actor("from", &entry.from);
    let to = actor("to", &entry.to);
    if entry.from == entry.to {
        sink.report(refers_to_itself(Place::Value(file, base.then("to"))));
    }
    if entry.claims.is_empty() {
        let place = Place::Value(file, base.clone());
        sink.report(rests_on_nothing("this relation", place));
    }
    let claims = entry.claims.iter().enumerate();
    let claims: Vec<_> = claims
        .filter_map(|(item, id)| {
            let place = || Place::Value(file, base.then("claims").then(item));
            by.key(id, place, sink)
        })
        .collect();
    Some(Relation {
        marking: entry.marking,
        draft: entry.draft,
        file,
        at,
        from: from?,
        to: to?,
        kind: entry.kind,
        claims,
        note: by.line(entry.note, spot, &steps("note"), sink),
    })
}
