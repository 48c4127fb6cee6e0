//! What articles go back to in the end: an origin may be an article that has an origin itself.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::document::KeyPath;
use crate::dossier::{Article, Slug};
use std::collections::{BTreeMap, BTreeSet};

/// Follows the origins of all articles, and reports those that lead back to where they began.
pub(super) fn find_roots(articles: &mut [Article], sink: &mut Sink) {
    let named = articles.iter().filter_map(|article| {
        let origin = article.origin.as_ref()?;
        Some((article.head.id.clone(), origin.id.clone()))
    });
    let origins: BTreeMap<Slug, Slug> = named.collect();
    let mut roots: BTreeMap<&Slug, &Slug> = BTreeMap::new();
    for article in articles {
        let id = origins.get_key_value(&article.head.id).map(|(id, _)| id);
        // One that names no origin is its own root already.
        let Some(id) = id else { continue };
        let mut way = vec![id];
        let mut seen = BTreeSet::from([id]);
        let mut at = id;
        let root = loop {
            let Some(next) = origins.get(at) else {
                break at;
            };
            if let Some(root) = roots.get(next) {
                break *root;
            }
            if !seen.insert(next) {
                // An article that names itself has been reported.
                if next == id && way.len() > 1 {
                    report_circle(article, &way, sink);
                }
                break next;
            }
            way.push(next);
            at = next;
        };
        for id in way {
            roots.insert(id, root);
        }
        article.root = root.clone();
    }
}

fn report_circle(article: &Article, way: &[&Slug], sink: &mut Sink) {
    let way: Vec<String> = way.iter().map(|id| format!("`{id}`")).collect();
    let message = format!(
        "the article goes back to itself: {} and again",
        way.join(", ")
    );
    let path = KeyPath::root().then("origin").then("id");
    sink.report(
        Diagnostic::error(
            Code::SelfReference,
            Place::Value(article.head.file, path),
            message,
        )
        .help("name the report that came first as the origin of the others, and take its own out"),
    );
}
