//! Two articles that go back to one report are not independent of each other.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::Dossier;
use crate::text::{KeyPath, Step};

/// Reports each entry of `independent_of` that contradicts the origins.
pub(super) fn check(dossier: &Dossier, sink: &mut Sink) {
    for article in dossier.articles.records() {
        for (at, other) in article.independent_of.iter().enumerate() {
            let named = &dossier.articles[other.article];
            if named.head.id != article.head.id && named.root == article.root {
                let path = KeyPath::root()
                    .then("independent_of")
                    .then(Step::Item(at))
                    .then("article");
                let message = format!(
                    "`{}` and `{}` both go back to `{}`",
                    article.head.id, named.head.id, article.root
                );
                sink.report(
                    Diagnostic::error(
                        Code::NotIndependent,
                        Place::Value(article.head.file, path),
                        message,
                    )
                    .help("take this entry out, or the origin of one of the two"),
                );
            }
        }
    }
}
