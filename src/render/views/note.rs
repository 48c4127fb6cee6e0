//! Notes at the foot of a page: the articles that it cites.

use super::super::engine::Shared;
use super::super::writer::Writer;
use super::cited::Cited;
use crate::dossier::{Article, Key};
use serde::Serialize;

/// What a note tells of an article; its anchor is `source:NUMBER`.
#[derive(Debug, Serialize)]
struct Note<'a> {
    #[serde(flatten)]
    article: Cited<'a>,
    /// Where it stands.
    address: Option<&'a str>,
    /// Where a copy stands.
    archive: Option<&'a str>,
}

/// The notes of a page that has been written, in the order of the bibliography.
pub(super) fn notes(writer: &Writer<'_>) -> Vec<Shared> {
    writer.notes(|article| note(writer, article))
}

/// The note on one article.
pub(super) fn note(writer: &Writer<'_>, key: Key<Article>) -> Shared {
    let article = &writer.dossier.articles[key];
    Shared::new(&Note {
        article: writer.article(key),
        address: article.url.as_deref(),
        archive: article.archive.as_deref(),
    })
}
