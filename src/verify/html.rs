//! The readable text of a saved HTML page: the only file that names `html5gum`.
//!
//! What a browser would show as text, in the order of the file, with the place of each part. Nothing is left out by
//! guessing what is article and what is not: that would make words unfindable which are there.

use crate::text::Traced;
use html5gum::{DefaultEmitter, Token, Tokenizer};

/// Elements whose content nobody reads.
const UNREAD: [&str; 12] = [
    "script", "style", "template", "noscript", "title", "svg", "iframe", "object", "textarea",
    "select", "audio", "video",
];

/// Elements that stand in a line of text (HTML Living Standard, section 3.2.5.2.5, phrasing content). All others begin
/// and end a paragraph.
const IN_LINE: [&str; 40] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "input", "ins", "kbd", "label", "mark", "meter", "nobr", "output", "q",
    "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
];

/// The readable text of the page `html`. Paragraphs end with a blank line.
pub(super) fn readable(html: &str) -> Traced {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut made = Traced::with_capacity(html.len() / 4);
    // The element that nobody reads, and how many of its kind are open.
    let mut unread: Option<(Vec<u8>, usize)> = None;
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => match &mut unread {
                Some((name, open)) if *name == *tag.name && !tag.self_closing => *open += 1,
                Some(_) => {}
                None if is_one_of(&tag.name, &UNREAD) && !tag.self_closing => {
                    unread = Some((tag.name.to_vec(), 1));
                }
                None => end_paragraph(&tag.name, tag.span.start, &mut made),
            },
            Token::EndTag(tag) => match &mut unread {
                Some((name, open)) if *name == *tag.name => {
                    *open -= 1;
                    if *open == 0 {
                        unread = None;
                    }
                }
                Some(_) => {}
                None => end_paragraph(&tag.name, tag.span.start, &mut made),
            },
            Token::String(words) if unread.is_none() => {
                let raw = html
                    .get(words.span.start..words.span.end)
                    .unwrap_or_default();
                let words = String::from_utf8_lossy(&words.value).into_owned();
                push(&words, raw, html, &mut made);
            }
            _ => {}
        }
    }
    made
}

fn is_one_of(name: &[u8], names: &[&str]) -> bool {
    names.iter().any(|one| one.as_bytes() == name)
}

fn end_paragraph(name: &[u8], at: usize, made: &mut Traced) {
    if name == b"br" {
        made.push("\n", at..at);
    } else if !is_one_of(name, &IN_LINE) && !made.text().ends_with("\n\n") {
        made.push("\n\n", at..at);
    }
}

/// Adds `words`, which the file writes as `raw`: with character references, and with line ends of its own.
fn push(words: &str, raw: &str, html: &str, made: &mut Traced) {
    let start = raw.as_ptr() as usize - html.as_ptr() as usize;
    let mut rest = raw;
    let mut spaced = false;
    for c in words.chars() {
        let at = start + (raw.len() - rest.len());
        if rest.starts_with(c) {
            rest = &rest[c.len_utf8()..];
        } else if rest.starts_with('&') {
            rest = after_reference(rest);
        } else if rest.starts_with("\r\n") {
            rest = &rest[2..];
        }
        let there = at..start + (raw.len() - rest.len());
        // Line ends of the file do not end a paragraph.
        if c.is_ascii_whitespace() {
            if !spaced {
                made.push(" ", there);
            }
            spaced = true;
        } else {
            made.push(c.encode_utf8(&mut [0; 4]), there);
            spaced = false;
        }
    }
}

/// What follows the character reference at the beginning of `raw`.
fn after_reference(raw: &str) -> &str {
    let name = raw[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
    let end = name.map_or(raw.len(), |length| 1 + length);
    raw[end..].strip_prefix(';').unwrap_or(&raw[end..])
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn what_is_shown_is_read_and_leads_back() {
        let html = "<!doctype html><html><head><title>T</title><style>p{}</style></head><body>\
                    <h1>Head</h1><p>It&rsquo;s <b>so</b>,\n  caf&eacute; &amp; more<br>line</p><script>var x='<p>no</p>'</script>\
                    <ul><li>one<li>two</ul></body></html>";
        let made = readable(html);
        assert_eq!(
            made.text().trim(),
            "Head\n\nIt’s so, café & more\nline\n\none\n\ntwo"
        );
        for (word, there) in [
            ("It’s", "It&rsquo;s"),
            ("so", "so"),
            ("café", "caf&eacute;"),
            ("two", "two"),
        ] {
            let at = made.text().find(word).expect("it is there");
            assert_eq!(&html[made.original(&(at..at + word.len()))], there);
        }
    }

    #[test]
    fn nothing_is_read_where_nothing_is_shown() {
        for html in [
            "",
            "<script>words",
            "<p></p>",
            "<template><p>x</p></template>",
            "<!-- words -->",
        ] {
            assert_eq!(readable(html).text().trim(), "", "{html}");
        }
    }
}
