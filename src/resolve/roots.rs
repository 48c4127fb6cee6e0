//! Finds what articles are ultimately based on: an origin may be an article that has an origin
//! itself.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::Slug;
use crate::parse::Parsed;
use crate::text::{FileId, KeyPath};
use std::collections::{BTreeMap, BTreeSet};

/// The ends of the chains that lead from article to origin.
#[derive(Debug)]
pub(super) struct Roots {
    /// The end of the chain, for each article that names an origin.
    ends: BTreeMap<Slug, Slug>,
}

impl Roots {
    /// Follows the origins of all articles, and reports those that lead back to their start.
    pub(super) fn new(parsed: &Parsed, sink: &mut Sink) -> Self {
        let live = parsed
            .articles()
            .filter(|page| page.entry.withdrawn.is_none());
        let named = live.filter_map(|page| {
            let origin = page.entry.origin.as_ref()?;
            Some((page.file, &page.id, &origin.id))
        });
        let named: Vec<(FileId, &Slug, &Slug)> = named.collect();
        let origins: BTreeMap<&Slug, &Slug> =
            named.iter().map(|(_, id, origin)| (*id, *origin)).collect();
        let mut roots: BTreeMap<&Slug, &Slug> = BTreeMap::new();
        for (file, id, _) in &named {
            let (file, id) = (*file, *id);
            let mut way = vec![id];
            let mut seen = BTreeSet::from([id]);
            let mut at = id;
            let root = loop {
                let Some(next) = origins.get(at).copied() else {
                    break at;
                };
                if let Some(root) = roots.get(next) {
                    break *root;
                }
                if !seen.insert(next) {
                    // An article that names itself is reported with its other faults.
                    if next == id && way.len() > 1 {
                        report_circle(file, &way, sink);
                    }
                    break next;
                }
                way.push(next);
                at = next;
            };
            for id in way {
                roots.insert(id, root);
            }
        }
        let owned = roots
            .into_iter()
            .map(|(id, root)| (id.clone(), root.clone()));
        Self {
            ends: owned.collect(),
        }
    }

    /// The report that the article `id` is ultimately based on: itself, if it names no origin.
    pub(super) fn of(&self, id: &Slug) -> Slug {
        self.ends.get(id).unwrap_or(id).clone()
    }
}

fn report_circle(file: FileId, way: &[&Slug], sink: &mut Sink) {
    let way: Vec<String> = way.iter().map(|id| format!("`{id}`")).collect();
    let message = format!(
        "the origins of this article form a circle: {} and back",
        way.join(", ")
    );
    let path = KeyPath::root().then("origin").then("id");
    sink.report(
        Diagnostic::error(Code::SelfReference, Place::Value(file, path), message).help(
            "name the report that came first as the origin of the others, and remove its own origin",
        ),
    );
}
