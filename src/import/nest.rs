//! Estimates how deep a tree of a page would be, before one is built. A hostile page could
//! otherwise overflow the stack.
//!
//! In: the tags and texts of a page, in order. Out: whether a tree is safe to build. The estimate
//! is an upper bound, by the rules of the HTML standard (section 13.2.6). An end tag closes only
//! what every parser closes. A tag inside raw text counts as an element that is never closed.

/// The deepest nesting allowed. Pages that people write stay well below it.
const DEEPEST: usize = 256;
/// The most start tags allowed, and the most repetitions of formatting elements. A parser may
/// repeat open formatting elements in every later paragraph.
const MOST: usize = 200_000;

const VOID: [&str; 15] = [
    "area", "base", "basefont", "br", "col", "embed", "hr", "img", "input", "keygen", "link",
    "meta", "param", "track", "wbr",
];
/// Elements that end at the next one of their kind, or at the end of the table or list around them.
const SELF_ENDING: [&str; 13] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "colgroup",
    "source",
];
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
/// Elements with an end tag that closes everything open inside them.
const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "button",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "ul",
    "template",
];
/// Elements that only their own end tag closes.
const BARRIERS: [&str; 13] = [
    "table",
    "template",
    "applet",
    "marquee",
    "object",
    "svg",
    "math",
    "form",
    "select",
    "button",
    "foreignobject",
    "desc",
    "html",
];

const SHAPES: [&str; 11] = [
    "path", "circle", "ellipse", "line", "rect", "polygon", "polyline", "use", "stop", "image",
    "animate",
];
const HOLDERS: [&str; 8] = [
    "g",
    "defs",
    "symbol",
    "clippath",
    "mask",
    "pattern",
    "lineargradient",
    "radialgradient",
];
const IN_DRAWINGS: [&str; 8] = [
    "svg", "title", "desc", "text", "tspan", "style", "script", "metadata",
];

/// The elements open at one point of a page, and counts of what was seen so far.
#[derive(Debug, Default)]
pub(super) struct Nest {
    open: Vec<String>,
    tags: usize,
    formatting: usize,
    repeated: usize,
    /// Tags in raw text, which a parser may treat as real tags.
    doubtful: usize,
    deep: bool,
    /// Whether an HTML tag appeared in a drawing. It ends the drawing.
    broken_out: bool,
}

impl Nest {
    /// Whether a tree of the page stays within the limits of depth and size.
    pub(super) fn is_tame(&self) -> bool {
        !self.deep && self.tags <= MOST && self.repeated <= MOST
    }

    /// Records a start tag.
    pub(super) fn start(&mut self, name: &str) {
        self.tags += 1;
        self.repeated = self.repeated.saturating_add(self.formatting);
        let known = |names: &[&str]| names.contains(&name);
        if !known(&SHAPES) && !known(&HOLDERS) && !known(&IN_DRAWINGS) {
            self.broken_out |= self.open.iter().any(|open| open == "svg");
        }
        if self.deep || VOID.contains(&name) || SELF_ENDING.contains(&name) {
            return;
        }
        if FORMATTING.contains(&name) {
            self.formatting += 1;
        }
        self.open.push(name.to_owned());
        self.look();
    }

    /// Records a self-closing tag. It has no content in a drawing, but HTML treats it as a start
    /// tag.
    pub(super) fn start_and_end(&mut self, name: &str) {
        let mut around = self
            .open
            .iter()
            .rev()
            .map(String::as_str)
            .skip_while(|open| HOLDERS.contains(open));
        let drawing = !self.broken_out && around.next() == Some("svg");
        if !(drawing && (SHAPES.contains(&name) || HOLDERS.contains(&name))) {
            self.start(name);
        }
    }

    /// Records an end tag.
    pub(super) fn end(&mut self, name: &str) {
        if self.deep || matches!(name, "html" | "body") {
            return;
        }
        let block = BLOCKS.contains(&name);
        let found = self.open.iter().enumerate().rev().find_map(|(at, open)| {
            if open == name {
                return Some(Some(at));
            }
            let stops =
                BARRIERS.contains(&open.as_str()) || !block && BLOCKS.contains(&open.as_str());
            stops.then_some(None)
        });
        let Some(Some(at)) = found else { return };
        if block {
            self.open.truncate(at);
        } else {
            self.open.remove(at);
            if FORMATTING.contains(&name) {
                self.formatting = self.formatting.saturating_sub(1);
            }
        }
    }

    /// Records raw text inside the element `inside`. The tokenizer sees no tags in it, but a parser
    /// might.
    pub(super) fn raw_text(&mut self, inside: &str, text: &str) {
        let foreign = self
            .open
            .iter()
            .any(|open| matches!(open.as_str(), "svg" | "math"));
        if inside == "script" && !foreign {
            return;
        }
        for (at, _) in text.match_indices('<') {
            let name = text[at + 1..]
                .split(|c: char| !c.is_ascii_alphanumeric())
                .next()
                .unwrap_or_default();
            let void = VOID.iter().any(|void| name.eq_ignore_ascii_case(void));
            // A void element may end a drawing, but it adds no depth.
            self.doubtful +=
                usize::from(!void && name.starts_with(|c: char| c.is_ascii_alphabetic()));
        }
        self.look();
    }

    fn look(&mut self) {
        self.deep |= self.open.len() + self.doubtful > DEEPEST;
    }
}

#[cfg(test)]
mod tests {
    use crate::import::page::Page;

    #[test]
    fn what_nests_is_seen_through_its_disguises() {
        for part in [
            "<div>",
            "<span>",
            "<div></span>",
            "<b></i>",
            "<x-y><div></x-y>",
            "<form><div></form>",
            "<div></html>",
            "<div><table><td></div>",
            "<optgroup>",
            "<rt>",
            "<g/>",
            "<noscript><div></noscript>",
            "<select><title></select><div></title>",
            "<svg><title><div></title>",
            "<svg><g>",
            "<object>",
            "<button><div>",
        ] {
            assert!(!Page::read(&part.repeat(2_000)).tame, "{part}");
        }
        let hidden = format!("<svg><br><foreignObject>{}", "<x/>".repeat(1_000));
        assert!(!Page::read(&hidden).tame);
        for part in [
            "<div><p>One<p>two<ul><li>a<li>b</ul></div>",
            "<p><b>a</b> <i><a href=x>b</a></i></p>",
            "<table><tr><td>a<td>b</table>",
            "<svg><g><path d=x /><circle/></g></svg>",
            "<noscript><img src=a></noscript>",
            "<script>'<div><div>'</script>",
            "<h2>a</h2><figure><img><figcaption>b</figcaption></figure>",
            "<select><option>a<option>b</select>",
            "<svg><title>a</title><path></path></svg>",
            "<form><input><button>a</button></form>",
        ] {
            assert!(Page::read(&part.repeat(2_000)).tame, "{part}");
        }
    }
}
