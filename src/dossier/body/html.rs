//! Writes a body as HTML, with or without marks.

use super::{Body, CodeBlock, Heading, Step};
use pulldown_cmark_escape::{FmtWriter, escape_html_body_text};
use std::ops::Range;

/// A range of words to mark.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The first byte of the words and the first byte after them, in [`Body::words`].
    pub range: (usize, usize),
    /// Identifies the mark for the [`Pen`].
    pub number: usize,
}

impl Mark {
    /// The mark `number` at the byte range `range` of the words.
    pub fn new(range: &Range<usize>, number: usize) -> Self {
        Self {
            range: (range.start, range.end),
            number,
        }
    }
}

impl<L> Body<L> {
    /// Writes the body as HTML. `pen` writes the parts that depend on the page.
    pub fn write_html(&self, out: &mut String, pen: &impl Pen<L>) {
        self.write_marked(&[], out, pen);
    }

    /// Writes the body as HTML with `marks`, which must be sorted. Marks may overlap, and cross
    /// emphasis, links and paragraphs. Each piece of text has its own element, which keeps the HTML
    /// nested.
    pub fn write_marked(&self, marks: &[Mark], out: &mut String, pen: &impl Pen<L>) {
        let (mut text_at, mut markup_at) = (0, 0);
        let mut ends = Vec::new();
        let mut marker = Marker::new(marks);
        for step in &self.steps {
            match step {
                Step::Text(length) | Step::Fixed(length) => {
                    let end = text_at + *length as usize;
                    let text = &self.text[text_at..end];
                    if marks.is_empty() {
                        escape(text, out);
                    } else {
                        marker.text(text, ends.last() == Some(&true), out, pen);
                    }
                    text_at = end;
                }
                Step::Label(length) => {
                    let end = text_at + *length as usize;
                    escape(&self.text[text_at..end], out);
                    text_at = end;
                }
                Step::Markup(length) => {
                    let end = markup_at + *length as usize;
                    out.push_str(&self.markup[markup_at..end]);
                    markup_at = end;
                }
                Step::Anchor(length) => {
                    let end = markup_at + *length as usize;
                    pen.anchor(&self.markup[markup_at..end], out);
                    markup_at = end;
                }
                Step::WayBack => pen.way_back(out),
                Step::Heading(heading) => {
                    pen.begin_heading(&self.headings()[*heading as usize], out);
                }
                Step::HeadingEnd(heading) => {
                    pen.end_heading(&self.headings()[*heading as usize], out);
                }
                Step::Link(link) => ends.push(pen.begin_link(&self.links()[*link as usize], out)),
                Step::LinkEnd => {
                    if ends.pop().unwrap_or(false) {
                        out.push_str("</a>");
                    }
                    marker.end_waiting(out, pen);
                }
                Step::Image(image) => {
                    let (image, link) = self.image(*image);
                    pen.image(link, &image.alt, out);
                }
                Step::Code(block) => pen.code(&self.codes()[*block as usize], out),
            }
        }
    }
}

/// Inserts marks while the text is written.
struct Marker<'a> {
    /// Marks that have not begun.
    rest: &'a [Mark],
    /// Marks that have begun but not ended.
    open: Vec<&'a Mark>,
    /// Marks that ended inside a link. Their end is written after it, because links must not nest.
    waiting: Vec<usize>,
    /// Bytes of the words that have been written.
    at: usize,
}

impl<'a> Marker<'a> {
    fn new(marks: &'a [Mark]) -> Self {
        Self {
            rest: marks,
            open: Vec::new(),
            waiting: Vec::new(),
            at: 0,
        }
    }

    fn text<L>(&mut self, text: &str, in_link: bool, out: &mut String, pen: &impl Pen<L>) {
        let start = self.at;
        let end = start + text.len();
        while self.at < end {
            while let Some((next, rest)) = self.rest.split_first()
                && next.range.0 <= self.at
            {
                pen.begin_mark(next.number, out);
                self.open.push(next);
                self.rest = rest;
            }
            let begins = self.rest.first().map(|mark| mark.range.0);
            let ends = self.open.iter().map(|mark| mark.range.1);
            let until = ends.chain(begins).chain([end]).min().unwrap_or(end);
            piece(
                &text[self.at - start..until - start],
                !self.open.is_empty(),
                out,
            );
            self.at = until;
            let (ended, open) = self.open.iter().partition(|mark| mark.range.1 <= until);
            self.open = open;
            let ended: Vec<&Mark> = ended;
            self.waiting.extend(ended.iter().map(|mark| mark.number));
            if !in_link {
                self.end_waiting(out, pen);
            }
        }
    }

    fn end_waiting<L>(&mut self, out: &mut String, pen: &impl Pen<L>) {
        for number in self.waiting.drain(..) {
            pen.end_mark(number, out);
        }
    }
}

/// Writes a piece of text. White space alone is never marked, because HTML allows no `<mark>`
/// between table cells or list items.
fn piece(text: &str, marked: bool, out: &mut String) {
    if marked && !text.trim().is_empty() {
        out.push_str("<mark>");
        escape(text, out);
        out.push_str("</mark>");
    } else {
        escape(text, out);
    }
}

/// Writes the parts of a body that depend on the page.
pub trait Pen<L> {
    /// Writes a link's opening tag. Returns whether it wrote one; if so, `</a>` follows the link's
    /// text.
    fn begin_link(&self, link: &L, out: &mut String) -> bool;
    /// Writes an image.
    fn image(&self, link: &L, alt: &str, out: &mut String);
    /// Writes a code block.
    fn code(&self, block: &CodeBlock, out: &mut String);
    /// Writes the name of one of this body's anchors inside an attribute value.
    fn anchor(&self, name: &str, out: &mut String) {
        escape_attribute(name, out);
    }
    /// Writes the label of the link back from a footnote inside an attribute value.
    fn way_back(&self, out: &mut String);
    /// Writes a heading's opening tag.
    fn begin_heading(&self, heading: &Heading, out: &mut String) {
        out.push_str(&format!("<h{} id=\"", heading.level));
        self.anchor(&heading.anchor, out);
        out.push_str("\">");
    }
    /// Writes a heading's closing tag.
    fn end_heading(&self, heading: &Heading, out: &mut String) {
        out.push_str(&format!("</h{}>", heading.level));
    }
    /// Writes what precedes the words of a mark.
    fn begin_mark(&self, number: usize, out: &mut String);
    /// Writes what follows the words of a mark.
    fn end_mark(&self, number: usize, out: &mut String);
}

/// Escapes text for the content of an HTML element.
pub fn escape(text: &str, out: &mut String) {
    escape_html_body_text(FmtWriter(out), text).expect("writing to a string cannot fail");
}

/// Escapes text for a double-quoted attribute.
pub fn escape_attribute(text: &str, out: &mut String) {
    pulldown_cmark_escape::escape_html(FmtWriter(out), text)
        .expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::{Mark, Pen};
    use crate::dossier::{Body, CodeBlock};

    struct Plain;

    impl Pen<&str> for Plain {
        fn begin_link(&self, link: &&str, out: &mut String) -> bool {
            out.push_str(&format!("<a href={link}>"));
            true
        }

        fn image(&self, _link: &&str, _alt: &str, _out: &mut String) {}

        fn code(&self, _block: &CodeBlock, _out: &mut String) {}

        fn way_back(&self, _out: &mut String) {}

        fn begin_mark(&self, number: usize, out: &mut String) {
            out.push_str(&format!("({number}"));
        }

        fn end_mark(&self, number: usize, out: &mut String) {
            out.push_str(&format!("{number})"));
        }
    }

    /// `<p>one <em>two</em> <a>three</a></p>\n<p>four</p>` with marks on `ranges`.
    fn marked(ranges: &[(usize, usize)]) -> String {
        let mut body = Body::default();
        body.push_markup("<p>");
        body.push_text("one ");
        body.push_markup("<em>");
        body.push_text("two");
        body.push_markup("</em>");
        body.push_text(" ");
        body.begin_link("x");
        body.push_text("three");
        body.end_link();
        body.push_markup("</p>");
        body.push_text("\n");
        body.push_markup("<p>");
        body.push_text("four");
        body.push_markup("</p>");
        assert_eq!(body.words(), "one two three\nfour");
        let marks = ranges.iter().enumerate();
        let mut marks: Vec<_> = marks
            .map(|(number, range)| Mark::new(&(range.0..range.1), number))
            .collect();
        marks.sort();
        let mut out = String::new();
        body.write_marked(&marks, &mut out, &Plain);
        out
    }

    #[test]
    fn marks_nest_with_the_elements_they_cross() {
        assert_eq!(
            marked(&[(0, 7)]),
            "<p>(0<mark>one </mark><em><mark>two</mark>0)</em> <a href=x>three</a></p>\n<p>four</p>"
        );
        assert_eq!(
            marked(&[(4, 18)]),
            "<p>one <em>(0<mark>two</mark></em> <a href=x><mark>three</mark></a></p>\n<p><mark>four</mark>0)</p>"
        );
    }

    #[test]
    fn marks_overlap_and_a_link_holds_none() {
        assert_eq!(
            marked(&[(0, 11), (4, 7), (10, 13)]),
            "<p>(0<mark>one </mark><em>(1<mark>two</mark>1)</em> <a href=x><mark>th</mark>(2<mark>r</mark><mark>ee</mark></a>0)2)</p>\n<p>four</p>"
        );
    }
}
