//! A text with its links, in one of two states.
//!
//! `Body<RawLink>` comes from the parser and `Body<Target>` from the resolver; only the latter can be
//! rendered. The readable text stands in one string, the markup in another, and a list of steps
//! says in which order they follow each other. So quotes and names are searched in the text, and
//! links and marks are set into it, without parsing again.

use pulldown_cmark_escape::{FmtWriter, escape_html_body_text};
use std::ops::Range;

/// A text with links of type `L`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body<L> {
    text: String,
    markup: String,
    steps: Vec<Step>,
    /// What most texts have none of.
    parts: Option<Box<Parts<L>>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Parts<L> {
    links: Vec<L>,
    images: Vec<Image>,
    codes: Vec<CodeBlock>,
    headings: Vec<Heading>,
}

impl<L> Default for Parts<L> {
    fn default() -> Self {
        Self {
            links: Vec::new(),
            images: Vec::new(),
            codes: Vec::new(),
            headings: Vec::new(),
        }
    }
}

/// What comes next. Lengths are bytes of the text or of the markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Readable text, in which names may become links.
    Text(u32),
    /// Readable text that stays as it is: of headings and code.
    Fixed(u32),
    /// The text of a link that was made from what it leads to.
    Label(u32),
    /// HTML.
    Markup(u32),
    /// The beginning of the link with this number.
    Link(u32),
    /// The end of the link that was begun.
    LinkEnd,
    /// The image with this number.
    Image(u32),
    /// The code block with this number.
    Code(u32),
}

/// An image; its address is the link with number `link`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The number of the link that holds its address.
    pub link: usize,
    /// The text in its place.
    pub alt: String,
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBlock {
    /// The first word after the fence, empty where there is none.
    pub language: String,
    /// The code.
    pub code: String,
}

/// A heading that can be linked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its anchor, without `#`.
    pub anchor: String,
    /// Bytes of the text.
    pub text: Range<usize>,
}

impl<L> Default for Body<L> {
    fn default() -> Self {
        Self {
            text: String::new(),
            markup: String::new(),
            steps: Vec::new(),
            parts: None,
        }
    }
}

/// Building.
impl<L> Body<L> {
    /// An empty body with room for so many bytes of text.
    pub fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            ..Self::default()
        }
    }

    fn parts_mut(&mut self) -> &mut Parts<L> {
        self.parts.get_or_insert_default()
    }

    /// A body of one run of plain text.
    pub fn plain(text: &str) -> Self {
        let mut body = Self::default();
        body.push_text(text);
        body
    }

    /// Adds text in which names may become links.
    pub fn push_text(&mut self, text: &str) {
        self.text.push_str(text);
        match self.steps.last_mut() {
            Some(Step::Text(length)) => *length += size(text),
            _ => self.steps.push(Step::Text(size(text))),
        }
    }

    /// Adds text that stays as it is.
    pub fn push_fixed(&mut self, text: &str) {
        self.text.push_str(text);
        self.steps.push(Step::Fixed(size(text)));
    }

    fn push_label(&mut self, text: &str) {
        self.text.push_str(text);
        self.steps.push(Step::Label(size(text)));
    }

    /// Adds HTML.
    pub fn push_markup(&mut self, html: &str) {
        self.markup.push_str(html);
        match self.steps.last_mut() {
            Some(Step::Markup(length)) => *length += size(html),
            _ => self.steps.push(Step::Markup(size(html))),
        }
    }

    /// Keeps a place for HTML that is known later.
    pub fn push_slot(&mut self) -> Slot {
        self.steps.push(Step::Markup(0));
        Slot {
            step: self.steps.len() - 1,
            at: self.markup.len(),
        }
    }

    /// Fills the place kept last.
    pub fn fill_slot(&mut self, slot: Slot, html: &str) {
        self.markup.insert_str(slot.at, html);
        if let Some(Step::Markup(length)) = self.steps.get_mut(slot.step) {
            *length += size(html);
        }
    }

    /// Begins a link.
    pub fn begin_link(&mut self, link: L) {
        let links = &mut self.parts.get_or_insert_default().links;
        self.steps.push(Step::Link(number(links.len())));
        links.push(link);
    }

    /// Ends the link that was begun last.
    pub fn end_link(&mut self) {
        self.steps.push(Step::LinkEnd);
    }

    /// Adds an image.
    pub fn push_image(&mut self, link: L, alt: String) {
        let parts = self.parts.get_or_insert_default();
        self.steps.push(Step::Image(number(parts.images.len())));
        let at = parts.links.len();
        parts.links.push(link);
        parts.images.push(Image { link: at, alt });
    }

    /// Adds a code block.
    pub fn push_code(&mut self, block: CodeBlock) {
        let codes = &mut self.parts.get_or_insert_default().codes;
        self.steps.push(Step::Code(number(codes.len())));
        codes.push(block);
    }

    /// Adds a heading to the list of those that can be linked to.
    pub fn push_heading(&mut self, heading: Heading) {
        self.parts_mut().headings.push(heading);
    }
}

/// Reading.
impl<L> Body<L> {
    /// The readable text; blocks end with a line feed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing to read or see.
    pub fn is_empty(&self) -> bool {
        let shown = |parts: &Parts<L>| parts.images.len() + parts.codes.len() > 0;
        self.text.trim().is_empty() && !self.parts.as_deref().is_some_and(shown)
    }

    /// The links in order.
    pub fn links(&self) -> &[L] {
        self.parts.as_ref().map_or(&[], |parts| &parts.links)
    }

    /// The headings in order.
    pub fn headings(&self) -> &[Heading] {
        self.parts.as_ref().map_or(&[], |parts| &parts.headings)
    }

    /// The code blocks in order.
    pub fn codes(&self) -> &[CodeBlock] {
        self.parts.as_ref().map_or(&[], |parts| &parts.codes)
    }

    /// The readable text of a heading.
    pub fn heading_text(&self, heading: &Heading) -> &str {
        self.text[heading.text.clone()].trim()
    }

    /// The ranges of the text in which names may become links.
    pub fn linkable(&self) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        let (mut at, mut in_link) = (0, false);
        for step in &self.steps {
            match step {
                Step::Text(length) => {
                    let end = at + *length as usize;
                    if !in_link {
                        ranges.push(at..end);
                    }
                    at = end;
                }
                Step::Fixed(length) | Step::Label(length) => at += *length as usize,
                Step::Link(_) => in_link = true,
                Step::LinkEnd => in_link = false,
                Step::Markup(_) | Step::Image(_) | Step::Code(_) => {}
            }
        }
        ranges
    }

    /// Where in the text each link begins that has text, by the number of the link.
    pub fn link_positions(&self) -> Vec<(usize, &L)> {
        let mut positions = Vec::with_capacity(self.links().len());
        let mut at = 0;
        for step in &self.steps {
            match step {
                Step::Text(length) | Step::Fixed(length) | Step::Label(length) => {
                    at += *length as usize;
                }
                Step::Link(link) => positions.push((at, &self.links()[*link as usize])),
                Step::Image(image) => positions.push((at, self.image(*image).1)),
                Step::Markup(_) | Step::LinkEnd | Step::Code(_) => {}
            }
        }
        positions
    }
}

impl<L> Body<L> {
    /// The image with this number, and its address.
    fn image(&self, number: u32) -> (&Image, &L) {
        let parts = self.parts.as_deref().expect("a step counts what is there");
        let image = &parts.images[number as usize];
        (image, &parts.links[image.link])
    }
}

/// A place kept for HTML.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    step: usize,
    at: usize,
}

/// A link to be set into the text.
#[derive(Debug)]
pub struct Insertion<L> {
    /// Bytes of the text, inside one of the [`Body::linkable`] ranges.
    pub range: Range<usize>,
    /// The link.
    pub link: L,
}

/// What a link becomes when the state changes.
#[derive(Debug)]
pub struct Relinked<L> {
    /// The link in the new state.
    pub link: L,
    /// The text to show for it where the author gave none. It takes the place of one that was
    /// made before.
    pub label: Option<String>,
}

/// Changing state.
impl<L> Body<L> {
    /// The same body with each link changed, and with `insertions` (in order, not overlapping) set in.
    pub fn relink<M>(
        self,
        mut change: impl FnMut(L) -> Relinked<M>,
        insertions: Vec<Insertion<M>>,
    ) -> Body<M> {
        let mut new = Body {
            text: String::with_capacity(self.text.len()),
            markup: self.markup,
            steps: Vec::with_capacity(self.steps.len() + 3 * insertions.len()),
            parts: None,
        };
        let (links, images) = match self.parts {
            Some(parts) => {
                if parts.codes.len() + parts.headings.len() > 0 {
                    new.parts_mut().codes = parts.codes;
                    new.parts_mut().headings = parts.headings;
                }
                (parts.links, parts.images)
            }
            None => (Vec::new(), Vec::new()),
        };
        let (mut links, mut images) = (links.into_iter(), images.into_iter());
        let mut insertions = insertions.into_iter().peekable();
        let mut at = 0;
        let mut shifts: Vec<(usize, isize)> = Vec::new();
        let mut steps = self.steps.into_iter().peekable();
        while let Some(step) = steps.next() {
            match step {
                Step::Text(length) => {
                    let end = at + length as usize;
                    while let Some(insertion) = insertions.next_if(|i| i.range.end <= end) {
                        new.push_text(&self.text[at..insertion.range.start]);
                        new.begin_link(insertion.link);
                        new.push_text(&self.text[insertion.range.clone()]);
                        new.end_link();
                        at = insertion.range.end;
                    }
                    if at < end {
                        new.push_text(&self.text[at..end]);
                    }
                    at = end;
                }
                Step::Fixed(length) => {
                    let end = at + length as usize;
                    new.push_fixed(&self.text[at..end]);
                    at = end;
                }
                Step::Link(_) => {
                    let link = links
                        .next()
                        .expect("links stand in the order of their steps");
                    let Relinked { link, label } = change(link);
                    new.begin_link(link);
                    let old = steps.next_if(|step| matches!(step, Step::Label(_)));
                    let old = match old {
                        Some(Step::Label(length)) => length as usize,
                        _ => 0,
                    };
                    let bare = old > 0 || steps.peek() == Some(&Step::LinkEnd);
                    let kept = &self.text[at..at + old];
                    let label = label.filter(|_| bare).unwrap_or_else(|| kept.to_owned());
                    if !label.is_empty() {
                        new.push_label(&label);
                    }
                    shifts.push((at, label.len().cast_signed() - old.cast_signed()));
                    at += old;
                }
                Step::Label(length) => at += length as usize,
                Step::Image(_) => {
                    let link = links
                        .next()
                        .expect("links stand in the order of their steps");
                    let image = images
                        .next()
                        .expect("images stand in the order of their steps");
                    new.push_image(change(link).link, image.alt);
                }
                step @ (Step::Markup(_) | Step::LinkEnd | Step::Code(_)) => new.steps.push(step),
            }
        }
        for heading in new.parts.iter_mut().flat_map(|parts| &mut parts.headings) {
            let Range { start, end } = heading.text;
            let moved = |at: usize, inside: bool| {
                let counts = |place: usize| place < at || (inside && place == at);
                let shift = shifts.iter().filter(|(place, _)| counts(*place));
                at.saturating_add_signed(shift.map(|(_, by)| by).sum())
            };
            heading.text = moved(start, false)..moved(end, true);
        }
        new
    }

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

fn size(text: &str) -> u32 {
    number(text.len())
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("a body is smaller than 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::{Body, CodeBlock, Insertion, Pen, Relinked};

    struct Plain;

    impl Pen<&str> for Plain {
        fn begin_link(&self, link: &&str, out: &mut String) -> bool {
            out.push_str(&format!("<a href=\"{link}\">"));
            true
        }

        fn image(&self, _link: &&str, _alt: &str, _out: &mut String) {}

        fn code(&self, _block: &CodeBlock, _out: &mut String) {}
    }

    fn html(body: &Body<&str>) -> String {
        let mut out = String::new();
        body.write_html(&mut out, &Plain);
        out
    }

    #[test]
    fn links_are_set_in_and_labels_filled_in() {
        let mut body = Body::default();
        body.push_markup("<p>");
        body.push_text("A & B say: ");
        body.begin_link("raw");
        body.end_link();
        body.push_markup("</p>");
        assert_eq!(body.linkable(), vec![0..11]);
        let insertion = Insertion {
            range: 4..5,
            link: "b.html",
        };
        let change = |_| Relinked {
            link: "c.html",
            label: Some("C".into()),
        };
        let body = body.relink(change, vec![insertion]);
        assert_eq!(
            html(&body),
            "<p>A &amp; <a href=\"b.html\">B</a> say: <a href=\"c.html\">C</a></p>"
        );
        assert_eq!(body.text(), "A & B say: C");

        let change = |link| Relinked {
            link,
            label: (link == "c.html").then(|| "withheld".into()),
        };
        let body = body.relink(change, Vec::new());
        assert_eq!(body.text(), "A & B say: withheld");
    }
}
