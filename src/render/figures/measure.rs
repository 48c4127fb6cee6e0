//! Estimates the width of text without the reader's font.
//!
//! In: a text and its size. Out: a width that common fonts do not exceed, and texts cut or wrapped
//! to a width. Placing the text is left to the figures.

use unicode_width::UnicodeWidthChar;

/// The widest advance of each ASCII character from the space on, in hundredths of the font size.
/// Taken from the regular styles of DejaVu Sans, Liberation Sans (with the metrics of Arial),
/// Roboto, Noto Sans, Open Sans, Cantarell, Inter and Lato. The source is their tables `cmap` and
/// `hmtx` (OpenType 1.9).
const ASCII: [u8; 95] = [
    32, 40, 46, 84, 64, 99, 78, 28, 39, 39, 56, 84, 32, 46, 32, 46, 64, 64, 64, 64, 65, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 56, 102, 69, 69, 73, 77, 67, 61, 78, 77, 34, 56, 67, 57, 93, 77,
    80, 67, 80, 73, 67, 65, 75, 69, 104, 69, 67, 69, 39, 46, 39, 84, 56, 58, 62, 64, 56, 64, 62,
    36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 55, 64, 56, 64,
    84,
];

/// The font of a line of text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Font {
    /// The font size, in units of the drawing.
    pub(super) size: f64,
    /// Whether the text is bold, which is wider.
    pub(super) bold: bool,
}

impl Font {
    /// The estimated width of `text` in units, rounded up.
    pub(super) fn width(self, text: &str) -> i32 {
        let hundredths: u32 = text.chars().map(advance).sum();
        let width = f64::from(hundredths) / 100.0 * self.size;
        let width = if self.bold { width * 1.16 } else { width };
        width.ceil() as i32
    }

    /// `text`, cut with an ellipsis if it is wider than `room`.
    pub(super) fn cut(self, text: &str, room: i32) -> String {
        if self.width(text) <= room {
            return text.to_owned();
        }
        let mut end = 0;
        for (at, letter) in text.char_indices() {
            // A combining mark takes no room and stays with its letter.
            let after = at + letter.len_utf8();
            let next = text[after..].chars().next();
            if next.is_some_and(|next| next.width() == Some(0)) {
                continue;
            }
            if self.width(&format!("{}…", &text[..after])) > room {
                break;
            }
            end = after;
        }
        format!("{}…", text[..end].trim_end())
    }

    /// `text` in at most `lines` lines that are no wider than `room`, broken at spaces. The rest is
    /// cut.
    pub(super) fn wrap(self, text: &str, room: i32, lines: usize) -> Vec<String> {
        let mut broken: Vec<String> = Vec::new();
        let mut words = text.split_whitespace().peekable();
        while words.peek().is_some() {
            let last = broken.len() + 1 == lines;
            let mut line = String::new();
            while let Some(word) = words.peek() {
                let longer = match line.as_str() {
                    "" => (*word).to_owned(),
                    line => format!("{line} {word}"),
                };
                if !line.is_empty() && !last && self.width(&longer) > room {
                    break;
                }
                line = longer;
                words.next();
            }
            broken.push(self.cut(&line, room));
            if last {
                break;
            }
        }
        broken
    }
}

/// The width of a character, in hundredths of the font size.
fn advance(letter: char) -> u32 {
    if let Some(width) = u32::from(letter)
        .checked_sub(32)
        .and_then(|at| ASCII.get(at as usize))
    {
        return u32::from(*width);
    }
    match letter.width().unwrap_or(0) {
        0 => 0,
        // Emoji are wider than their two columns in a terminal.
        2 if u32::from(letter) >= 0x1_F000 => 135,
        2 => 100,
        // The ellipsis is as wide as the font size.
        _ if letter == '…' => 100,
        // In the fonts above, upper-case and lower-case Latin, Greek and Cyrillic letters average
        // 76 and 64.
        _ if letter.is_uppercase() => 90,
        _ => 75,
    }
}

#[cfg(test)]
mod tests {
    use super::Font;
    use proptest::prelude::*;

    const FONT: Font = Font {
        size: 13.0,
        bold: false,
    };

    #[test]
    fn a_text_is_broken_at_spaces_and_cut_where_it_must_be() {
        let wrap = |text, room| FONT.wrap(text, room, 2);
        assert_eq!(wrap("Harbour Office", 200), ["Harbour Office"]);
        assert_eq!(wrap("Harbour Office", 70), ["Harbour", "Office"]);
        assert_eq!(
            wrap("Ministry of Public Harbours", 90),
            ["Ministry of", "Public Harb…"]
        );
        assert_eq!(wrap("Donaudampfschiff", 70), ["Donaud…"]);
        assert!(wrap(" ", 70).is_empty());
    }

    #[test]
    fn wide_letters_count_as_wide() {
        assert!(FONT.width("港湾局") > FONT.width("abc"));
        assert_eq!(FONT.width("e\u{301}"), FONT.width("e"));
    }

    proptest! {
        #[test]
        fn what_is_cut_fits(text in "\\PC{0,60}", room in 20..200i32) {
            prop_assert!(FONT.width(&FONT.cut(&text, room)) <= room);
            for line in FONT.wrap(&text, room, 2) {
                prop_assert!(FONT.width(&line) <= room);
            }
        }
    }
}
