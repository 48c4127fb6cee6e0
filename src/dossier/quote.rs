//! Quotes as selectors: the words and their context (W3C Web Annotation Data Model, section 4.2.4,
//! Text Quote Selector).

use crate::text::{Digest, normalise};

/// A quote from an article, as the analyst wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The quoted words. `[…]` marks words that are left out.
    pub text: String,
    /// The words directly before the quote.
    pub prefix: Option<String>,
    /// The words directly after the quote.
    pub suffix: Option<String>,
}

impl Quote {
    /// The normalised parts between the marks `[…]` or `[...]`, without empty ones.
    pub fn parts(&self) -> Vec<String> {
        let parts = self.text.split("[…]").flat_map(|part| part.split("[...]"));
        let parts = parts.map(|part| normalise(part).text().to_owned());
        parts.filter(|part| !part.is_empty()).collect()
    }

    /// The SHA-256 of the normalised parts, joined with ` […] `. With a prefix or suffix, it is
    /// that of the normalised prefix, parts and suffix, each followed by a line feed.
    pub fn digest(&self) -> Digest {
        let words = self.parts().join(" […] ");
        if self.prefix.is_none() && self.suffix.is_none() {
            return Digest::of(words.as_bytes());
        }
        let around = |text: &Option<String>| {
            normalise(text.as_deref().unwrap_or_default())
                .text()
                .to_owned()
        };
        let all = format!(
            "{}\n{words}\n{}\n",
            around(&self.prefix),
            around(&self.suffix)
        );
        Digest::of(all.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::Quote;

    fn quote(text: &str) -> Quote {
        Quote {
            text: text.into(),
            prefix: None,
            suffix: None,
        }
    }

    #[test]
    fn a_quote_is_its_words_however_they_are_printed() {
        assert_eq!(quote("It’s  so […] or not").parts(), ["It's so", "or not"]);
        assert_eq!(quote("[...] so").parts(), ["so"]);
        assert_eq!(quote("It’s so").digest(), quote("It's\u{a0}so").digest());
        assert_ne!(quote("It's so").digest(), quote("It's So").digest());
        let placed = Quote {
            prefix: Some("and".into()),
            ..quote("It's so")
        };
        assert_ne!(placed.digest(), quote("It's so").digest());
    }
}
