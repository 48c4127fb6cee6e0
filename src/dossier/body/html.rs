//! A body as HTML.

use super::{Body, CodeBlock, Step};
use pulldown_cmark_escape::{FmtWriter, escape_html_body_text};

impl<L> Body<L> {
    /// Writes the body as HTML, with `pen` for what depends on the page.
    pub fn write_html(&self, out: &mut String, pen: &impl Pen<L>) {
        let (mut text_at, mut markup_at) = (0, 0);
        let mut ends = Vec::new();
        for step in &self.steps {
            match step {
                Step::Text(length) | Step::Fixed(length) | Step::Label(length) => {
                    let end = text_at + *length as usize;
                    escape(&self.text[text_at..end], out);
                    text_at = end;
                }
                Step::Markup(length) => {
                    let end = markup_at + *length as usize;
                    out.push_str(&self.markup[markup_at..end]);
                    markup_at = end;
                }
                Step::Link(link) => ends.push(pen.begin_link(&self.links()[*link as usize], out)),
                Step::LinkEnd => {
                    if ends.pop().unwrap_or(false) {
                        out.push_str("</a>");
                    }
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

/// Writes the parts of a body that depend on the page it stands on.
pub trait Pen<L> {
    /// Writes a link's opening tag; what was begun ends with `</a>`. Returns whether there is a link at all.
    fn begin_link(&self, link: &L, out: &mut String) -> bool;
    /// Writes an image.
    fn image(&self, link: &L, alt: &str, out: &mut String);
    /// Writes a code block.
    fn code(&self, block: &CodeBlock, out: &mut String);
}

/// Escapes text for an element's content.
pub fn escape(text: &str, out: &mut String) {
    escape_html_body_text(FmtWriter(out), text).expect("a string takes all that is written");
}

/// Escapes text for a double-quoted attribute.
pub fn escape_attribute(text: &str, out: &mut String) {
    pulldown_cmark_escape::escape_html(FmtWriter(out), text)
        .expect("a string takes all that is written");
}
