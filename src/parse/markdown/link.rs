//! A link as an author wrote it.

use crate::dossier::RecordKind;
use std::ops::Range;

/// A link as written, not yet resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawLink {
    /// How it was written.
    pub form: LinkForm,
    /// Where it leads: `claim:x`, an article's id, a path or an address.
    pub destination: String,
    /// Whether the author gave the link its own text.
    pub labelled: bool,
    /// Its bytes in the Markdown.
    pub range: Range<usize>,
}

/// How a link was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkForm {
    /// `[[kind:id]]`
    Wiki,
    /// `[@article]`
    Citation,
    /// `[text](destination)` and the like.
    Markdown,
    /// `![alt](destination)`
    Image,
}

impl RawLink {
    /// The kind and id of the record that a wiki link or citation names, judging by the link alone.
    pub fn record(&self) -> Option<(RecordKind, &str)> {
        match self.form {
            LinkForm::Citation => Some((RecordKind::Article, &self.destination)),
            LinkForm::Wiki => {
                let (kind, rest) = self.destination.split_once(':')?;
                let id = rest.split('#').next().unwrap_or_default();
                Some((RecordKind::from_word(kind)?, id))
            }
            LinkForm::Markdown | LinkForm::Image => None,
        }
    }
}
