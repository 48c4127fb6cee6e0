//! Captures: an article's text as it was saved, byte for byte.

use super::Sources;
use super::read::{BYTE_ORDER_MARK, utf8};
use crate::diag::{Code, Diagnostic, Place};
use crate::text::{Digest, FileId};

/// Bytes. The text of a long book has fewer.
pub(super) const LARGEST: u64 = 32 << 20;

/// What a capture is saved as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Plain,
    /// HTML.
    Html,
    /// Markdown.
    Markdown,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Plain, Self::Html, Self::Markdown];

    /// The stem of a file's name, and the format that its end tells; case does not count. `None` where it is none that
    /// is read.
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

    /// The end of a capture's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Plain => "txt",
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }
}

impl Sources {
    /// The SHA-256 of a capture's bytes, and their text without a byte-order mark.
    ///
    /// # Errors
    /// A diagnostic where the capture cannot be read, is larger than an article can be, is no text or not UTF-8.
    pub fn capture(&self, id: FileId) -> Result<(Digest, String), Box<Diagnostic>> {
        let size = std::fs::metadata(self.on_disk(id)).map_or(0, |facts| facts.len());
        if size > LARGEST {
            let message = format!(
                "this capture has {} MB, and one may have {}",
                size >> 20,
                LARGEST >> 20
            );
            return Err(Box::new(
                Diagnostic::error(
                    Code::UnreadableFile,
                    Place::Path(self.path(id).to_owned()),
                    message,
                )
                .help("save the text of the article alone, without pictures and the like"),
            ));
        }
        let bytes = self.bytes(id)?;
        self.refuse_foreign(id, &bytes)?;
        let digest = Digest::of(&bytes);
        let help = "save the article again as UTF-8, and run `dossier lock`: the capture is another one then";
        let mut text = utf8(bytes, id, help)?;
        if text.starts_with(BYTE_ORDER_MARK) {
            text.drain(..BYTE_ORDER_MARK.len());
        }
        Ok((digest, text))
    }
}
