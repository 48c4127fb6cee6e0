//! Formats font names for CSS.
//!
//! In: a font's name. Out: a CSS keyword or string. It is not checked whether the font exists.

use crate::render::css_string::string;

/// A font name for CSS. Generic families and system fonts are keywords; other names are strings
/// (CSS Fonts Module Level 4, section 2.1).
pub(super) fn family(font: &str) -> String {
    const WORDS: [&str; 11] = [
        "serif",
        "sans-serif",
        "monospace",
        "cursive",
        "fantasy",
        "system-ui",
        "ui-serif",
        "ui-sans-serif",
        "ui-monospace",
        "ui-rounded",
        "-apple-system",
    ];
    // A name of one word needs no quotation marks.
    let is_word = font.bytes().all(|b| b.is_ascii_alphabetic());
    if WORDS.contains(&font) || is_word {
        font.to_owned()
    } else {
        string(font)
    }
}

#[cfg(test)]
mod tests {
    use super::family;

    #[test]
    fn fonts_cannot_leave_their_property() {
        assert_eq!(family("Georgia"), "Georgia");
        assert_eq!(family("-apple-system"), "-apple-system");
        assert_eq!(family("Source Serif 4"), "\"Source Serif 4\"");
        assert_eq!(family("a\"; } b"), "\"a\\\"; } b\"");
    }
}
