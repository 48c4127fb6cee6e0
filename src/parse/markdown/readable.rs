//! The readable text of Markdown, with the place of each part, to look up words in a file as it was
//! saved.

use crate::text::Traced;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The readable text in `range` of `source`. Places are bytes of `source`. Blocks end with a blank
/// line.
pub fn readable(source: &str, range: Range<usize>) -> Traced {
    let start = range.start;
    let text = &source[range];
    let mut made = Traced::with_capacity(text.len());
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut in_image = 0;
    for (event, place) in Parser::new_ext(text, options).into_offset_iter() {
        let there = start + place.start..start + place.end;
        match event {
            Event::Start(Tag::Image { .. }) => in_image += 1,
            Event::End(TagEnd::Image) => in_image -= 1,
            // The alternative text of an image is not part of the readable text.
            _ if in_image > 0 => {}
            Event::Text(words) => made.push(&words, there),
            Event::Code(words) => {
                let at = there.start + text[place].find(&*words).unwrap_or(0);
                made.push(&words, at..at + words.len());
            }
            Event::SoftBreak | Event::HardBreak => made.push(" ", there),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableCell
                | TagEnd::FootnoteDefinition,
            ) => made.push("\n\n", there.end..there.end),
            _ => {}
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn words_lead_back_to_their_file() {
        let source = "---\nx\n---\n# A *b*\n\nSome [words](y) ![no](z)&amp; `code`\nmore.";
        let made = readable(source, 10..source.len());
        assert_eq!(made.text(), "A b\n\nSome words & code more.\n\n");
        for (word, there) in [("words", "words"), ("code", "code"), ("& ", "&amp; ")] {
            let at = made.text().find(word).expect("it is there");
            assert_eq!(&source[made.original(&(at..at + word.len()))], there);
        }
    }
}
