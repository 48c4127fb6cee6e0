//! Recognises files that are not text, like a picture or a PDF with the name of a text.
//!
//! In: a file's bytes. Out: what the file seems to be, and advice. A few dozen types that people
//! save, download and rename are enough. UTF-16 texts are left to `encoding.rs`.

use super::encoding::wide;
use super::role::Role;
use super::sources::Sources;
use crate::diag::{Code, Diagnostic, Place};
use crate::text::FileId;

/// The class of a file that is not text. It determines the advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Pictures, sounds, films and fonts, which belong beside the texts.
    Medium,
    /// Documents with words that can be saved as text.
    Document,
    /// Archives and compressed files.
    Packed,
    /// Anything else.
    Unknown,
}

/// The apparent type of a file that is not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Foreign {
    /// The type with its article, like `a PNG picture`. Empty if the bytes show only that it is not
    /// text.
    what: &'static str,
    sort: Sort,
}

/// The number of bytes before a mark, the mark, and the type it shows. No text begins like this.
const BY_BYTES: &[(usize, &[u8], &str, Sort)] = &[
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image", Sort::Medium),
    (0, b"\xff\xd8\xff", "a JPEG image", Sort::Medium),
    (0, b"II*\0", "a TIFF image", Sort::Medium),
    (0, b"MM\0*", "a TIFF image", Sort::Medium),
    (0, b"\0\0\x01\0", "an icon", Sort::Medium),
    (0, b"\x1a\x45\xdf\xa3", "a video", Sort::Medium),
    (0, b"\0\x01\0\0\0", "a font", Sort::Medium),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an older Word, Excel or PowerPoint document",
        Sort::Document,
    ),
    (0, b"\x1f\x8b\x08", "a compressed file (gzip)", Sort::Packed),
    (
        0,
        b"7z\xbc\xaf\x27\x1c",
        "a compressed file (7z)",
        Sort::Packed,
    ),
    (0, b"\xfd7zXZ\0", "a compressed file (xz)", Sort::Packed),
    (
        0,
        b"\x28\xb5\x2f\xfd",
        "a compressed file (zstd)",
        Sort::Packed,
    ),
    (0, b"Rar!\x1a\x07", "a compressed file (RAR)", Sort::Packed),
    (
        0,
        b"SQLite format 3\0",
        "a database (SQLite)",
        Sort::Unknown,
    ),
    (0, b"\x7fELF", "a program", Sort::Unknown),
    // These are letters, but no text begins with them either.
    (0, b"%PDF-", "a PDF", Sort::Document),
    (0, b"{\\rtf1", "a rich text document (RTF)", Sort::Document),
];

/// Like [`BY_BYTES`], but a text may begin with these letters. They count only if the file also has
/// bytes that no text has.
const BY_LETTERS: &[(usize, &[u8], &str, Sort)] = &[
    (0, b"GIF8", "a GIF image", Sort::Medium),
    (8, b"WEBP", "a WebP image", Sort::Medium),
    (8, b"WAVE", "an audio file (WAV)", Sort::Medium),
    (8, b"AVI ", "a video (AVI)", Sort::Medium),
    (4, b"ftypavif", "an AVIF image", Sort::Medium),
    (4, b"ftyphei", "a HEIC image", Sort::Medium),
    (4, b"ftypmif1", "a HEIC image", Sort::Medium),
    (4, b"ftypM4A", "an audio file (M4A)", Sort::Medium),
    (4, b"ftyp", "a video (MP4)", Sort::Medium),
    (0, b"BM", "a BMP image", Sort::Medium),
    (0, b"8BPS", "a Photoshop image", Sort::Medium),
    (0, b"ID3", "an audio file (MP3)", Sort::Medium),
    (0, b"OggS", "an audio file (Ogg)", Sort::Medium),
    (0, b"fLaC", "an audio file (FLAC)", Sort::Medium),
    (0, b"wOFF", "a font", Sort::Medium),
    (0, b"wOF2", "a font", Sort::Medium),
    (0, b"OTTO", "a font", Sort::Medium),
    (0, b"bplist00", "a Safari web archive", Sort::Document),
    (0, b"BZh", "a compressed file (bzip2)", Sort::Packed),
    (0, b"MZ", "a program", Sort::Unknown),
];

/// Names inside ZIP archives that are documents, and the type each one shows.
const IN_ZIP: &[(&[u8], &str)] = &[
    (b"word/document.xml", "a Word document"),
    (b"xl/workbook.xml", "an Excel workbook"),
    (b"ppt/presentation.xml", "a PowerPoint presentation"),
    (
        b"application/vnd.oasis.opendocument.text",
        "an OpenDocument text",
    ),
    (
        b"application/vnd.oasis.opendocument",
        "an OpenDocument file",
    ),
    (b"application/epub+zip", "an EPUB book"),
];

/// The number of bytes at the start that are searched for bytes that no text has.
const HEAD: usize = 1024;

impl Foreign {
    /// The apparent type of `bytes`, or `None` if they may be text.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let begins = |(at, mark, ..): &&(usize, &[u8], &str, Sort)| {
            bytes
                .get(*at..)
                .is_some_and(|bytes| bytes.starts_with(mark))
        };
        let as_told =
            |(_, _, what, sort): &(usize, &[u8], &'static str, Sort)| Self { what, sort: *sort };
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Some(Self::zip(bytes));
        }
        if let Some(known) = BY_BYTES.iter().find(begins) {
            return Some(as_told(known));
        }
        let head = &bytes[..bytes.len().min(HEAD)];
        if !head.iter().any(|byte| is_of_no_text(*byte)) {
            return None;
        }
        if let Some(known) = BY_LETTERS.iter().find(begins) {
            return Some(as_told(known));
        }
        // UTF-16 and a stray NUL are reported elsewhere, with a command and a place.
        let is_text = wide(bytes).is_some() || std::str::from_utf8(bytes).is_ok();
        (head.contains(&0) && !is_text).then_some(Self {
            what: "",
            sort: Sort::Unknown,
        })
    }

    fn zip(bytes: &[u8]) -> Self {
        // An archive has each name before the file's content, and all names again at its end.
        let ends = [
            &bytes[..bytes.len().min(64 << 10)],
            &bytes[bytes.len().saturating_sub(64 << 10)..],
        ];
        let holds = |name: &[u8]| {
            ends.iter()
                .any(|part| part.windows(name.len()).any(|window| window == name))
        };
        match IN_ZIP.iter().find(|(name, _)| holds(name)) {
            Some((_, what)) => Self {
                what,
                sort: Sort::Document,
            },
            None => Self {
                what: "a compressed file (ZIP)",
                sort: Sort::Packed,
            },
        }
    }

    /// The fault as messages describe it: `not text: it seems to be a PNG picture`.
    pub fn told(self) -> String {
        match self.what {
            "" => "not text: it contains bytes that never occur in text".into(),
            what => format!("not text: it seems to be {what}"),
        }
    }

    /// Advice for a file that should hold the text of an article.
    pub fn help_for_article(self) -> &'static str {
        match self.sort {
            Sort::Document => {
                "save the article as plain text in UTF-8: export or copy it from the program that shows it, or use `pdftotext` for a PDF"
            }
            Sort::Packed => "unpack it, and use the text inside",
            Sort::Medium | Sort::Unknown => {
                "save the article as plain text in UTF-8, or the page as `.html`"
            }
        }
    }

    fn help(self, role: Role) -> &'static str {
        match (role, self.sort) {
            (Role::Capture, _) => self.help_for_article(),
            (Role::Article | Role::Topic | Role::Home | Role::Annotations, Sort::Medium) => {
                "move it into `content/static/`, with the right extension, such as `map.png`"
            }
            (Role::Article, Sort::Document) => {
                "save its text as a `.txt` file in UTF-8, and create the article from that with `dossier import`"
            }
            (Role::Topic | Role::Home, Sort::Document) => {
                "move it elsewhere, and save its text here in UTF-8"
            }
            (Role::Template | Role::ThemeTemplate, Sort::Medium) => {
                "move it into the folder `static/` beside `templates/`, which is for images and fonts"
            }
            (Role::Lock, _) => {
                "restore the last committed `evidence.lock`, or run `dossier lock` if you have the captures"
            }
            _ => "move it elsewhere, and restore the text that belongs here",
        }
    }
}

impl Sources {
    /// Rejects a file that is not text.
    ///
    /// # Errors
    /// A diagnostic with the apparent type of `bytes`, the content of the file `id`.
    pub(super) fn refuse_foreign(&self, id: FileId, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
        let Some(foreign) = Foreign::of(bytes) else {
            return Ok(());
        };
        // Do not show a line of the file, because it would be unreadable.
        let place = Place::Path(self.path(id).to_owned());
        let message = format!("this file is {}", foreign.told());
        let help = foreign.help(self.file(id).role);
        let fault = Diagnostic::error(Code::NotText, place, message);
        Err(Box::new(fault.help(help)))
    }
}

/// Whether a text cannot contain this byte. That is any control character except tab, line end,
/// form feed and escape.
fn is_of_no_text(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)
}

#[cfg(test)]
mod tests {
    use super::{BY_BYTES, BY_LETTERS, Foreign};
    use proptest::prelude::*;

    fn seems(bytes: &[u8]) -> Option<String> {
        Foreign::of(bytes).map(Foreign::told)
    }

    #[test]
    fn a_document_is_known_among_archives() {
        let zip = |name: &str| format!("PK\u{3}\u{4}..{name}..").into_bytes();
        for (name, what) in [
            (
                "word/document.xml",
                "not text: it seems to be a Word document",
            ),
            ("a.txt", "not text: it seems to be a compressed file (ZIP)"),
            (
                "mimetypeapplication/vnd.oasis.opendocument.text",
                "not text: it seems to be an OpenDocument text",
            ),
        ] {
            assert_eq!(seems(&zip(name)).as_deref(), Some(what));
        }
    }

    proptest! {
        /// Text is never rejected, even if it begins with one of the marks.
        #[test]
        fn no_text_is_refused(mark in 0..BY_LETTERS.len(), before in "[ -~]{0,9}", text in "[ -~\\n\\tä–日]{0,80}") {
            let (at, mark, ..) = BY_LETTERS[mark];
            let before: String = before.chars().chain(" ".repeat(at).chars()).take(at).collect();
            let text = format!("{before}{}{text}", String::from_utf8_lossy(mark));
            prop_assume!(!text.starts_with("%PDF-") && !text.starts_with("{\\rtf1"));
            prop_assert_eq!(seems(text.as_bytes()), None);
            let latin: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
            prop_assert_eq!(seems(&latin), None);
        }

        /// Each mark is recognised, regardless of the bytes after it.
        #[test]
        fn each_mark_is_known(rest in proptest::collection::vec(any::<u8>(), 20..40)) {
            for (at, mark, what, _) in BY_BYTES.iter().chain(BY_LETTERS) {
                let bytes = [&vec![b'?'; *at][..], mark, &[0, 1], &rest].concat();
                let told = seems(&bytes).unwrap_or_default();
                prop_assert!(told.contains(what) || told.contains("a video") || told.contains("a font"), "{what}: {told}");
            }
        }
    }
}
