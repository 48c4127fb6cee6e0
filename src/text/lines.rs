//! Converts byte offsets to lines and columns, and back.
//!
//! In: a text and places in it. Out: places in the other form. Which file a text belongs to is left
//! to [`super::Span`].

use super::CodePoints;

/// A place in a text, as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in code points, counted from 1.
    pub column: usize,
}

/// An index of the line starts of one text.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    code_points: CodePoints,
}

impl LineIndex {
    /// Builds the index of `text`. Lines end at a line feed.
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self {
            starts,
            code_points: CodePoints::new(text),
        }
    }

    /// The line and column of byte `offset` in `text`, which must be the indexed text.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = super::floor_char_boundary(text, offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let before = |at| self.code_points.before(text, at);
        Position {
            line,
            column: before(offset) - before(start) + 1,
        }
    }

    /// The byte offset of a position in `text`. A column past the end of the line gives the end of
    /// the line.
    pub fn offset(&self, text: &str, position: Position) -> usize {
        let Some(start) = self.starts.get(position.line.saturating_sub(1)) else {
            return text.len();
        };
        let line = text[*start..].split('\n').next().unwrap_or_default();
        let column = position.column.saturating_sub(1);
        let within = line
            .char_indices()
            .nth(column)
            .map_or(line.len(), |(at, _)| at);
        start + within
    }
}

#[cfg(test)]
mod tests {
    use super::{LineIndex, Position};

    #[test]
    fn columns_count_code_points() {
        let text = "ä b\nsecond";
        let lines = LineIndex::new(text);
        let b = text.find('b').expect("it is there");
        let at = lines.position(text, b);
        assert_eq!(at, Position { line: 1, column: 3 });
        assert_eq!(lines.offset(text, at), b);
        let at = lines.position(text, text.len());
        assert_eq!(at, Position { line: 2, column: 7 });
    }

    #[test]
    fn what_lies_outside_is_the_end() {
        let text = "one";
        let lines = LineIndex::new(text);
        assert_eq!(
            lines.offset(
                text,
                Position {
                    line: 1,
                    column: 99
                }
            ),
            3
        );
        assert_eq!(lines.offset(text, Position { line: 9, column: 1 }), 3);
        assert_eq!(lines.position(text, 99).column, 4);
    }
}
