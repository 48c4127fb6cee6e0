//! Replacement names for reports that readers must not know of.

use super::kept::Kept;
use crate::dossier::{Article, Slug, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Replacement ids for reports that the remaining articles are based on but the rest of the site
/// does not name. These are withheld articles, and reports that only withheld articles name as
/// their origin. They are numbered in the order that the remaining articles lead to them.
pub(super) fn report_names(
    articles: &Table<Article>,
    kept: &Kept<Article>,
) -> BTreeMap<Slug, Slug> {
    if kept.all {
        return BTreeMap::new();
    }
    let shown = || {
        let articles = articles.iter();
        articles.filter_map(|(key, article)| kept.get(key).map(|_| article))
    };
    let withheld: BTreeSet<&Slug> = articles
        .iter()
        .filter(|(key, _)| kept.get(*key).is_none())
        .map(|(_, article)| &article.head.id)
        .collect();
    let origins = || shown().filter_map(|article| article.origin.as_ref());
    let mut known: BTreeSet<&Slug> = shown().map(|article| &article.head.id).collect();
    known.extend(origins().map(|origin| &origin.id));
    known.retain(|id| !withheld.contains(id));
    let mut names = BTreeMap::new();
    let mut numbers = 1..;
    let met = shown().flat_map(|article| {
        let origin = article.origin.iter().map(|origin| &origin.id);
        origin.chain([&article.root])
    });
    for id in met {
        if known.contains(id) || names.contains_key(id) {
            continue;
        }
        let free = numbers
            .by_ref()
            .filter_map(|number| Slug::new(&format!("withheld-report-{number}")).ok())
            .find(|name| !known.contains(name));
        names.extend(free.map(|name| (id.clone(), name)));
    }
    names
}
