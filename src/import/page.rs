//! Reads a saved HTML page from its tags, in one pass.
//!
//! In: HTML. Out: what the head declares, and the shown text as pieces. Nothing is run or fetched.
//! No tree is built, so nesting depth does not matter.

use super::nest::Nest;
use super::piece::{Piece, PieceKind, clean};
use crate::document::{HtmlTag, HtmlToken, html_tokens, is_in_line, is_void, may_end_itself};

/// The contents of a page that an import uses.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The `lang` attribute of `<html>`.
    pub(super) language: Option<String>,
    /// The text of `<title>`.
    pub(super) title: Option<String>,
    /// The `<meta>` elements: the property, name or itemprop in lower case, and the content.
    pub(super) metas: Vec<(String, String)>,
    /// The address in `<link rel="canonical">`.
    pub(super) canonical: Option<String>,
    /// The texts of `<script type="application/ld+json">`.
    pub(super) json_ld: Vec<String>,
    /// The shown text, in reading order.
    pub(super) pieces: Vec<Piece>,
    /// Whether a tree of the page can be built within limits of size and depth.
    pub(super) tame: bool,
}

impl Page {
    /// Reads the page in `html`. Malformed HTML is accepted.
    pub(super) fn read(html: &str) -> Self {
        let mut reader = Reader::default();
        for token in html_tokens(html) {
            match token {
                HtmlToken::Start(tag) => {
                    if tag.self_closing {
                        reader.nest.start_and_end(&tag.name);
                    } else {
                        reader.nest.start(&tag.name);
                    }
                    reader.start(tag);
                }
                HtmlToken::End(name, _) => {
                    reader.nest.end(&name);
                    reader.end(&name);
                }
                HtmlToken::Text(text, _) => reader.text(&text),
            }
        }
        reader.end_piece();
        reader.page.tame = reader.nest.is_tame();
        reader.page
    }

    /// The content of the first `<meta>` element called `name`, unless it is empty.
    pub(super) fn meta(&self, name: &str) -> Option<&str> {
        let meta = self.metas.iter().find(|(is, _)| is == name)?;
        Some(&meta.1)
    }
}

/// Decodes a text that may contain character references or tags: `R&amp;D` becomes `R&D`.
pub(super) fn plain(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return clean(text);
    }
    let mut made = String::new();
    for token in html_tokens(text) {
        if let HtmlToken::Text(text, _) = token {
            made.push_str(&text);
        }
    }
    clean(&made)
}

#[derive(Default)]
struct Reader {
    page: Page,
    open: Vec<String>,
    /// Open elements outside the article: the depth of each, and its name in words.
    outside: Vec<(usize, &'static str)>,
    /// The open element with hidden text, and how many of its kind are open.
    hidden: Option<(String, usize)>,
    json: bool,
    kind: Option<PieceKind>,
    numbered: Vec<bool>,
    text: String,
    time: Option<String>,
    nest: Nest,
}

impl Reader {
    fn start(&mut self, tag: HtmlTag) {
        let unread = tag.begins_unread();
        let attribute = |key: &str| tag.attribute(key);
        let name = tag.name.clone();
        if let Some((hidden, count)) = &mut self.hidden {
            if *hidden != name {
                return;
            }
            // An element without a required end tag ends at the next one of its kind.
            if !may_end_itself(&name) {
                *count += usize::from(!tag.self_closing);
                return;
            }
            self.hidden = None;
        }
        match name.as_str() {
            "html" => self.page.language = self.page.language.take().or_else(|| attribute("lang")),
            "meta" => {
                let key = ["property", "name", "itemprop"]
                    .into_iter()
                    .find_map(&attribute);
                if let (Some(key), Some(content)) = (key, attribute("content")) {
                    let content = plain(&content);
                    if !content.is_empty() {
                        self.page.metas.push((key.trim().to_lowercase(), content));
                    }
                }
            }
            "link" => {
                let rel = attribute("rel").unwrap_or_default().to_lowercase();
                if rel.split_whitespace().any(|word| word == "canonical") {
                    self.page.canonical = self.page.canonical.take().or_else(|| attribute("href"));
                }
            }
            "time" => self.time = self.time.take().or_else(|| attribute("datetime")),
            "script" => {
                let kind = attribute("type").unwrap_or_default().to_lowercase();
                self.json = kind.trim().starts_with("application/ld+json");
                if self.json {
                    self.page.json_ld.push(String::new());
                }
            }
            _ => {}
        }
        if unread {
            self.hidden = Some((name, 1));
            return;
        }
        let inline = is_in_line(&name);
        if !inline {
            self.end_piece();
        }
        if is_void(&name) {
            return;
        }
        if inline || may_end_itself(&name) {
            if name == "li" {
                let numbered = self.numbered.last().copied().unwrap_or(false);
                self.kind = Some(if numbered {
                    PieceKind::Numbered
                } else {
                    PieceKind::Item
                });
            } else if !inline && name != "p" {
                self.kind = None;
            }
            return;
        }
        self.kind = match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => Some(PieceKind::Heading(level - b'0')),
            _ => None,
        };
        if name == "ul" || name == "ol" {
            self.numbered.push(name == "ol");
        }
        let depth = self.open.len();
        let role = attribute("role").unwrap_or_default();
        let outside = match (name.as_str(), role.trim()) {
            ("nav", _) | (_, "navigation") => Some("navigation"),
            ("aside", _) | (_, "complementary") => Some("an aside"),
            (_, "contentinfo") => Some("the footer"),
            ("footer", _) => Some("a footer"),
            (_, "banner") => Some("the head of the page"),
            ("figure", _) => Some("a figure"),
            _ => None,
        };
        if let Some(what) = outside {
            self.outside.push((depth, what));
        }
        self.open.push(name);
    }

    fn end(&mut self, name: &str) {
        if let Some((hidden, count)) = &mut self.hidden {
            if hidden == name {
                *count -= 1;
                if *count == 0 {
                    self.hidden = None;
                    self.json = false;
                }
            }
            return;
        }
        let self_ending = may_end_itself(name);
        if is_in_line(name) || is_void(name) {
            return;
        }
        self.end_piece();
        self.kind = None;
        if self_ending {
            return;
        }
        // An end tag without a start tag ends nothing. Search only nearby, so that hostile pages
        // stay fast.
        const NEAR: usize = 32;
        let near = self.open.len().saturating_sub(NEAR);
        let Some(at) = self.open[near..].iter().rposition(|open| open == name) else {
            return;
        };
        let at = near + at;
        for closed in self.open.drain(at..) {
            if closed == "ul" || closed == "ol" {
                self.numbered.pop();
            }
        }
        while self.outside.pop_if(|(depth, _)| *depth >= at).is_some() {}
    }

    fn text(&mut self, text: &str) {
        if let Some((hidden, _)) = &self.hidden {
            self.nest.raw_text(hidden, text);
        }
        match &self.hidden {
            Some((hidden, _)) if hidden == "title" => {
                if self.page.title.is_none() {
                    self.page.title = Some(clean(text)).filter(|title| !title.is_empty());
                }
            }
            Some(_) => {
                if self.json
                    && let Some(json) = self.page.json_ld.last_mut()
                {
                    json.push_str(text);
                }
            }
            None => self.text.push_str(text),
        }
    }

    fn end_piece(&mut self) {
        let text = std::mem::take(&mut self.text);
        let time = self.time.take();
        let kind = self.kind.unwrap_or(PieceKind::Paragraph);
        if let Some(piece) = Piece::new(&text, kind) {
            let outside = self.outside.first().map(|(_, what)| *what);
            self.page.pieces.push(Piece {
                outside,
                time,
                ..piece
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, plain};
    use crate::import::piece::PieceKind;

    #[test]
    fn a_page_is_its_head_and_its_pieces() {
        let html = "<!doctype html><html lang=en-GB><head><title>A &amp; B</title><meta name=Author content='R&amp;D'>\
            <link rel=canonical href=https://x.example/a><script type=application/ld+json>{\"a\": \"</b>\"}</script></head>\
            <body><header><nav><a href=x>Home</a></nav></header><main><article><header><h1>The <em>head</em></h1></header>\
            <p>One<br>two<p>three<ul><li>item<li>other</ul><ol><li>first</ol><time datetime=2026-01-02>then</time></article>\
            </main><script>var x = '<p>no</p>'</script><footer>End</footer>";
        let page = Page::read(html);
        assert_eq!(page.language.as_deref(), Some("en-GB"));
        assert_eq!(page.title.as_deref(), Some("A & B"));
        assert_eq!(page.meta("author"), Some("R&D"));
        assert_eq!(page.json_ld, ["{\"a\": \"</b>\"}"]);
        assert!(page.tame);
        let texts: Vec<_> = page
            .pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(
            texts,
            [
                "Home", "The head", "One", "two", "three", "item", "other", "first", "then", "End"
            ]
        );
        assert_eq!(page.pieces[0].outside, Some("navigation"));
        assert_eq!(
            (page.pieces[1].kind, page.pieces[1].outside),
            (PieceKind::Heading(1), None)
        );
        assert_eq!(
            (page.pieces[5].kind, page.pieces[7].kind),
            (PieceKind::Item, PieceKind::Numbered)
        );
        assert_eq!(page.pieces[8].time.as_deref(), Some("2026-01-02"));
        assert_eq!(plain("a &lt;b&gt; <i>c</i>"), "a <b> c");
    }

    #[test]
    fn a_hostile_page_is_not_tame() {
        assert!(!Page::read(&"<div>".repeat(100_000)).tame);
        assert!(!Page::read(&"<b><p>".repeat(2_000)).tame);
        assert!(Page::read(&"<p>x".repeat(2_000)).tame);
        let page = Page::read(&format!(
            "{}deep{}",
            "<div>".repeat(100_000),
            "</div>".repeat(100_000)
        ));
        assert_eq!(page.pieces.len(), 1);
    }
}
