//! Escapes characters in names and paths that are unsafe to print.
//!
//! In: a text. Out: the text without characters that a terminal would obey, or that make it look
//! like another text. Quoting for shells is left to `shell.rs`.

use super::is_bidi_control;
use std::borrow::Cow;

/// Whether `c` is safe to print. Control characters, line and paragraph separators and direction
/// marks are not (Unicode categories Cc, Zl and Zp, property `Bidi_Control`).
pub fn is_shown(c: char) -> bool {
    !c.is_control() && !is_bidi_control(c) && !matches!(c, '\u{2028}' | '\u{2029}')
}

/// `text` with every character that is not [safe](is_shown) escaped like in Rust: `\n`, `\u{202e}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_shown) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::new();
    for c in text.chars() {
        if is_shown(c) {
            escaped.push(c);
        } else {
            escaped.extend(c.escape_default());
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_a_terminal_would_obey_is_escaped() {
        assert_eq!(visible("größer/日本 a.txt"), "größer/日本 a.txt");
        assert_eq!(visible("a\nb\r\t\u{1b}[31m"), "a\\nb\\r\\t\\u{1b}[31m");
        assert_eq!(
            visible("gpj.\u{202e}exe\u{85}\u{2028}"),
            "gpj.\\u{202e}exe\\u{85}\\u{2028}"
        );
    }
}
