//! Two names for one report would make two independent sources of it.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Dossier, Slug};
use crate::text::{FileId, KeyPath, nearest};
use std::collections::{BTreeMap, BTreeSet};

/// Warns of an origin that only one article names and whose id is nearly that of another one. A slip
/// leaves an id near its place in the alphabet, so only neighbours are compared.
pub(super) fn check(dossier: &Dossier, sink: &mut Sink) {
    const NEIGHBOURS: usize = 5;
    let origins = origins(dossier);
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

/// The reports that articles go back to in the end, each with the files of the articles that name an
/// origin.
fn origins(dossier: &Dossier) -> BTreeMap<&Slug, Vec<FileId>> {
    let mut origins: BTreeMap<&Slug, Vec<FileId>> = BTreeMap::new();
    let articles = dossier.articles.records();
    for article in articles.filter(|article| article.origin.is_some()) {
        let files = origins.entry(&article.root).or_default();
        files.push(article.head.file);
    }
    origins
}
