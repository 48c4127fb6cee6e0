//! A source as it can be read: its text, its paragraphs, and the way back to bytes of the file.

use super::html;
use super::nearest::Words;
use crate::document::{body_start, front_matter};
use crate::parse;
use crate::source::Format;
use crate::text::{CodePoints, Traced, normalise, paragraphs};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

/// A text in which quotes are looked for.
#[derive(Debug)]
pub struct Readable {
    /// As it reads; places are bytes of the file, or of a body's words.
    text: Traced,
    /// The same normalised; places are bytes of `text`.
    normal: Traced,
    /// Whether each line is a paragraph.
    lines: bool,
    paragraphs: OnceLock<Vec<Paragraph>>,
    words: OnceLock<Words>,
    code_points: OnceLock<CodePoints>,
}

/// A paragraph of a text as it reads.
#[derive(Debug)]
struct Paragraph {
    range: Range<usize>,
    /// The number of the first paragraph that says the same, word for word.
    like: usize,
}

impl Readable {
    /// A capture.
    pub(super) fn capture(text: String, format: Format) -> Self {
        Self::new(
            match format {
                Format::Plain => Traced::same(text),
                Format::Markdown => parse::readable(&text, 0..text.len()),
                Format::Html => html::readable(&text),
            },
            false,
        )
    }

    /// The words of a body, whose paragraphs are lines.
    pub fn body(words: &str) -> Self {
        Self::new(Traced::same(words.to_owned()), true)
    }

    /// The body of a Markdown file as it is written, for finding places in the file.
    pub fn file(text: &str) -> Self {
        let start = front_matter(text).map_or(0, |front| body_start(text, &front));
        Self::new(parse::readable(text, start..text.len()), false)
    }

    fn new(text: Traced, lines: bool) -> Self {
        Self {
            normal: normalise(text.text()),
            text,
            lines,
            paragraphs: OnceLock::new(),
            words: OnceLock::new(),
            code_points: OnceLock::new(),
        }
    }

    /// The normalised text.
    pub fn normal(&self) -> &str {
        self.normal.text()
    }

    /// The words of the normalised text, for looking passages up.
    pub(super) fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::new(self.normal()))
    }

    /// A range of bytes of the normalised text as code points: the first inside, and the first after.
    pub(super) fn code_points(&self, range: &Range<usize>) -> (usize, usize) {
        let normal = self.normal();
        let code_points = self.code_points.get_or_init(|| CodePoints::new(normal));
        let before = |at| code_points.before(normal, at);
        (before(range.start), before(range.end))
    }

    /// The bytes of the text as it reads that `range` of the normalised text stands for.
    pub(super) fn reading(&self, range: &Range<usize>) -> Range<usize> {
        self.normal.original(range)
    }

    /// The text as it reads that `range` of the normalised text stands for.
    pub(super) fn original(&self, range: &Range<usize>) -> &str {
        self.text
            .text()
            .get(self.reading(range))
            .unwrap_or_default()
    }

    /// The bytes of the file that `range` of the normalised text stands for.
    pub fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        self.text.original(&self.reading(range))
    }

    fn paragraphs(&self) -> &[Paragraph] {
        self.paragraphs.get_or_init(|| {
            let text = self.text.text();
            let ranges = if self.lines {
                lines(text)
            } else {
                paragraphs(text)
            };
            let mut first: BTreeMap<&str, usize> = BTreeMap::new();
            let numbered = ranges.into_iter().enumerate();
            let paragraph = |(number, range): (usize, Range<usize>)| Paragraph {
                like: *first.entry(text[range.clone()].trim()).or_insert(number),
                range,
            };
            numbered.map(paragraph).collect()
        })
    }

    /// The bytes of the normalised text, with paragraphs that recur word for word counted once.
    pub(super) fn distinct_length(&self) -> usize {
        let text = self.text.text();
        let paragraphs = self.paragraphs().iter().enumerate();
        let first = paragraphs.filter(|(number, paragraph)| paragraph.like == *number);
        first
            .map(|(_, paragraph)| text[paragraph.range.clone()].len() + 1)
            .sum()
    }

    /// Whether `range` of the normalised text runs from one paragraph into another.
    pub(super) fn crosses_paragraphs(&self, range: &Range<usize>) -> bool {
        let reading = self.reading(range);
        let words = self.text.text().get(reading.clone());
        if !words.is_some_and(|words| words.contains('\n')) {
            return false;
        }
        let first = self.paragraph_at(reading.start);
        first.is_some_and(|first| reading.end > first.range.end)
    }

    /// The paragraph around byte `at` of the text as it reads.
    fn paragraph_at(&self, at: usize) -> Option<&Paragraph> {
        let all = self.paragraphs();
        let after = all.partition_point(|paragraph| paragraph.range.start <= at);
        all.get(after.saturating_sub(1))
    }

    /// Which words `range` of the normalised text stands for, however often the paragraphs around it recur: the same
    /// for a place in a paragraph and for the same place in another one that says the same, word for word.
    pub(super) fn identity(&self, range: &Range<usize>) -> [usize; 4] {
        let reading = self.reading(range);
        let place = |at: usize, of: usize| match self.paragraph_at(of) {
            Some(paragraph) => (paragraph.like, at.saturating_sub(paragraph.range.start)),
            None => (usize::MAX, at),
        };
        let (first, from) = place(reading.start, reading.start);
        let (last, to) = place(reading.end, reading.end.saturating_sub(1));
        [first, from, last, to]
    }
}

/// The lines of a text, with their ends.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        start += line.len();
        start - line.len()..start
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::{Format, Readable};
    use proptest::prelude::*;

    fn snippets() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("word "),
            Just("Ärger "),
            Just("e\u{301}"),
            Just("\u{ad}"),
            Just("\u{200b}"),
            Just("’"),
            Just("“"),
            Just("–"),
            Just("\u{a0}"),
            Just("\r\n"),
            Just("\n\n"),
            Just("&amp;"),
            Just("&rsquo;"),
            Just("&#8217"),
            Just("&copy"),
            Just("&"),
            Just("<p>"),
            Just("</p>"),
            Just("<b>"),
            Just("<script>"),
            Just("</script>"),
            Just("<!--"),
            Just("-->"),
            Just("<br>"),
            Just("*"),
            Just("[a](b)"),
            Just("`x`"),
            Just("\\*"),
            Just("> "),
            Just("日本"),
            Just("\u{1100}\u{1161}"),
            Just("\0"),
            Just("<textarea>"),
            Just("]]>"),
            Just("<td>"),
        ];
        proptest::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        /// Whatever a file holds, each piece of its normalised text leads back to a piece of the file.
        #[test]
        fn places_lead_into_the_file(text in snippets(), from in 0usize..200, to in 0usize..200) {
            for format in Format::ALL {
                let readable = Readable::capture(text.clone(), format);
                let normal = readable.normal();
                let bounds: Vec<usize> = normal.char_indices().map(|(at, _)| at).chain([normal.len()]).collect();
                let (a, b) = (bounds[from % bounds.len()], bounds[to % bounds.len()]);
                let range = a.min(b)..a.max(b);
                let bytes = readable.bytes(&range);
                prop_assert!(text.get(bytes.clone()).is_some(), "{format:?}: {bytes:?} of {text:?}");
                readable.crosses_paragraphs(&range);
                readable.identity(&range);
                prop_assert!(readable.distinct_length() <= 2 * text.len() + 2);
            }
        }
    }
}
