//! Bytes and texts of files.

use super::{Sources, Unread};
use crate::diag::{Code, Diagnostic, Place};
use crate::text::{FileId, Span, is_bidi_control};
use std::io::ErrorKind;

pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

impl Sources {
    /// A file's bytes.
    ///
    /// # Errors
    /// A diagnostic where the file cannot be read.
    pub fn bytes(&self, id: FileId) -> Result<Vec<u8>, Box<Diagnostic>> {
        let unreadable = |why: &dyn std::fmt::Display| {
            let message = format!("cannot read this file: {why}");
            Box::new(
                Diagnostic::error(Code::UnreadableFile, Place::File(id), message)
                    .help("check that it is there and that you may read it"),
            )
        };
        if let Some(bytes) = self.file(id).built_in {
            return Ok(bytes.to_vec());
        }
        let path = self.on_disk(id);
        // Reading a pipe would wait for ever. The walk lets no other file through that is not regular.
        if id == self.config() {
            let facts = std::fs::metadata(&path).map_err(|error| match error.kind() {
                ErrorKind::NotFound => unreadable(&"it is not there"),
                _ => unreadable(&error),
            })?;
            if !facts.is_file() {
                return Err(unreadable(&"it is no regular file"));
            }
        }
        std::fs::read(path).map_err(|error| unreadable(&error))
    }

    /// A file's text, without a byte-order mark.
    ///
    /// # Errors
    /// A diagnostic where the file cannot be read, is no text or not UTF-8, or holds a character that has no place in a text.
    pub fn text(&self, id: FileId) -> Result<String, Box<Diagnostic>> {
        let bytes = self.bytes(id)?;
        self.refuse_foreign(id, &bytes)?;
        let mut text = utf8(
            bytes,
            id,
            "save the file as UTF-8, which editors offer as its encoding",
        )?;
        if text.starts_with(BYTE_ORDER_MARK) {
            text.drain(..BYTE_ORDER_MARK.len());
        }
        if let Some(at) = control_character(&text) {
            let character = text[at..].chars().next().map_or(0, u32::from);
            let message = format!("this file holds the control character U+{character:04X}");
            return Err(Box::new(
                Diagnostic::error(Code::ControlCharacter, bytes_at(id, at), message)
                    .help("delete the character; the file may be damaged, or not be text"),
            ));
        }
        if let Some((at, c)) = text.char_indices().find(|(_, c)| is_bidi_control(*c)) {
            let message = format!(
                "this file holds the control character U+{:04X}, which changes the direction of what follows",
                u32::from(c)
            );
            let span = Span {
                file: id,
                bytes: at..at + c.len_utf8(),
            };
            return Err(Box::new(
                Diagnostic::error(Code::BidiControl, Place::Bytes(span), message)
                    .help("delete the character: it can make a text look as what it is not"),
            ));
        }
        Ok(text)
    }

    /// A file's text for showing a fault in it: what is not UTF-8 is replaced. `None` where it
    /// cannot be read.
    pub fn read_lossy(&self, id: FileId) -> Option<String> {
        Some(lossy(self.bytes(id).ok()?))
    }

    /// The text of a file that nothing reads, as far as it is one.
    pub fn read_unread(&self, file: &Unread) -> Option<String> {
        let path = self.root.join(&file.path);
        // Whatever it is, it was put there for another use.
        let small = std::fs::metadata(&path).is_ok_and(|facts| facts.len() <= 1 << 20);
        small.then(|| std::fs::read(path).ok().map(lossy))?
    }
}

/// The text of `bytes`; what is not UTF-8 is replaced, byte for byte, which keeps the offsets.
fn lossy(bytes: Vec<u8>) -> String {
    let mut text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let bytes = error.as_bytes();
            let mut text = String::with_capacity(bytes.len());
            for chunk in bytes.utf8_chunks() {
                text.push_str(chunk.valid());
                text.extend(chunk.invalid().iter().map(|_| '?'));
            }
            text
        }
    };
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len());
    }
    text
}

/// The bytes of the file `id` as text; `help` is the mend where they are none.
pub(super) fn utf8(bytes: Vec<u8>, id: FileId, help: &str) -> Result<String, Box<Diagnostic>> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let byte = error.as_bytes()[at];
        let message = match error.as_bytes() {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
                "this file is UTF-16, and only UTF-8 is read".into()
            }
            _ => format!("this file is not UTF-8: byte 0x{byte:02x} fits no character"),
        };
        Box::new(Diagnostic::error(Code::NotUtf8, bytes_at(id, at), message).help(help))
    })
}

/// The first character that neither HTML nor YAML has a use for: C0 but for tab and line ends, and C1.
fn control_character(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    // Without an early end, so that it is done many bytes at a time.
    let suspicious = |byte: &u8| {
        (*byte < 0x20) & (*byte != b'\t') & (*byte != b'\n') & (*byte != b'\r')
            | (*byte == 0x7f)
            | (*byte == 0xc2)
    };
    if !bytes.iter().fold(false, |any, byte| any | suspicious(byte)) {
        return None;
    }
    let wrong = |at: usize| match bytes[at] {
        b'\t' | b'\n' | b'\r' => false,
        0..0x20 | 0x7f => true,
        // U+0080 to U+009F.
        0xc2 => bytes.get(at + 1).is_some_and(|next| *next < 0xa0),
        _ => false,
    };
    (0..bytes.len()).find(|at| wrong(*at))
}

fn bytes_at(file: FileId, at: usize) -> Place {
    Place::Bytes(Span {
        file,
        bytes: at..at + 1,
    })
}
