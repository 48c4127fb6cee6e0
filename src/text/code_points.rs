//! Byte offsets to numbers of code points, without counting from the beginning each time.

/// How many code points of a text begin before each block of bytes, so that a place near its end costs no more than one near its beginning.
#[derive(Debug)]
pub struct CodePoints {
    /// Before each block of [`BLOCK`] bytes, and at the end.
    before: Vec<usize>,
}

/// Bytes.
const BLOCK: usize = 1024;

impl CodePoints {
    /// Counts those of `text`.
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

    /// How many begin before byte `offset` of `text`, the text that was counted.
    pub fn before(&self, text: &str, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.before[block] + count(&text.as_bytes()[block * BLOCK..offset])
    }
}

/// How many code points begin in `bytes`, a piece of a text: all bytes except continuation bytes (`0b10xxxxxx`).
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, CodePoints};
    use proptest::prelude::*;

    proptest! {
        /// Wherever blocks end, the number is what counting finds.
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
