//! Tracks where each part of a derived text came from.
//!
//! In: pieces of text, each with its range in the original. Out: the text, and a way back for each
//! range. Deriving texts is left to `normal.rs` and others.

use std::ops::Range;

/// A text, with the range of the original for each of its parts.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Traced {
    text: String,
    /// The parts in order. Empty if the text is its own original.
    parts: Vec<Part>,
}

/// A part of the text, and its range in the original. If both have the same length, they correspond
/// byte for byte. Otherwise they correspond only as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    made: usize,
    length: usize,
    original: Range<usize>,
}

impl Part {
    fn is_same(&self) -> bool {
        self.length == self.original.len()
    }
}

impl Traced {
    /// An empty text with room for `bytes` bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            parts: Vec::new(),
        }
    }

    /// A text that is its own original.
    pub fn same(text: String) -> Self {
        Self {
            text,
            parts: Vec::new(),
        }
    }

    /// Appends `piece`, which came from the range `original`.
    pub fn push(&mut self, piece: &str, original: Range<usize>) {
        let part = Part {
            made: self.text.len(),
            length: piece.len(),
            original,
        };
        self.text.push_str(piece);
        match self.parts.last_mut() {
            Some(last)
                if last.is_same() && part.is_same() && last.original.end == part.original.start =>
            {
                last.length += part.length;
                last.original.end = part.original.end;
            }
            _ => self.parts.push(part),
        }
    }

    /// Removes the last character. Returns it with its range in the original.
    pub fn pop(&mut self) -> Option<(char, Range<usize>)> {
        let last = self.text.chars().next_back()?;
        let at = self.text.len() - last.len_utf8();
        let original = self.original(&(at..self.text.len()));
        self.text.truncate(at);
        while self.parts.last().is_some_and(|part| part.made >= at) {
            self.parts.pop();
        }
        if let Some(part) = self.parts.last_mut() {
            let gone = part.made + part.length - at;
            part.length -= gone;
            if part.original.len() >= gone {
                part.original.end -= gone;
            }
        }
        Some((last, original))
    }

    /// The derived text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The range of the original that `range` of the text came from.
    pub fn original(&self, range: &Range<usize>) -> Range<usize> {
        let part_at = |at: usize| {
            let after = self.parts.partition_point(|part| part.made <= at);
            after.checked_sub(1).map(|part| &self.parts[part])
        };
        let start = match part_at(range.start) {
            Some(part) if part.is_same() => part.original.start + (range.start - part.made),
            Some(part) => part.original.start,
            None => range.start,
        };
        let end = match part_at(range.end.saturating_sub(1)) {
            Some(part) if part.is_same() => part.original.start + (range.end - part.made),
            Some(part) => part.original.end,
            None => range.end,
        };
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::Traced;

    #[test]
    fn ranges_lead_back() {
        let original = "a  ’b’ c";
        let mut made = Traced::default();
        made.push("a", 0..1);
        made.push(" ", 1..3);
        made.push("'", 3..6);
        made.push("b", 6..7);
        made.push("'", 7..10);
        made.push(" c", 10..12);
        assert_eq!(made.text(), "a 'b' c");
        let back = |range| &original[made.original(&range)];
        assert_eq!(back(3..4), "b");
        assert_eq!(back(2..5), "’b’");
        assert_eq!(back(0..2), "a  ");
        assert_eq!(back(5..6), " ");
        assert_eq!(back(0..7), original);
    }
}
