//! A link as an author wrote it.

use crate::dossier::RecordKind;
use std::ops::Range;

/// A link as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawLink {
    /// How it was written.
    pub form: LinkForm,
    /// What it leads to: `claim:x`, an article's id, a path or an address.
    pub destination: String,
    /// Whether the author gave the text to show.
    pub labelled: bool,
    /// Bytes of the Markdown.
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
    /// Kind and id of the record that a wiki link or a citation names, as far as the link alone
    /// tells.
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
