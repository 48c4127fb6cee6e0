//! Quotes as selectors: the words, and what stands around them (W3C Web Annotation Data Model, section 4.2.4, Text
//! Quote Selector).

use crate::text::{Digest, normalise};

/// An article's words, as an analyst writes them down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words; `[…]` stands for words left out.
    pub text: String,
    /// What stands right before them.
    pub prefix: Option<String>,
    /// What stands right after them.
    pub suffix: Option<String>,
}

impl Quote {
    /// The parts between the words left out, normalised. None is empty, but where the quote is nothing else.
    pub fn parts(&self) -> Vec<String> {
        let parts = self.text.split("[…]").flat_map(|part| part.split("[...]"));
        let parts = parts.map(|part| normalise(part).text().to_owned());
        parts.filter(|part| !part.is_empty()).collect()
    }

    /// The SHA-256 of the normalised parts with ` […] ` between them; where there is a prefix or a suffix, of prefix,
    /// parts and suffix, normalised, each ended by a line feed.
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
