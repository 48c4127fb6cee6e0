//! Writes texts as CSS strings.
//!
//! In: any text. Out: a string for a style sheet, including quotation marks.

/// `text` as a CSS string (CSS Syntax Module Level 3, section 4.3.5).
pub(super) fn string(text: &str) -> String {
    let mut out = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\{:x} ", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn no_text_ends_its_string() {
        assert_eq!(string("a \"b\" \\ ü"), "\"a \\\"b\\\" \\\\ ü\"");
        assert_eq!(string("a\nb"), "\"a\\a b\"");
    }
}
