//! Bytes and texts of files.

use super::Sources;
use crate::diag::{Code, Diagnostic, Place};
use crate::text::{FileId, Span};

const BYTE_ORDER_MARK: &str = "\u{feff}";

impl Sources {
    /// A file's bytes.
    ///
    /// # Errors
    /// A diagnostic where the file cannot be read.
    pub fn bytes(&self, id: FileId) -> Result<Vec<u8>, Box<Diagnostic>> {
        std::fs::read(self.on_disk(id)).map_err(|error| {
            let message = format!("cannot read this file: {error}");
            Box::new(
                Diagnostic::error(Code::UnreadableFile, Place::File(id), message)
                    .help("check that it is there and that you may read it"),
            )
        })
    }

    /// A file's text, without a byte-order mark.
    ///
    /// # Errors
    /// A diagnostic where the file cannot be read, is not UTF-8, or holds a NUL.
    pub fn text(&self, id: FileId) -> Result<String, Box<Diagnostic>> {
        let bytes = self.bytes(id)?;
        let mut text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[at];
            let message = format!("this file is not UTF-8: byte 0x{byte:02x} fits no character");
            Box::new(
                Diagnostic::error(Code::NotUtf8, bytes_at(id, at), message)
                    .help("save the file as UTF-8; editors offer this under “encoding”"),
            )
        })?;
        if text.starts_with(BYTE_ORDER_MARK) {
            text.drain(..BYTE_ORDER_MARK.len());
        }
        if let Some(at) = text.find('\0') {
            let message = "this file holds a NUL character";
            return Err(Box::new(
                Diagnostic::error(Code::NulCharacter, bytes_at(id, at), message)
                    .help("delete the character; the file may be damaged, or not be text"),
            ));
        }
        Ok(text)
    }

    /// A file's text for showing a fault in it: what is not UTF-8 is replaced. `None` where it
    /// cannot be read.
    pub fn read_lossy(&self, id: FileId) -> Option<String> {
        let bytes = std::fs::read(self.on_disk(id)).ok()?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                // One replacement byte per wrong byte keeps the offsets.
                let mut bytes = error.into_bytes();
                while let Err(error) = std::str::from_utf8(&bytes) {
                    let at = error.valid_up_to();
                    bytes[at] = b'?';
                }
                String::from_utf8_lossy(&bytes).into_owned()
            }
        };
        Some(match text.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) => rest.to_owned(),
            None => text,
        })
    }
}

fn bytes_at(file: FileId, at: usize) -> Place {
    Place::Bytes(Span {
        file,
        bytes: at..at + 1,
    })
}
