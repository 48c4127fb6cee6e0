//! Writes JSON for a `script` element. In: a serializable value. Out: JSON text that is safe inside
//! HTML.
//!
//! Inside a script, `</script` ends the element, and `<!--` followed by `<script` hides that end
//! (HTML standard, section "Restrictions for contents of script elements"). In JSON, these
//! characters occur only in strings, where escapes mean the same (RFC 8259, section 7). HTML
//! entities are not an option, because scripts do not decode them.

use serde::Serialize;

/// `value` as JSON without `<`, `>`, `&`, U+2028 and U+2029. The last two are line ends in
/// JavaScript but not in JSON.
pub(super) fn json(value: &impl Serialize) -> String {
    let mut out = Vec::with_capacity(1024);
    serde_json::to_writer(&mut out, value)
        .expect("writing to a vector cannot fail, and all keys are strings");
    let json = String::from_utf8(out).expect("JSON of strings is UTF-8");
    // U+2028 and U+2029 begin with the byte 0xE2.
    let stops = |byte| matches!(byte, b'<' | b'>' | b'&' | 0xE2);
    if json.bytes().any(stops) {
        escaped(&json)
    } else {
        json
    }
}

/// `json` with escapes for the characters above, which occur only in strings.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 64);
    for character in json.chars() {
        match character {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::json;
    use proptest::prelude::*;

    /// Texts with characters that are special in scripts or JSON, and any others.
    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("</script>".to_owned()),
            Just("</ScRiPt\n>".to_owned()),
            Just("<!--".to_owned()),
            Just("-->".to_owned()),
            Just("<SCRIPT>".to_owned()),
            Just("]]>".to_owned()),
            Just("\u{2028}\u{2029}".to_owned()),
            Just("\u{2027}\u{202A}â".to_owned()),
            Just("\"\\\n\t\u{0}\u{7f}".to_owned()),
            Just("&lt;/script&gt;".to_owned()),
            Just("\\u003c".to_owned()),
            any::<String>(),
        ];
        proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn a_text_comes_back_and_no_script_ends_or_begins_in_it(text in hostile()) {
            let written = json(&[&text]);
            let read: Vec<String> = serde_json::from_str(&written).expect("JSON");
            prop_assert_eq!(&read, std::slice::from_ref(&text));
            let lower = written.to_lowercase();
            for never in ["</", "<!--", "<script", "-->", "<", ">", "&", "\u{2028}", "\u{2029}"] {
                prop_assert!(!lower.contains(never), "{never:?} in {written}");
            }
        }
    }

    #[test]
    fn escapes_are_those_of_json() {
        assert_eq!(
            json(&"</script><!-- & \u{2028}é"),
            r#""\u003c/script\u003e\u003c!-- \u0026 \u2028é""#
        );
    }
}
