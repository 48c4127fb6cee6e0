//! Normalises texts, so that quotes and their sources can be compared.
//!
//! In: a text. Out: the normalised text, with each place traceable to the original. It removes only
//! differences that printers, browsers and editors introduce:
//!
//! - the composition of letters (Unicode NFC, UAX #15)
//! - typographic quotes and dashes
//! - soft hyphens and characters without width
//! - runs of white space
//!
//! Case, letters, digits and punctuation stay significant. Searching is left to `verify/`.

use super::Traced;
use std::ops::Range;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Normalises `text`: drops characters without width, applies NFC, and makes typographic quotes and
/// dashes plain. Each run of white space becomes one space, with none at the ends. Places in the
/// result lead back to bytes of `text`.
pub fn normalise(text: &str) -> Traced {
    let mut made = Traced::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    // White space seen before the next character.
    let mut space: Option<Range<usize>> = None;
    while at < bytes.len() {
        let run = plain_run(&bytes[at..]);
        if run > 0 {
            end_space(&mut made, &mut space);
            made.push(&text[at..at + run], at..at + run);
            at += run;
            continue;
        }
        let c = text[at..].chars().next().expect("not at the end");
        let next = at + c.len_utf8();
        if c.is_whitespace() {
            space.get_or_insert(at..next).end = next;
        } else if let Some(plain) = plain_mark(c) {
            end_space(&mut made, &mut space);
            made.push(plain, at..next);
        } else if !is_dropped(c) {
            let after_space = space.is_some();
            end_space(&mut made, &mut space);
            at = letter(text, at, after_space, &mut made);
            continue;
        }
        at = next;
    }
    made
}

fn end_space(made: &mut Traced, space: &mut Option<Range<usize>>) {
    if let Some(space) = space.take()
        && !made.text().is_empty()
    {
        made.push(" ", space);
    }
}

/// The length of the leading ASCII text that needs no change: words with single spaces between
/// them.
fn plain_run(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(byte) = bytes.get(length) {
        let word = |byte: &u8| byte.is_ascii() && !is_ascii_space(*byte);
        let single = *byte == b' ' && length > 0 && bytes.get(length + 1).is_some_and(word);
        if !single && !word(byte) {
            break;
        }
        length += 1;
    }
    length
}

fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\x0b' | b'\x0c' | b'\r')
}

/// Adds the letter at `at` with its combining marks, composed. Returns the end of the letter.
fn letter(text: &str, at: usize, after_space: bool, made: &mut Traced) -> usize {
    let mut chars = text[at..].char_indices().peekable();
    let (_, first) = chars.next().expect("not at the end");
    let mut cluster = String::new();
    let mut original = at..at + first.len_utf8();
    if joins(first)
        && !after_space
        && let Some((base, place)) = made.pop()
    {
        cluster.push(base);
        original.start = place.start;
    }
    cluster.push(first);
    let mut end = original.end;
    while let Some((offset, c)) = chars.next_if(|(_, c)| joins(*c) || is_dropped(*c)) {
        end = at + offset + c.len_utf8();
        if !is_dropped(c) {
            cluster.push(c);
            original.end = end;
        }
    }
    if is_nfc_quick(cluster.chars()) != IsNormalized::Yes {
        cluster = cluster.nfc().collect();
    }
    made.push(&cluster, original);
    end
}

/// Whether `c` may combine with the character before it, or be reordered with it.
fn joins(c: char) -> bool {
    !c.is_ascii()
        && (canonical_combining_class(c) != 0
            || is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe)
}

/// Whether normalisation drops `c`: soft hyphens, and format characters without width that split
/// words, join words or set the direction of writing.
fn is_dropped(c: char) -> bool {
    is_bidi_control(c)
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}'
            | '\u{206a}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Whether `c` sets the direction of writing (Unicode property `Bidi_Control`, UAX #9). Text with
/// it may look different from what it is.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The plain keyboard equivalent of a typographic quote or dash.
fn plain_mark(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2039}' | '\u{203a}' | '\u{2bc}' | '\u{ff07}' => {
            "'"
        }
        '\u{201c}'..='\u{201f}'
        | '\u{2033}'
        | '\u{ab}'
        | '\u{bb}'
        | '\u{301d}'..='\u{301f}'
        | '\u{ff02}' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{is_dropped, normalise, plain_mark};
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn normal(text: &str) -> String {
        normalise(text).text().to_owned()
    }

    #[test]
    fn typography_is_made_plain_and_nothing_else() {
        assert_eq!(normal("“It’s – so”"), "\"It's - so\"");
        assert_eq!(normal(" a\u{a0}\r\n\tb  c "), "a b c");
        assert_eq!(normal("co\u{ad}op\u{200b}er\u{2060}ate"), "cooperate");
        assert_eq!(normal("e\u{301}te\u{ad}\u{301}"), "été");
        assert_eq!(
            normal("q\u{323}\u{307} = q\u{307}\u{323}"),
            "q\u{323}\u{307} = q\u{323}\u{307}"
        );
        assert_eq!(normal("\u{1100}\u{1161}\u{11a8}"), "\u{ac01}");
        assert_eq!(normal("Case 1,000 …"), "Case 1,000 …");
    }

    #[test]
    fn places_lead_back() {
        let text = "The  firm’s “co\u{ad}operate\u{301}” –\nyes";
        let made = normalise(text);
        assert_eq!(made.text(), "The firm's \"cooperaté\" - yes");
        for (word, source) in [
            ("firm's", "firm’s"),
            ("cooperaté", "co\u{ad}operate\u{301}"),
            ("yes", "yes"),
        ] {
            let at = made.text().find(word).expect("it is there");
            assert_eq!(&text[made.original(&(at..at + word.len()))], source);
        }
    }

    proptest! {
        /// The result equals the declared steps, applied one by one to the whole text.
        #[test]
        fn it_is_what_is_declared(text in "[a-c \u{301}\u{323}\u{ad}\u{200b}’“–é\u{1100}\u{1161}\u{11a8}\n\u{a0}=\u{338}Åя]{0,24}") {
            let kept: String = text.chars().filter(|c| !is_dropped(*c)).collect();
            let plain: String = kept.nfc().map(|c| plain_mark(c).map_or(c, |mark| char::from(mark.as_bytes()[0]))).collect();
            let declared = plain.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(&normal(&text), &declared);
            prop_assert_eq!(normal(&declared), declared);
        }
    }
}
