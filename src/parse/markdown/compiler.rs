//! Builds a body from Markdown events.

use super::fault::{MarkdownFault, MarkdownFaultKind};
use super::link::{LinkForm, RawLink};
use crate::dossier::{Body, CodeBlock, Heading, RecordKind};
use crate::text::floor_char_boundary;
use crate::text::is_bidi_control;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many bytes are searched for the end of a link. No intended link is longer.
const LONGEST_LINK: usize = 1_000;

/// What a text may contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Paragraphs, headings, lists and other blocks: the body of a file.
    Document,
    /// One paragraph, without the element around it: a text in YAML.
    Line,
}

/// Builds a body, event by event.
pub(super) struct Compiler<'a> {
    source: &'a str,
    shape: Shape,
    pub(super) body: Body<RawLink>,
    pub(super) faults: Vec<MarkdownFault>,
    pub(super) notes: BTreeMap<String, usize>,
    pub(super) referred: BTreeMap<String, usize>,
    pub(super) notes_begun: bool,
    alignments: Vec<Alignment>,
    in_head: bool,
    cell: usize,
    /// Above zero inside a heading, where names do not become links.
    fixed: usize,
    heading: Option<OpenHeading>,
    /// Anchors in use, each with the last number tried for it.
    anchors: BTreeMap<String, usize>,
    code: Option<CodeBlock>,
    image: Option<(RawLink, String)>,
    /// Inside a link without a label. Its text only repeats the destination.
    unlabelled: bool,
    pub(super) open_note: Option<String>,
    blocks: usize,
}

struct OpenHeading {
    level: u8,
    anchor: Option<String>,
    text_start: usize,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(source: &'a str, shape: Shape) -> Self {
        Self {
            source,
            shape,
            body: Body::with_capacity(source.len()),
            faults: Vec::new(),
            notes: BTreeMap::new(),
            referred: BTreeMap::new(),
            notes_begun: false,
            alignments: Vec::new(),
            in_head: false,
            cell: 0,
            fixed: 0,
            heading: None,
            anchors: BTreeMap::new(),
            code: None,
            image: None,
            unlabelled: false,
            open_note: None,
            blocks: 0,
        }
    }

    pub(super) fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => {
                self.check_bidi(&text, &range);
                self.text(&text, range);
            }
            Event::Code(text) => {
                self.check_bidi(&text, &range);
                if let Some((_, alt)) = &mut self.image {
                    alt.push_str(&text);
                } else if !self.unlabelled {
                    self.body.push_markup("<code>");
                    self.body.push_fixed(&text);
                    self.body.push_markup("</code>");
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                // An end tag, after HTML has been reported already.
                let end = html.starts_with("</")
                    && (self.faults.iter()).any(|fault| fault.kind == MarkdownFaultKind::RawHtml);
                if !end {
                    self.fault(MarkdownFaultKind::RawHtml, range);
                }
                self.body.push_raw_html(&html);
            }
            Event::SoftBreak => self.push_text(" "),
            Event::HardBreak => {
                self.body.push_markup("<br>");
                self.push_text("\n");
            }
            Event::Rule => {
                self.block(&range);
                self.body.push_markup("<hr>\n");
            }
            Event::FootnoteReference(name) => self.note_reference(&name),
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn check_bidi(&mut self, text: &str, range: &Range<usize>) {
        if has_bidi_control(text) {
            self.fault(MarkdownFaultKind::BidiControl, range.clone());
        }
    }

    fn fault(&mut self, kind: MarkdownFaultKind, range: Range<usize>) {
        self.faults.push(MarkdownFault { kind, range });
    }

    /// Reports a block that a text of one paragraph may not contain.
    fn block(&mut self, range: &Range<usize>) {
        if self.shape == Shape::Line {
            self.fault(MarkdownFaultKind::Block, range.clone());
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.blocks += 1;
                if self.shape == Shape::Document {
                    self.body.push_markup("<p>");
                } else if self.blocks > 1 {
                    self.fault(MarkdownFaultKind::Block, range);
                }
            }
            Tag::Heading { level, id, .. } => {
                self.block(&range);
                let anchor = id.map(|id| id.to_string());
                if let Some(anchor) = &anchor
                    && crate::dossier::Slug::new(anchor).is_err()
                {
                    self.fault(MarkdownFaultKind::InvalidAnchor, range);
                }
                self.fixed += 1;
                self.heading = Some(OpenHeading {
                    level: level_number(level),
                    anchor,
                    text_start: self.body.text().len(),
                });
                self.body.begin_heading();
            }
            Tag::BlockQuote(_) => {
                self.block(&range);
                self.body.push_markup("<blockquote>\n");
            }
            Tag::CodeBlock(kind) => {
                self.block(&range);
                let language = match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split([' ', ',']).next().unwrap_or_default().to_owned()
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some(CodeBlock {
                    language,
                    code: String::new(),
                });
            }
            Tag::List(first) => {
                self.block(&range);
                match first {
                    None => self.body.push_markup("<ul>\n"),
                    Some(1) => self.body.push_markup("<ol>\n"),
                    Some(first) => {
                        self.body.push_markup(&format!("<ol start=\"{first}\">\n"));
                    }
                }
            }
            Tag::Item => self.body.push_markup("<li>"),
            Tag::FootnoteDefinition(name) => {
                self.block(&range);
                self.begin_note(&name);
            }
            Tag::Table(alignments) => {
                self.block(&range);
                self.alignments = alignments;
                self.body
                    .push_markup("<div class=\"table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.cell = 0;
                self.body.push_markup("<thead><tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.body.push_markup("<tr>");
            }
            Tag::TableCell => self.begin_cell(),
            Tag::Emphasis => self.inline("<em>"),
            Tag::Strong => self.inline("<strong>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } if self.image.is_none() => self.begin_link(link_type, &dest_url, &title, range),
            Tag::Image { dest_url, .. } => {
                let link = RawLink {
                    form: LinkForm::Image,
                    destination: dest_url.to_string(),
                    labelled: true,
                    range,
                };
                self.image = Some((link, String::new()));
            }
            Tag::HtmlBlock => self.block(&range),
            // Links in the alternative text of an image cannot be followed.
            Tag::Link { .. }
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph if self.shape == Shape::Document => self.close("</p>"),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => self.close("</blockquote>"),
            TagEnd::CodeBlock => {
                if let Some(block) = self.code.take() {
                    self.body.push_code(block);
                    self.push_text("\n");
                }
            }
            TagEnd::List(ordered) => self.close(if ordered { "</ol>" } else { "</ul>" }),
            TagEnd::Item => self.close("</li>"),
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::Table => self.close("</tbody></table></div>"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.close("</tr></thead><tbody>");
            }
            TagEnd::TableRow => self.close("</tr>"),
            TagEnd::TableCell => {
                self.body
                    .push_markup(if self.in_head { "</th>" } else { "</td>" });
                self.push_text(" ");
            }
            TagEnd::Emphasis => self.inline("</em>"),
            TagEnd::Strong => self.inline("</strong>"),
            TagEnd::Link if self.image.is_none() => {
                self.unlabelled = false;
                self.body.end_link();
            }
            TagEnd::Image => {
                if let Some((link, alt)) = self.image.take() {
                    self.body.push_image(link, alt);
                }
            }
            _ => {}
        }
    }

    pub(super) fn close(&mut self, html: &str) {
        self.body.push_markup(html);
        self.push_text("\n");
    }

    fn inline(&mut self, html: &str) {
        if self.image.is_none() && !self.unlabelled {
            self.body.push_markup(html);
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(block) = &mut self.code {
            block.code.push_str(text);
            return;
        }
        if text.starts_with('[') {
            self.check_brackets(&range);
        }
        if !self.unlabelled {
            self.push_text(text);
        }
    }

    /// Reports a bracket that is still text but was probably meant as part of a link.
    fn check_brackets(&mut self, range: &Range<usize>) {
        let source = &self.source[range.start..];
        // Escaped, or inside brackets that have been reported.
        if self.source[..range.start].ends_with(['\\', '[']) {
            return;
        }
        let source = &source[..floor_char_boundary(source, LONGEST_LINK)];
        let line = source.lines().next().unwrap_or_default();
        if source.starts_with("[[") {
            let end = range.start + line.find([' ', '.', ',']).unwrap_or(line.len()).max(2);
            let inside = &line[2..];
            let inside = &inside[..inside.find("[[").unwrap_or(inside.len())];
            let kind = match inside.contains("]]") {
                true => MarkdownFaultKind::UnclosedLink,
                false => MarkdownFaultKind::OpenLink,
            };
            self.fault(kind, range.start..end);
        } else if source.starts_with("[@") {
            let end = range.start + line.find([' ', '.', ',']).unwrap_or(line.len());
            self.fault(MarkdownFaultKind::OpenCitation, range.start..end);
        } else if RecordKind::ALL.iter().any(|kind| {
            source[1..]
                .strip_prefix(kind.word())
                .is_some_and(|rest| rest.starts_with(':'))
        }) {
            let end = range.start + line.find(']').map_or(line.len(), |at| at + 1);
            self.fault(MarkdownFaultKind::SingleBrackets, range.start..end);
        } else if source.starts_with("[^")
            && let Some(end) = line.find(']')
        {
            let end = range.start + end + 1;
            self.fault(MarkdownFaultKind::MissingFootnote, range.start..end);
        }
    }

    fn push_text(&mut self, text: &str) {
        if let Some((_, alt)) = &mut self.image {
            alt.push_str(text);
        } else if self.fixed > 0 {
            self.body.push_fixed(text);
        } else {
            self.body.push_text(text);
        }
    }

    fn begin_link(&mut self, kind: LinkType, to: &str, title: &str, range: Range<usize>) {
        let (form, labelled) = match kind {
            LinkType::WikiLink { .. } => (LinkForm::Wiki, has_label(&self.source[range.clone()])),
            LinkType::ShortcutUnknown
            // These two have been reported already.
            | LinkType::ReferenceUnknown
            | LinkType::CollapsedUnknown
                if title == "@" =>
            {
                (LinkForm::Citation, false)
            }
            _ => (LinkForm::Markdown, true),
        };
        let destination = match kind {
            LinkType::Email => format!("mailto:{to}"),
            // In a table, the bar is written `\|`.
            LinkType::WikiLink { has_pothole: true } => {
                to.strip_suffix('\\').unwrap_or(to).trim().to_owned()
            }
            LinkType::WikiLink { .. } => to.trim().to_owned(),
            _ => to.to_owned(),
        };
        self.unlabelled = !labelled;
        self.body.begin_link(RawLink {
            form,
            destination,
            labelled,
            range,
        });
    }

    fn begin_cell(&mut self) {
        let element = if self.in_head {
            "th scope=\"col\""
        } else {
            "td"
        };
        let class = match self.alignments.get(self.cell) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        self.cell += 1;
        self.body.push_markup(&format!("<{element}{class}>"));
    }

    fn end_heading(&mut self) {
        let Some(open) = self.heading.take() else {
            return;
        };
        self.fixed -= 1;
        let text = self.body.text()[open.text_start..].to_owned();
        let wanted = open.anchor.unwrap_or_else(|| slugify(&text));
        let anchor = self.free_anchor(&wanted);
        // The page's title is its only `h1`.
        let level = open.level.max(2);
        let end = open.text_start + text.len();
        self.body.end_heading(Heading {
            level,
            anchor,
            text: open.text_start..end,
        });
        self.push_text("\n");
    }

    /// The anchor `wanted`, with a number after it if it is already in use.
    fn free_anchor(&mut self, wanted: &str) -> String {
        let mut last = self.anchors.get(wanted).copied().unwrap_or(0);
        loop {
            last += 1;
            let anchor = match last {
                1 => wanted.to_owned(),
                number => format!("{wanted}-{number}"),
            };
            if last == 1 || !self.anchors.contains_key(&anchor) {
                self.anchors.insert(wanted.to_owned(), last);
                self.anchors.entry(anchor.clone()).or_insert(1);
                return anchor;
            }
        }
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Whether a wiki link has its own words after the bar: `[[topic:x|]]` has none.
fn has_label(link: &str) -> bool {
    link.split_once('|')
        .is_some_and(|(_, label)| !label.trim_end_matches(']').trim().is_empty())
}

/// A heading's anchor: its letters and digits in lower case, with hyphens between words.
fn slugify(text: &str) -> String {
    let mut anchor = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            anchor.extend(c.to_lowercase());
        } else if !anchor.is_empty() && !anchor.ends_with('-') && (c.is_whitespace() || c == '-') {
            anchor.push('-');
        }
    }
    let anchor = anchor.trim_end_matches('-');
    if anchor.is_empty() {
        "section".into()
    } else {
        anchor.into()
    }
}

/// Whether `text` contains a character that changes the writing direction.
pub(super) fn has_bidi_control(text: &str) -> bool {
    !text.is_ascii() && text.contains(is_bidi_control)
}
