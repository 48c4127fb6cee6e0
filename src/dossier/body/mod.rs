//! A text with its links, in one of two states.
//!
//! `Body<RawLink>` comes from the parser and `Body<Target>` from the resolver; only the latter can
//! be rendered. One string holds the readable text and another the markup. A list of steps gives
//! the order of their parts. This way, quotes and names can be searched in the text, and links and
//! marks inserted, without parsing again.

mod html;
mod relink;

pub use html::{Mark, Pen, escape, escape_attribute};
pub use relink::{Insertion, Relinked};

use std::borrow::Cow;
use std::ops::Range;

/// A text with links of type `L`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body<L> {
    text: String,
    markup: String,
    steps: Vec<Step>,
    /// Boxed, because most texts have none of these parts.
    parts: Option<Box<Parts<L>>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Parts<L> {
    links: Vec<L>,
    images: Vec<Image>,
    codes: Vec<CodeBlock>,
    headings: Vec<Heading>,
    /// Whether some of the markup is HTML that the author wrote.
    raw_html: bool,
}

impl<L> Default for Parts<L> {
    fn default() -> Self {
        Self {
            links: Vec::new(),
            images: Vec::new(),
            codes: Vec::new(),
            headings: Vec::new(),
            raw_html: false,
        }
    }
}

/// The next part of a body. Lengths are in bytes of the text or of the markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Readable text in which names may become links.
    Text(u32),
    /// Readable text that stays as it is: headings and code.
    Fixed(u32),
    /// The text of a link, made from the name of its target.
    Label(u32),
    /// Markup, as HTML.
    Markup(u32),
    /// The label of the link back from a footnote, inside an attribute value, in the page's
    /// language.
    WayBack,
    /// The name of an anchor inside HTML. Its prefix depends on the page.
    Anchor(u32),
    /// The beginning of the heading with this number.
    Heading(u32),
    /// The end of the heading with this number.
    HeadingEnd(u32),
    /// The beginning of the link with this number.
    Link(u32),
    /// The end of the current link.
    LinkEnd,
    /// The image with this number.
    Image(u32),
    /// The code block with this number.
    Code(u32),
}

/// An image.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Image {
    /// The number of the link that holds its address.
    link: usize,
    /// The alternative text.
    alt: String,
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBlock {
    /// The first word after the opening fence, or empty.
    pub language: String,
    /// The lines between the fences.
    pub code: String,
}

/// A heading that can be linked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The level, from 1 to 6.
    pub level: u8,
    /// The anchor, without `#`.
    pub anchor: String,
    /// The byte range of its words in the text.
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

/// Building a body.
impl<L> Body<L> {
    /// An empty body with capacity for `bytes` bytes of text.
    pub fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            ..Self::default()
        }
    }

    fn parts_mut(&mut self) -> &mut Parts<L> {
        self.parts.get_or_insert_default()
    }

    /// A body of plain text only.
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

    /// Adds HTML that the parser made from Markdown.
    pub fn push_markup(&mut self, html: &str) {
        self.markup.push_str(html);
        match self.steps.last_mut() {
            Some(Step::Markup(length)) => *length += size(html),
            _ => self.steps.push(Step::Markup(size(html))),
        }
    }

    /// Adds HTML that the author wrote.
    pub fn push_raw_html(&mut self, html: &str) {
        self.push_markup(html);
        self.parts_mut().raw_html = true;
    }

    /// Adds the label of the link back from a footnote, inside an attribute value.
    pub fn push_way_back(&mut self) {
        self.steps.push(Step::WayBack);
    }

    /// Adds the name of an anchor, inside an attribute value.
    pub fn push_anchor(&mut self, name: &str) {
        self.markup.push_str(name);
        self.steps.push(Step::Anchor(size(name)));
    }

    /// Begins a heading. [`Self::end_heading`] takes its description.
    pub fn begin_heading(&mut self) {
        let next = self.headings().len();
        self.steps.push(Step::Heading(number(next)));
    }

    /// Ends the current heading. Headings do not nest.
    pub fn end_heading(&mut self, heading: Heading) {
        let headings = &mut self.parts.get_or_insert_default().headings;
        self.steps.push(Step::HeadingEnd(number(headings.len())));
        headings.push(heading);
    }

    /// Begins a link. Links do not nest.
    pub fn begin_link(&mut self, link: L) {
        let links = &mut self.parts.get_or_insert_default().links;
        self.steps.push(Step::Link(number(links.len())));
        links.push(link);
    }

    /// Ends the current link.
    pub fn end_link(&mut self) {
        self.steps.push(Step::LinkEnd);
    }

    /// Adds an image with its address and alternative text.
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
}

/// Reading a body.
impl<L> Body<L> {
    /// The readable text. Each block ends with a line feed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The author's words: the readable text without labels made from link targets. It stays the
    /// same when links change.
    pub fn words(&self) -> Cow<'_, str> {
        if !self.steps.iter().any(|step| matches!(step, Step::Label(_))) {
            return Cow::Borrowed(&self.text);
        }
        let mut words = String::with_capacity(self.text.len());
        let mut at = 0;
        for step in &self.steps {
            match step {
                Step::Text(length) | Step::Fixed(length) => {
                    let end = at + *length as usize;
                    words.push_str(&self.text[at..end]);
                    at = end;
                }
                Step::Label(length) => at += *length as usize,
                Step::Markup(_)
                | Step::WayBack
                | Step::Anchor(_)
                | Step::Heading(_)
                | Step::HeadingEnd(_)
                | Step::Link(_)
                | Step::LinkEnd
                | Step::Image(_)
                | Step::Code(_) => {}
            }
        }
        Cow::Owned(words)
    }

    /// Whether the body has no visible content.
    pub fn is_empty(&self) -> bool {
        let shown = |parts: &Parts<L>| parts.images.len() + parts.codes.len() > 0;
        self.text.trim().is_empty() && !self.parts.as_deref().is_some_and(shown)
    }

    /// Whether some of the markup is HTML that the author wrote.
    pub fn has_raw_html(&self) -> bool {
        self.parts.as_ref().is_some_and(|parts| parts.raw_html)
    }

    /// What the author wrote outside the readable text: alternative texts of images, code blocks
    /// and, if the author wrote HTML, all markup.
    pub fn beside_text(&self) -> impl Iterator<Item = &str> {
        let parts = self.parts.as_deref();
        let images = parts.map_or(&[][..], |parts| &parts.images);
        let codes = self.codes().iter();
        let markup = self.has_raw_html().then_some(self.markup.as_str());
        let alts = images.iter().map(|image| image.alt.as_str());
        alts.chain(codes.flat_map(|block| [block.language.as_str(), &block.code]))
            .chain(markup)
    }

    /// The targets of links and images, in order.
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

    /// The byte ranges of the text in which names may become links.
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
                Step::Markup(_)
                | Step::WayBack
                | Step::Anchor(_)
                | Step::Heading(_)
                | Step::HeadingEnd(_)
                | Step::Image(_)
                | Step::Code(_) => {}
            }
        }
        ranges
    }

    /// The byte of the text at which each link or image begins, in the order of [`Self::links`].
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
                Step::Markup(_)
                | Step::WayBack
                | Step::Anchor(_)
                | Step::Heading(_)
                | Step::HeadingEnd(_)
                | Step::LinkEnd
                | Step::Code(_) => {}
            }
        }
        positions
    }
}

impl<L> Body<L> {
    /// The image with this number, and its address.
    fn image(&self, number: u32) -> (&Image, &L) {
        let parts = self.parts.as_deref().expect("an image step implies images");
        let image = &parts.images[number as usize];
        (image, &parts.links[image.link])
    }
}

fn size(text: &str) -> u32 {
    number(text.len())
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("a body is smaller than 4 GiB")
}
