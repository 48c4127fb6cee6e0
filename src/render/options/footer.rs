//! Converts the value of a Markdown option to HTML.
//!
//! In: the text and its place. Out: HTML or diagnostics. The line appears on pages in all folders,
//! so its links must be absolute. `parse/` parses the Markdown.

use super::super::engine::Html;
use super::at::At;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{CodeBlock, Heading, Pen, escape, escape_attribute};
use crate::parse::{LinkForm, RawLink, Shape, markdown};

/// The HTML of `text`, which is at `at`. `None` if it contains anything that is not allowed.
pub(super) fn html(text: &str, at: &At, sink: &mut Sink) -> Option<Html> {
    let (body, faults) = markdown(text, Shape::Line);
    let mut sound = true;
    let mut wrong = |written: &str, message: String, help: &str| {
        let place = Place::Within(at.file, at.path.clone(), written.to_owned());
        sink.report(Diagnostic::error(Code::InvalidOption, place, message).help(help));
        sound = false;
    };
    for fault in faults {
        let written = text.get(fault.range).unwrap_or_default();
        let message = format!("`{written}` is not allowed in a line of Markdown");
        let help = "write only words, emphasis and links: `[the desk](https://example.org/)`";
        wrong(written, message, help);
    }
    for link in body.links() {
        let written = text.get(link.range.clone()).unwrap_or_default();
        let whole = ["https://", "http://", "mailto:"];
        let is_whole = whole
            .iter()
            .any(|start| link.destination.starts_with(start));
        if link.form != LinkForm::Markdown || !is_whole {
            let message = format!("`{written}` is not a link to an absolute address");
            let help =
                "the line is on every page: write `[the desk](https://example.org/)`, or `mailto:`";
            wrong(written, message, help);
        }
    }
    if !sound {
        return None;
    }
    let mut out = String::new();
    body.write_html(&mut out, &Plain);
    Some(Html::new(out.trim_end()))
}

/// Writes links unchanged.
struct Plain;

impl Pen<RawLink> for Plain {
    fn begin_link(&self, link: &RawLink, out: &mut String) -> bool {
        out.push_str("<a href=\"");
        escape_attribute(&link.destination, out);
        out.push_str("\">");
        true
    }

    fn image(&self, _link: &RawLink, alt: &str, out: &mut String) {
        escape(alt, out);
    }

    fn code(&self, block: &CodeBlock, out: &mut String) {
        escape(&block.code, out);
    }

    fn way_back(&self, _out: &mut String) {}

    fn end_heading(&self, _heading: &Heading, _out: &mut String) {}

    fn begin_mark(&self, _number: usize, _out: &mut String) {}

    fn end_mark(&self, _number: usize, _out: &mut String) {}
}
