//! Links to words of a page: text fragments (WICG, URL Fragment Text Directives, section 3.3).

use crate::dossier::Quote;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Quotes of more words are named by their first and their last words, which need not stand in one paragraph.
const LONGEST_WHOLE: usize = 12;

/// Words by which an end of a long quote is named.
const WORDS_OF_AN_END: usize = 5;

/// The address of the words of `quote` on the page at `url`: `URL#:~:text=[prefix-,]start[,end][,-suffix]`.
pub(super) fn text_fragment(url: &str, quote: &Quote) -> String {
    let parts: Vec<&str> = quote
        .text
        .split("[…]")
        .flat_map(|part| part.split("[...]"))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let words: Vec<&str> = parts
        .iter()
        .flat_map(|part| part.split_whitespace())
        .collect();
    let (start, end) = match parts.as_slice() {
        [_] if words.len() <= LONGEST_WHOLE => (words.join(" "), None),
        [first, .., last] => (first_words(first), Some(last_words(last))),
        _ => {
            let all = words.join(" ");
            (first_words(&all), Some(last_words(&all)))
        }
    };
    // An address that was copied with a fragment of its own.
    let url = url.split_once(":~:").map_or(url, |(page, _)| page);
    let mut link = String::from(url);
    if !url.contains('#') {
        link.push('#');
    }
    link.push_str(":~:text=");
    if let Some(prefix) = &quote.prefix {
        encode(prefix, &mut link);
        link.push_str("-,");
    }
    encode(&start, &mut link);
    if let Some(end) = end {
        link.push(',');
        encode(&end, &mut link);
    }
    if let Some(suffix) = &quote.suffix {
        link.push_str(",-");
        encode(suffix, &mut link);
    }
    link
}

fn first_words(text: &str) -> String {
    text.split_whitespace()
        .take(WORDS_OF_AN_END)
        .collect::<Vec<_>>()
        .join(" ")
}

fn last_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words[words.len().saturating_sub(WORDS_OF_AN_END)..].join(" ")
}

/// What the directive leaves as it is, besides ASCII letters and digits. `-`, `,` and `&` have a
/// meaning in it.
const IN_A_DIRECTIVE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'*')
    .remove(b'(')
    .remove(b')')
    .remove(b'\'');

/// Adds `text`, with single spaces between its words, percent-encoded.
fn encode(text: &str, link: &mut String) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = words.join(" ");
    link.extend(utf8_percent_encode(&words, IN_A_DIRECTIVE));
}

#[cfg(test)]
mod tests {
    use super::text_fragment;
    use crate::dossier::Quote;

    #[test]
    fn words_are_named_as_the_specification_says() {
        let quote = |text: &str| Quote {
            text: text.into(),
            prefix: None,
            suffix: None,
        };
        assert_eq!(
            text_fragment(
                "https://example.org/a",
                &quote("so-called “limits”, & more")
            ),
            "https://example.org/a#:~:text=so%2Dcalled%20%E2%80%9Climits%E2%80%9D%2C%20%26%20more"
        );
        assert_eq!(
            text_fragment("https://example.org/a#top", &quote("one two […] three")),
            "https://example.org/a#top:~:text=one%20two,three"
        );
        assert_eq!(
            text_fragment("https://example.org/a#:~:text=x", &quote("so")),
            "https://example.org/a#:~:text=so"
        );
        let placed = Quote {
            prefix: Some("before it".into()),
            suffix: Some("after".into()),
            ..quote("so")
        };
        assert_eq!(
            text_fragment("https://example.org/", &placed),
            "https://example.org/#:~:text=before%20it-,so,-after"
        );
        let long = quote("a b c d e f g h i j k l m n");
        assert_eq!(
            text_fragment("u", &long),
            "u#:~:text=a%20b%20c%20d%20e,j%20k%20l%20m%20n"
        );
    }
}
