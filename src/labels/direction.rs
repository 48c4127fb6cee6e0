//! The writing direction of a language. Only this file uses `icu_locale`.

use icu_locale::{Direction, LocaleDirectionality};

/// The value of HTML's `dir` attribute for `language`, a BCP 47 tag: `ltr` or `rtl`. A language
/// unknown to CLDR counts as `ltr`.
pub fn direction(language: &str) -> &'static str {
    let locale: Option<icu_locale::Locale> = language.parse().ok();
    let known = LocaleDirectionality::new_common();
    match locale.and_then(|locale| known.get(&locale.id)) {
        Some(Direction::RightToLeft) => "rtl",
        _ => "ltr",
    }
}

#[cfg(test)]
mod tests {
    use super::direction;

    #[test]
    fn the_script_of_a_language_has_a_direction() {
        for (language, wanted) in [
            ("en", "ltr"),
            ("de-AT", "ltr"),
            ("ar", "rtl"),
            ("he", "rtl"),
            ("az-Arab", "rtl"),
            ("zh-Hant-TW", "ltr"),
            ("qaa", "ltr"),
            ("en-abcdefgh9", "ltr"),
        ] {
            assert_eq!(direction(language), wanted, "{language}");
        }
    }
}
