//! Reads captures: the texts of articles exactly as they were saved.
//!
//! In: a capture's file. Out: its SHA-256 and its text. Finding quotes in it is left to `verify/`.

use super::read::BYTE_ORDER_MARK;
use super::sources::Sources;
use crate::diag::Diagnostic;
use crate::text::{Digest, FileId};

/// The format of a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Plain,
    /// HTML, as a browser saves a page.
    Html,
    /// Markdown.
    Markdown,
}

impl Format {
    /// All formats, in the order in which imports look for an existing capture.
    pub const ALL: [Self; 3] = [Self::Plain, Self::Html, Self::Markdown];

    /// The stem of a file's name and the format that its extension stands for, ignoring case.
    /// `None` if captures cannot have that extension.
    pub fn of(name: &str) -> Option<(&str, Self)> {
        let (stem, extension) = name.rsplit_once('.')?;
        let format = match extension.to_ascii_lowercase().as_str() {
            "txt" => Self::Plain,
            "html" | "htm" => Self::Html,
            "md" | "markdown" => Self::Markdown,
            _ => return None,
        };
        Some((stem, format))
    }

    /// The extension of a capture in this format, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Plain => "txt",
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }
}

impl Sources {
    /// The SHA-256 of a capture's bytes, and its text without a byte-order mark.
    ///
    /// # Errors
    /// A diagnostic if the capture cannot be read, is not text, or is not UTF-8.
    pub fn capture(&self, id: FileId) -> Result<(Digest, String), Box<Diagnostic>> {
        let bytes = self.bytes(id)?;
        self.refuse_foreign(id, &bytes)?;
        let digest = Digest::of(&bytes);
        let mut text = self.utf8(bytes, id, |convert| {
            format!(
                "{convert}; or save the article again as UTF-8; then run `dossier lock`, because the capture has changed"
            )
        })?;
        if text.starts_with(BYTE_ORDER_MARK) {
            text.drain(..BYTE_ORDER_MARK.len());
        }
        Ok((digest, text))
    }
}
