//! Reads the bytes and texts of source files, and reports files that cannot be read.
//!
//! In: a file's id. Out: bytes, text or a diagnostic. Opening files safely is left to `opened.rs`.

use super::encoding::{Converted, conversion, wide};
use super::opened::{LARGEST, NotRead, Opened};
use super::sources::{Sources, Unread};
use crate::diag::{Code, Diagnostic, Place};
use crate::text::{FileId, Span, is_bidi_control};

pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

impl Sources {
    /// The bytes of a file.
    ///
    /// # Errors
    /// A diagnostic if the file cannot be read.
    pub fn bytes(&self, id: FileId) -> Result<Vec<u8>, Box<Diagnostic>> {
        match self.file(id).built_in {
            Some(bytes) => Ok(bytes.to_vec()),
            None => {
                let read = self.open(id).and_then(Opened::read);
                read.map_err(|why| Box::new(why.told_at(Place::File(id))))
            }
        }
    }

    /// The text of a file, without a byte-order mark.
    ///
    /// # Errors
    /// A diagnostic if the file cannot be read, is not text, is not UTF-8, or contains a forbidden
    /// control character.
    pub fn text(&self, id: FileId) -> Result<String, Box<Diagnostic>> {
        let bytes = self.bytes(id)?;
        self.refuse_foreign(id, &bytes)?;
        let mut text = self.utf8(bytes, id, |convert| {
            format!("{convert}; or open it in an editor and save it with the encoding UTF-8")
        })?;
        if text.starts_with(BYTE_ORDER_MARK) {
            text.drain(..BYTE_ORDER_MARK.len());
        }
        if let Some(at) = control_character(&text) {
            let character = text[at..].chars().next().map_or(0, u32::from);
            let message = format!("this file contains the control character U+{character:04X}");
            return Err(Box::new(
                Diagnostic::error(Code::ControlCharacter, bytes_at(id, at), message)
                    .help("delete the character; the file may be damaged, or may not be text"),
            ));
        }
        if let Some((at, c)) = text.char_indices().find(|(_, c)| is_bidi_control(*c)) {
            let message = format!(
                "this file contains the control character U+{:04X}, which changes the direction of the text after it",
                u32::from(c)
            );
            let span = Span {
                file: id,
                bytes: at..at + c.len_utf8(),
            };
            return Err(Box::new(
                Diagnostic::error(Code::BidiControl, Place::Bytes(span), message)
                    .help("delete the character: it can make text look like something else"),
            ));
        }
        Ok(text)
    }

    /// Decodes the bytes of the file `id`. If they are not UTF-8, `help` makes the help text from
    /// the conversion advice.
    pub(super) fn utf8(
        &self,
        bytes: Vec<u8>,
        id: FileId,
        help: impl Fn(&str) -> String,
    ) -> Result<String, Box<Diagnostic>> {
        let fault = |bytes: &[u8], place, message| {
            let convert = conversion(bytes, &self.on_disk(id), Converted::InPlace);
            let fault = Diagnostic::error(Code::NotUtf8, place, message);
            Box::new(fault.help(help(&convert)))
        };
        if let Some(name) = wide(&bytes) {
            // Do not show a line of the file, because it would be unreadable.
            let place = Place::Path(self.path(id).to_owned());
            let message = format!("this file is {name}, not UTF-8");
            return Err(fault(&bytes, place, message));
        }
        String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[at];
            let message = format!("this file is not UTF-8: byte 0x{byte:02x} is invalid");
            fault(error.as_bytes(), bytes_at(id, at), message)
        })
    }

    /// The text of a file, for display around a fault. Invalid UTF-8 is replaced. `None` if the
    /// file cannot be read.
    pub fn read_lossy(&self, id: FileId) -> Option<String> {
        Some(lossy(self.bytes(id).ok()?))
    }

    /// The text of a file that nothing reads. `None` if it cannot be read or is larger than 1 MiB.
    pub fn read_unread(&self, file: &Unread) -> Option<String> {
        let opened = self.fence.open(&self.root, &file.path).ok()?;
        // A large file has another purpose.
        let small = opened.size() <= 1 << 20;
        small.then(|| opened.read().ok().map(lossy))?
    }
}

impl NotRead {
    /// The diagnostic for a file that was not read, reported at `place`.
    pub(super) fn told_at(self, place: Place) -> Diagnostic {
        let unreadable = |why: &str, help: &str| {
            let message = format!("cannot read this file: {why}");
            Diagnostic::error(Code::UnreadableFile, place.clone(), message).help(help)
        };
        let plain = "replace it with a plain file";
        match self {
            Self::Missing => unreadable(
                "it does not exist",
                "check that it exists and that you may read it",
            ),
            Self::Folder => unreadable("it is a folder", plain),
            Self::NotRegular => unreadable("it is not a regular file", plain),
            Self::Outside => link_outside(place),
            Self::TooLong(bytes) => {
                let message = format!(
                    "this file has {} MB, and the limit is {} MB",
                    bytes >> 20,
                    LARGEST >> 20
                );
                Diagnostic::error(Code::UnreadableFile, place, message)
                    .help("keep only its text, without embedded images and the like")
            }
            Self::Failed(failure) => read_failed(place, failure.reason()),
        }
    }
}

/// The diagnostic for a link that leads out of the project, reported at `place`.
pub(super) fn link_outside(place: Place) -> Diagnostic {
    let message = "this link leads out of the project";
    Diagnostic::error(Code::LinkOutside, place, message)
        .help("replace the link with the file itself: the linked file would be published, and is missing on other machines")
}

/// The diagnostic for a system failure while reading what is at `place`, or for a link to itself.
pub(super) fn read_failed(place: Place, reason: &std::io::Error) -> Diagnostic {
    if leads_to_itself(reason) {
        let message = "this link leads back to itself";
        return Diagnostic::error(Code::SymlinkLoop, place, message).help("remove the link");
    }
    let message = format!("this file or folder could not be read: {reason}");
    Diagnostic::error(Code::ReadFailed, place, message)
        .help("check that you may read it, and that the disk works; its content is unknown")
}

#[cfg(unix)]
fn leads_to_itself(reason: &std::io::Error) -> bool {
    reason.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
fn leads_to_itself(_reason: &std::io::Error) -> bool {
    false
}

/// The text of `bytes`, with a `?` for each byte that is not UTF-8. Offsets do not change, except
/// for a removed byte-order mark.
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

/// The byte offset of the first control character that neither HTML nor YAML allows. That is C0
/// except tab and line ends, DEL, and C1.
fn control_character(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    // No early exit, so that the compiler can vectorise the loop.
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
        // The first byte of U+0080 to U+009F.
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
