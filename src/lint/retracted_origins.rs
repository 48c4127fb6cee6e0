//! What an article retells may have been retracted.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Dossier, Slug};
use crate::text::KeyPath;
use std::collections::BTreeSet;

/// Warns of each article that goes back to a retracted report and is not retracted itself.
pub(super) fn check(dossier: &Dossier, sink: &mut Sink) {
    let retracted: BTreeSet<&Slug> = dossier
        .articles
        .records()
        .filter(|article| article.retracted.is_some())
        .map(|article| &article.head.id)
        .collect();
    for article in dossier.articles.records() {
        let Some(origin) = &article.origin else {
            continue;
        };
        let named = [&origin.id, &article.root];
        if article.retracted.is_none()
            && let Some(report) = named.into_iter().find(|report| retracted.contains(report))
        {
            let message = format!(
                "`{}` goes back to `{report}`, which was retracted",
                article.head.id
            );
            let path = KeyPath::root().then("origin").then("id");
            sink.report(
                Diagnostic::warning(Code::RetractedOrigin, Place::Value(article.head.file, path), message)
                    .help("what it retells still counts: mark it `retracted:` too if it falls with the report"),
            );
        }
    }
}
