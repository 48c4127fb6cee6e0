//! Splits plain text into paragraphs.
//!
//! In: a text as people save it. Out: the byte ranges of its paragraphs. Recognising headings or
//! lists is left to the caller.

use std::ops::Range;

/// The longest line in wrapped text, in code points. A longer line is an unwrapped paragraph.
const LONGEST_WRAPPED: usize = 120;

/// The paragraphs of a plain text, as byte ranges in order, without surrounding white space.
///
/// A blank line ends a paragraph. Any other line end does too, unless the text is wrapped there. It
/// is wrapped if the next line's first word would have made this line longer than the block's
/// longest line.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut block: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            end_block(text, &mut block, &mut found);
        } else {
            let from = start + (line.len() - line.trim_start().len());
            block.push(from..from + trimmed.len());
        }
        start += line.len();
    }
    end_block(text, &mut block, &mut found);
    found
}

fn end_block(text: &str, block: &mut Vec<Range<usize>>, found: &mut Vec<Range<usize>>) {
    let length = |line: &Range<usize>| text[line.clone()].chars().count();
    let width = block.iter().map(length).max().unwrap_or(0);
    let mut before: Option<Range<usize>> = None;
    for line in block.drain(..) {
        let word = text[line.clone()].split_whitespace().next();
        let word = word.map_or(0, |word| word.chars().count());
        let wrapped = width <= LONGEST_WRAPPED
            && before.is_some_and(|before| length(&before) + 1 + word > width);
        match found.last_mut() {
            Some(last) if wrapped => last.end = line.end,
            _ => found.push(line.clone()),
        }
        before = Some(line);
    }
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    fn of(text: &str) -> Vec<&str> {
        paragraphs(text)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn blank_lines_and_long_lines_end_paragraphs() {
        let long = "word ".repeat(40);
        let text = format!("Title\r\n\r\n{long}\n  {long}\n\n\n  End  ");
        assert_eq!(of(&text), ["Title", long.trim(), long.trim(), "End"]);
        assert!(of(" \n\n\t").is_empty());
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "The council met on Monday to\ndiscuss the bridge, which has\nbeen closed.\n\nBy Nobody\nThe council met, and then went home again";
        assert_eq!(
            of(text),
            [
                "The council met on Monday to\ndiscuss the bridge, which has\nbeen closed.",
                "By Nobody",
                "The council met, and then went home again"
            ]
        );
    }
}
