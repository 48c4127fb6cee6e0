//! The readable texts of articles, kept for rules that compare them.
//!
//! In: the texts that were read to look quotes up. Out: these and the texts of other articles, each
//! read from disk once.

use super::captures::{AllCaptures, captures};
use super::readable::Readable;
use crate::diag::Sink;
use crate::dossier::{Article, BodyKind, Dossier, Key};
use crate::source::{Format, Sources};
use crate::text::FileId;
use std::sync::{Arc, OnceLock};

/// The texts of articles, by row. Each is read when first needed.
#[derive(Debug)]
pub struct Texts {
    captures: Vec<OnceLock<Option<Arc<Readable>>>>,
}

/// Where the text of an article is.
#[derive(Debug, Clone, Copy)]
pub enum TextSource {
    /// In the article's capture.
    Capture(FileId, Format),
    /// In the article's body, which is published.
    Body(FileId),
}

impl Texts {
    /// An empty store for the articles of `dossier`.
    pub fn new(dossier: &Dossier) -> Self {
        let articles = dossier.articles.keys();
        Self {
            captures: articles.map(|_| OnceLock::new()).collect(),
        }
    }

    /// Keeps the text of an article's capture.
    pub(super) fn keep(&self, article: Key<Article>, text: &Arc<Readable>) {
        // Nothing else reads this capture at the same time, so the value is still unset.
        let _ = self.captures[article.row()].set(Some(Arc::clone(text)));
    }

    /// Where to find the text of each article, by row, if it has one. Problems with captures have
    /// already been reported with the quotes.
    pub fn sources(dossier: &Dossier, sources: &Sources) -> Vec<Option<TextSource>> {
        let AllCaptures { captures, .. } = captures(dossier, sources, &mut Sink::new());
        let articles = dossier.articles.iter();
        let source = articles.map(|(key, article)| match captures.get(&key) {
            Some((file, format)) => Some(TextSource::Capture(*file, *format)),
            None if article.body_kind == BodyKind::Full => {
                Some(TextSource::Body(article.head.file))
            }
            None => None,
        });
        source.collect()
    }

    /// The text of an article. `None` if it cannot be read.
    pub fn of(
        &self,
        article: Key<Article>,
        at: TextSource,
        dossier: &Dossier,
        sources: &Sources,
    ) -> Option<Arc<Readable>> {
        let text = self.captures[article.row()].get_or_init(|| {
            Some(Arc::new(match at {
                TextSource::Capture(file, format) => {
                    let (_, text) = sources.capture(file).ok()?;
                    Readable::capture(text, format)
                }
                TextSource::Body(_) => Readable::body(&dossier.articles[article].body.words()),
            }))
        });
        text.clone()
    }
}
