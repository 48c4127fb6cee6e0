//! The texts of articles as they read, kept for those who compare them.
//!
//! In: the texts that were read while quotes were looked up. Out: these, and those of other articles,
//! each read from the disk once.

use super::captures::{AllCaptures, captures};
use super::readable::Readable;
use crate::diag::Sink;
use crate::dossier::{Article, BodyKind, Dossier, Key};
use crate::source::{Format, Sources};
use crate::text::FileId;
use std::sync::{Arc, OnceLock};

/// The texts of articles, by their rows.
#[derive(Debug)]
pub struct Texts {
    captures: Vec<OnceLock<Option<Arc<Readable>>>>,
}

/// Where the text of an article is.
#[derive(Debug, Clone, Copy)]
pub enum TextSource {
    /// In its capture.
    Capture(FileId, Format),
    /// In its body, which is published.
    Body(FileId),
}

impl Texts {
    /// No texts yet.
    pub fn new(dossier: &Dossier) -> Self {
        let articles = dossier.articles.keys();
        Self {
            captures: articles.map(|_| OnceLock::new()).collect(),
        }
    }

    /// Keeps what an article's capture says.
    pub(super) fn keep(&self, article: Key<Article>, text: &Arc<Readable>) {
        // Nobody else reads the capture of this article at the same time.
        let _ = self.captures[article.row()].set(Some(Arc::clone(text)));
    }

    /// Where the texts of the articles are, by their rows. Faults of captures have been reported
    /// where quotes were looked up.
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
