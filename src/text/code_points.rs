//! Converts byte offsets to counts of code points, without counting from the beginning each time.
//!
//! In: a text and byte offsets in it. Out: counts. Lines and columns are left to `lines.rs`.

/// A sparse index of code points. A place near the end of a text costs no more than one near its
/// start.
#[derive(Debug)]
pub struct CodePoints {
    /// The number of code points before each block of [`BLOCK`] bytes, and in the whole text.
    before: Vec<usize>,
}

/// The size of a block, in bytes.
const BLOCK: usize = 1024;

impl CodePoints {
    /// Builds the index of `text`.
    pub fn new(text: &str) -> Self {
        let mut before = Vec::with_capacity(text.len() / BLOCK + 2);
        before.push(0);
        let mut sum = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            sum += count(block);
            before.push(sum);
        }
        Self { before }
    }

    /// The number of code points before byte `offset` of `text`, which must be the indexed text.
    pub fn before(&self, text: &str, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.before[block] + count(&text.as_bytes()[block * BLOCK..offset])
    }
}

/// The number of code points that begin in `bytes`. Every byte counts except UTF-8 continuation
/// bytes (`0b10xxxxxx`).
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, CodePoints};
    use proptest::prelude::*;

    proptest! {
        /// The index agrees with direct counting, wherever blocks end.
        #[test]
        fn numbers_are_what_counting_finds(before in 0..2 * BLOCK, piece in "[aä日]{1,6}", at in 0usize..4 * BLOCK) {
            let text = format!("{}{}", "a".repeat(before), piece.repeat(BLOCK / 4));
            let code_points = CodePoints::new(&text);
            for at in [crate::text::floor_char_boundary(&text, at), text.len()] {
                prop_assert_eq!(code_points.before(&text, at), text[..at].chars().count());
            }
        }
    }
}
