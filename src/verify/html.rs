//! The readable text of a saved HTML page: what a browser would show as text, in file order, with
//! positions in the file.
//!
//! The whole page is kept. Guessing which part is the article could hide words that are there.

use crate::document::{HtmlToken, html_tokens, is_in_line, may_end_itself};
use crate::text::Traced;

/// The readable text of the page `html`. Paragraphs end with a blank line.
pub(super) fn readable(html: &str) -> Traced {
    let mut made = Traced::with_capacity(html.len() / 4);
    // The hidden element, and how many elements of its name are open.
    let mut unread: Option<(String, usize)> = None;
    for token in html_tokens(html) {
        match (token, &mut unread) {
            (HtmlToken::Start(tag), Some((name, _))) if *name != tag.name => {}
            (HtmlToken::Start(tag), Some((_, open))) if !may_end_itself(&tag.name) => {
                *open += usize::from(!tag.self_closing);
            }
            // An element without an end tag ends at the next one of its name.
            (HtmlToken::Start(tag), _) => {
                end_paragraph(&tag.name, tag.at, &mut made);
                unread = tag.begins_unread().then_some((tag.name, 1));
            }
            (HtmlToken::End(name, _), Some((unread_name, open))) => {
                if *unread_name == name {
                    *open -= 1;
                    if *open == 0 {
                        unread = None;
                    }
                }
            }
            (HtmlToken::End(name, at), None) => end_paragraph(&name, at, &mut made),
            (HtmlToken::Text(words, bytes), None) => {
                let raw = html.get(bytes.clone()).unwrap_or_default();
                push(&words, raw, bytes.start, &mut made);
            }
            (HtmlToken::Text(..), Some(_)) => {}
        }
    }
    made
}

fn end_paragraph(name: &str, at: usize, made: &mut Traced) {
    if name == "br" {
        made.push("\n", at..at);
    } else if !is_in_line(name) && !made.text().ends_with("\n\n") {
        made.push("\n\n", at..at);
    }
}

/// Adds `words`, which the file contains at byte `start` as `raw`, with character references and
/// line ends.
fn push(words: &str, raw: &str, start: usize, made: &mut Traced) {
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
        // A line end in the file is only a space.
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

/// The rest of `raw` after the character reference it begins with.
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
    fn what_is_hidden_ends_where_it_ends() {
        for (html, text) in [
            ("<p hidden>no<p>yes", "yes"),
            ("<ul><li hidden>no</li><li>yes</ul>", "yes"),
            ("<div hidden>no <div>no</div> no</div>yes", "yes"),
            ("<dialog open>yes</dialog>", "yes"),
            ("<img hidden>yes", "yes"),
        ] {
            assert_eq!(readable(html).text().trim(), text, "{html}");
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
            "<p hidden>words",
            "<div style='display: none'>words <div>more</div></div>",
            "<dialog>words</dialog>",
        ] {
            assert_eq!(readable(html).text().trim(), "", "{html}");
        }
    }
}
