//! Reads HTML as a stream of tags and text. This is the only file that uses `html5gum`. It builds
//! no tree and runs no scripts, so pages may be nested to any depth.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use std::ops::Range;

/// A token of an HTML page (HTML Living Standard, section 13.2.5).
#[derive(Debug)]
pub enum HtmlToken {
    /// The start of an element.
    Start(HtmlTag),
    /// The end of an element: its name, and the byte at which the end tag begins.
    End(String, usize),
    /// Text with its character references resolved, and its bytes in the source.
    Text(String, Range<usize>),
}

/// The start tag of an element.
#[derive(Debug)]
pub struct HtmlTag {
    /// The element's name, in lower case.
    pub name: String,
    /// Whether the tag ends with `/>`.
    pub self_closing: bool,
    /// The byte at which the tag begins.
    pub at: usize,
    tag: StartTag<usize>,
}

impl HtmlTag {
    /// The values of all attributes.
    pub fn values(&self) -> impl Iterator<Item = String> {
        self.tag.attributes.values().map(|value| lossy(value))
    }

    /// The value of the attribute `name`: empty if it has no value, `None` if there is no such
    /// attribute.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let value = self.tag.attributes.get(name.as_bytes())?;
        Some(lossy(value))
    }

    /// Whether the content of the element is skipped. For elements with raw text, such as `script`,
    /// a tag that ends with `/>` still has content.
    pub fn begins_unread(&self) -> bool {
        if self.is_hidden() {
            return !self.self_closing;
        }
        let raw = matches!(
            self.name.as_str(),
            "script" | "style" | "title" | "textarea"
        );
        UNREAD.contains(&self.name.as_str()) && (raw || !self.self_closing)
    }
}

impl HtmlTag {
    /// Whether the page hides the element: with `hidden`, with its `style` attribute, or as a
    /// `dialog` that is not open.
    fn is_hidden(&self) -> bool {
        if is_void(&self.name) {
            return false;
        }
        let style = self
            .attribute("style")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let style: String = style.split_ascii_whitespace().collect();
        self.tag.attributes.contains_key(&b"hidden"[..])
            || style.contains("display:none")
            || style.contains("visibility:hidden")
            || self.name == "dialog" && !self.tag.attributes.contains_key(&b"open"[..])
    }
}

/// Whether elements with this name never have content (HTML Living Standard, section 13.1.2).
pub fn is_void(name: &str) -> bool {
    const VOID: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ];
    VOID.contains(&name)
}

/// Whether the end tag of the element may be omitted, so the next element of its kind ends it.
pub fn may_end_itself(name: &str) -> bool {
    const SELF_ENDING: [&str; 15] = [
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
        "rp", "rt", "colgroup",
    ];
    SELF_ENDING.contains(&name)
}

/// Elements whose content is not part of the page's text.
const UNREAD: [&str; 15] = [
    "script", "style", "template", "noscript", "title", "svg", "math", "iframe", "object",
    "textarea", "select", "button", "audio", "video", "canvas",
];

/// Elements that are part of a line of text (phrasing content, HTML Living Standard, section
/// 3.2.5.2.5). All others begin and end a paragraph.
const IN_LINE: [&str; 37] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "meter", "nobr", "output", "q", "s", "samp",
    "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "ruby",
];

/// Whether an element is part of a line of text.
pub fn is_in_line(name: &str) -> bool {
    IN_LINE.contains(&name)
}

/// The tags and text of `html`, in order. Comments, doctypes and parse errors are skipped.
pub fn html_tokens(html: &str) -> impl Iterator<Item = HtmlToken> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let tokens = Tokenizer::new_with_emitter(html, emitter);
    tokens.filter_map(|token| {
        let Ok(token) = token;
        Some(match token {
            Token::StartTag(tag) => HtmlToken::Start(HtmlTag {
                name: lossy(&tag.name),
                self_closing: tag.self_closing,
                at: tag.span.start,
                tag,
            }),
            Token::EndTag(tag) => HtmlToken::End(lossy(&tag.name), tag.span.start),
            Token::String(text) => {
                HtmlToken::Text(lossy(&text.value), text.span.start..text.span.end)
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => return None,
        })
    })
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
