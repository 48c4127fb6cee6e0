//! Chooses the plural form for a number, by the rules of CLDR (Unicode Technical Standard 35, part
//! 3, section 5). Only this file uses `icu_plurals`.

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

/// The plural rules of one language.
#[derive(Debug)]
pub(super) struct Plurals(Option<PluralRules>);

/// The CLDR name of a plural form.
pub(super) type Form = &'static str;

/// The plural forms of all languages. Every language has the last one.
pub(super) const FORMS: [Form; 6] = ["zero", "one", "two", "few", "many", "other"];

impl Plurals {
    /// The rules of `language`, a BCP 47 tag. A language unknown to CLDR has only the form `other`.
    pub(super) fn of(language: &str) -> Self {
        let locale: Option<Locale> = language.parse().ok();
        Self(locale.and_then(|locale| {
            PluralRules::try_new((&locale).into(), PluralRulesOptions::default()).ok()
        }))
    }

    /// The plural form for `count`.
    pub(super) fn form(&self, count: usize) -> Form {
        match &self.0 {
            Some(rules) => name(rules.category_for(count)),
            None => "other",
        }
    }

    /// The plural forms of the language, in the order of [`FORMS`].
    pub(super) fn forms(&self) -> Vec<Form> {
        let has = |form: &Form| match &self.0 {
            Some(rules) => rules.categories().any(|category| name(category) == *form),
            None => *form == "other",
        };
        FORMS.into_iter().filter(has).collect()
    }
}

fn name(category: PluralCategory) -> Form {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::Plurals;

    #[test]
    fn forms_are_those_of_cldr() {
        for (language, count, form) in [
            ("en", 1, "one"),
            ("en", 0, "other"),
            ("de-AT", 1, "one"),
            ("fr", 0, "one"),
            ("pl", 3, "few"),
            ("pl", 5, "many"),
            ("ar", 2, "two"),
            ("ja", 1, "other"),
            ("qaa", 1, "other"),
            ("en-abcdefgh9", 1, "other"),
        ] {
            assert_eq!(
                Plurals::of(language).form(count),
                form,
                "{language} {count}"
            );
        }
        assert_eq!(Plurals::of("pl").forms(), ["one", "few", "many", "other"]);
        assert_eq!(Plurals::of("ja").forms(), ["other"]);
    }
}
