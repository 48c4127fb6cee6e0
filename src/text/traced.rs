//! A text made from another one, of which every place can be traced back.

use std::ops::Range;

/// A text, and where in its original each part of it stood.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Traced {
    text: String,
    /// A byte of the text and the byte of the original it stands for, wherever the distance between the two
    /// changes; in order.
    knots: Vec<(usize, usize)>,
}

impl Traced {
    /// An empty text with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            knots: Vec::new(),
        }
    }

    /// A text that is its own original.
    pub fn same(text: String) -> Self {
        Self {
            text,
            knots: Vec::new(),
        }
    }

    /// Adds `piece`, which stands in the original at the byte `original`, or takes the place of what stands there.
    pub fn push(&mut self, piece: &str, original: usize) {
        let at = self.text.len();
        if self.raw_origin(at) != original {
            self.knots.push((at, original));
        }
        self.text.push_str(piece);
    }

    /// Takes the last character away again, and returns it with its place in the original.
    pub fn pop(&mut self) -> Option<(char, usize)> {
        let last = self.text.pop()?;
        let at = self.text.len();
        let original = self.origin(at);
        while self.knots.last().is_some_and(|(knot, _)| *knot >= at) {
            self.knots.pop();
        }
        Some((last, original))
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that `range` of the text stands for.
    pub fn original(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.origin(range.start);
        start..self.origin(range.end).max(start)
    }

    /// Where the text at byte `at`, or a byte that would be added there, stands in the original.
    fn raw_origin(&self, at: usize) -> usize {
        let after = self.knots.partition_point(|(made, _)| *made <= at);
        match after.checked_sub(1).map(|knot| self.knots[knot]) {
            Some((made, original)) => original + (at - made),
            None => at,
        }
    }

    /// The same, and never past what comes next: a character may be shorter in the original.
    fn origin(&self, at: usize) -> usize {
        let after = self.knots.partition_point(|(made, _)| *made <= at);
        let next = self.knots.get(after).map_or(usize::MAX, |knot| knot.1);
        self.raw_origin(at).min(next)
    }
}

#[cfg(test)]
mod tests {
    use super::Traced;

    #[test]
    fn ranges_lead_back() {
        let original = "a  ’b’ c";
        let mut made = Traced::default();
        made.push("a", 0);
        made.push(" ", 1);
        made.push("'", 3);
        made.push("b", 6);
        made.push("'", 7);
        made.push(" c", 10);
        assert_eq!(made.text(), "a 'b' c");
        let back = |range| &original[made.original(&range)];
        assert_eq!(back(3..4), "b");
        assert_eq!(back(2..5), "’b’");
        assert_eq!(back(0..2), "a  ");
        assert_eq!(back(0..7), original);
    }
}
