//! Defines places in texts (files, byte spans, lines and columns), and basic operations on texts.
//!
//! In: texts. Out: places, digests, and texts normalised, quoted or escaped. This is a foundation:
//! every stage may use it, and it depends on no stage. Reading files is left to `source/`.

mod code_points;
mod digest;
mod key_path;
mod lines;
mod listed;
mod names;
mod normal;
mod paragraphs;
mod shell;
mod traced;
mod visible;

pub use code_points::CodePoints;
pub use digest::Digest;
pub use key_path::{KeyPath, Step};
pub use lines::{LineIndex, Position};
pub use listed::listed;
pub use names::{Names, nearest};
pub use normal::{is_bidi_control, normalise};
pub use paragraphs::paragraphs;
pub use shell::shell_word;
pub use traced::Traced;
pub use visible::{is_shown, visible};

use std::ops::Range;

/// The number of a file of the project, which `source/` gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    /// The id for a file's number. A file keeps its number as long as the program runs.
    pub fn new(number: usize) -> Self {
        Self(u32::try_from(number).expect("a project has fewer than 2^32 files"))
    }

    /// The number, for use as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A range of bytes in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The file that the bytes are in.
    pub file: FileId,
    /// The bytes: the first one included, and the first one after.
    pub bytes: Range<usize>,
}

/// The largest character boundary of `text` at or before `at`.
pub fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
