//! Turns pieces of plain text into a Markdown body that renders as exactly that text.
//!
//! In: pieces from `piece.rs` or `page.rs`. Out: Markdown. The front matter is left to `record.rs`.

use super::piece::{Piece, PieceKind};

/// Escapes one line of `text` so that neither CommonMark nor the project's own markup changes it.
pub(super) fn escape(text: &str) -> String {
    let mut made = String::with_capacity(text.len() + 8);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' => true,
            // Inside a word, an underscore is literal.
            '_' => {
                let before = text[..at].chars().next_back();
                let after = text[at + 1..].chars().next();
                ![before, after]
                    .iter()
                    .all(|c| c.is_some_and(char::is_alphanumeric))
            }
            '#' | '+' | '-' | '=' | '~' | '|' | ':' => at == 0,
            '.' | ')' => digits > 0 && at == digits,
            // Escape only what may be a character reference, not an ampersand between words.
            '&' => text[at..]
                .split(' ')
                .next()
                .is_some_and(|word| word.contains(';')),
            _ => false,
        };
        if special {
            made.push('\\');
        }
        made.push(c);
    }
    made
}

/// Escapes a heading. It may also end in `#` or contain `{…}`, which Markdown would read as syntax.
fn escape_heading(text: &str) -> String {
    let mut made = String::with_capacity(text.len() + 8);
    for c in escape(text).chars() {
        if matches!(c, '#' | '{' | '}') && !made.ends_with('\\') {
            made.push('\\');
        }
        made.push(c);
    }
    made
}

/// Writes the pieces as a Markdown body that ends in a newline. No pieces give an empty string.
pub(super) fn body<'a>(pieces: impl IntoIterator<Item = &'a Piece>) -> String {
    let mut made = String::new();
    let mut before: Option<PieceKind> = None;
    let mut number = 0;
    for piece in pieces {
        let list = matches!(piece.kind, PieceKind::Item | PieceKind::Numbered);
        if before.is_some() {
            made.push_str(if list && before == Some(piece.kind) {
                "\n"
            } else {
                "\n\n"
            });
        }
        number = if before == Some(PieceKind::Numbered) {
            number + 1
        } else {
            1
        };
        match piece.kind {
            PieceKind::Paragraph => made.push_str(&escape(&piece.text)),
            // The only `<h1>` is the page's own title.
            PieceKind::Heading(level) => {
                made.push_str(&"#".repeat(usize::from(level.clamp(2, 6))));
                made.push(' ');
                made.push_str(&escape_heading(&piece.text));
            }
            PieceKind::Item => made.push_str(&format!("- {}", escape(&piece.text))),
            PieceKind::Numbered => made.push_str(&format!("{number}. {}", escape(&piece.text))),
        }
        before = Some(piece.kind);
    }
    if !made.is_empty() {
        made.push('\n');
    }
    made
}

#[cfg(test)]
mod tests {
    use super::{body, escape};
    use crate::import::piece::{Piece, PieceKind, clean};
    use crate::parse::{Shape, markdown};
    use proptest::prelude::*;

    fn piece(text: &str, kind: PieceKind) -> Option<Piece> {
        Piece::new(text, kind)
    }

    fn read(written: &str) -> String {
        let (body, faults) = markdown(written, Shape::Document);
        assert!(
            faults.is_empty() && body.links().is_empty(),
            "{written:?}: {faults:?}"
        );
        body.text().to_owned()
    }

    #[test]
    fn what_means_something_in_markdown_stays_text() {
        for text in [
            "# one",
            "- two",
            "+ two",
            "1. three",
            "12) three",
            "> four",
            "[[claim:x]]",
            "[@x] and [^n] and [a](b)",
            "[^n]: note",
            "<b>",
            "*a* _b_ `c`",
            "---",
            "===",
            "***",
            "~~~ x",
            "&amp; AT&T; a & b",
            "\\",
            "a\\",
            "| a | b |",
            "![x](y)",
            "    x",
            "[x]: http://a",
            ": d",
            "http://a.b/c_d_e",
            "a  b",
            "-",
            "#",
            "1.",
            "{#id}",
        ] {
            let clean = clean(text);
            assert_eq!(read(&escape(&clean)).trim_end(), clean, "{text}");
        }
        let heading = piece("About C# {#x} #", PieceKind::Heading(1)).expect("text");
        assert_eq!(read(&body([&heading])), "About C# {#x} #\n");
    }

    #[test]
    fn lists_are_lists() {
        let pieces = [
            piece("Intro", PieceKind::Paragraph),
            piece("- one", PieceKind::Item),
            piece("two", PieceKind::Item),
            piece("a", PieceKind::Numbered),
            piece("b", PieceKind::Numbered),
            piece("End", PieceKind::Paragraph),
        ];
        let written = body(pieces.iter().flatten());
        assert_eq!(written, "Intro\n\n- \\- one\n- two\n\n1. a\n2. b\n\nEnd\n");
    }

    fn kind() -> impl Strategy<Value = PieceKind> {
        prop_oneof![
            Just(PieceKind::Paragraph),
            Just(PieceKind::Item),
            Just(PieceKind::Numbered),
            (1u8..=6).prop_map(PieceKind::Heading)
        ]
    }

    proptest! {
        #[test]
        fn a_body_reads_as_what_went_in(
            parts in proptest::collection::vec(("[-#*+>_`~<&;:|!\\[\\](){}@^=.0-9A-Za-zé\u{a0} \\\\\t]{0,24}|.{0,20}", kind()), 0..8)
        ) {
            let pieces: Vec<_> = parts.iter().filter_map(|(text, kind)| piece(text, *kind)).collect();
            let wanted: Vec<_> = pieces.iter().map(|piece| piece.text.clone()).collect();
            let text = read(&body(&pieces));
            let got: Vec<_> = text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
            prop_assert_eq!(got, wanted);
        }
    }
}
