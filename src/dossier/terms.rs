//! Terms with a fixed meaning: stances, ratings, likelihoods, markings and kinds of actors.

use crate::diag::Code;
use crate::document::{digits, invalid_value, only_text, words};
use schemars::{JsonSchema, Schema};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whether the quoted words support, dispute or only mention the claim.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[schemars(inline, title = "stance", transform = words)]
pub enum Stance {
    /// The words say that the claim is true.
    #[default]
    Supports,
    /// The words say the opposite.
    Disputes,
    /// The words mention the claim, but say neither.
    Mentions,
}

impl Stance {
    /// All values, in order.
    pub const ALL: [Self; 3] = [Self::Supports, Self::Disputes, Self::Mentions];

    /// The word for the value in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Disputes => "disputes",
            Self::Mentions => "mentions",
        }
    }
}

/// A TLP 2.0 label, from the least to the most restrictive.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[schemars(inline, title = "marking", transform = words)]
pub enum Marking {
    /// May be shared without limit.
    #[default]
    #[serde(rename = "TLP:CLEAR")]
    Clear,
    /// May be shared within the community.
    #[serde(rename = "TLP:GREEN")]
    Green,
    /// May be shared within the organization, and with its clients who need to know.
    #[serde(rename = "TLP:AMBER")]
    Amber,
    /// May be shared within the organization only.
    #[serde(rename = "TLP:AMBER+STRICT")]
    AmberStrict,
    /// For the named recipients only.
    #[serde(rename = "TLP:RED")]
    Red,
}

impl Marking {
    /// The label, as written in TLP 2.0.
    pub fn label(self) -> &'static str {
        match self {
            Self::Clear => "TLP:CLEAR",
            Self::Green => "TLP:GREEN",
            Self::Amber => "TLP:AMBER",
            Self::AmberStrict => "TLP:AMBER+STRICT",
            Self::Red => "TLP:RED",
        }
    }
}

/// How reliable an outlet is: the letter of the Admiralty code (NATO AJP-2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(inline, title = "reliability", transform = words)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged.
    F,
}

impl Reliability {
    /// All values, in order.
    pub const ALL: [Self; 6] = [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F];

    /// The word for the value in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
            Self::F => "F",
        }
    }
}

/// How credible a report is: the digit of the Admiralty code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(inline, title = "credibility", transform = digits)]
pub enum Credibility {
    /// Confirmed by other sources.
    #[serde(rename = "1")]
    Confirmed,
    /// Probably true.
    #[serde(rename = "2")]
    Probable,
    /// Possibly true.
    #[serde(rename = "3")]
    Possible,
    /// Doubtful.
    #[serde(rename = "4")]
    Doubtful,
    /// Improbable.
    #[serde(rename = "5")]
    Improbable,
    /// Truth cannot be judged.
    #[serde(rename = "6")]
    CannotBeJudged,
}

impl Credibility {
    /// All values, in order.
    pub const ALL: [Self; 6] = [
        Self::Confirmed,
        Self::Probable,
        Self::Possible,
        Self::Doubtful,
        Self::Improbable,
        Self::CannotBeJudged,
    ];

    /// The word for the value in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "1",
            Self::Probable => "2",
            Self::Possible => "3",
            Self::Doubtful => "4",
            Self::Improbable => "5",
            Self::CannotBeJudged => "6",
        }
    }
}

macro_rules! likelihoods {
    ($($name:ident $term:literal $from:literal $to:literal $doc:literal;)*) => {
        /// How likely a conclusion is: a term from either row of ICD 203 (2015), section
        /// D.6.e(2)(a).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
        #[schemars(inline, title = "likelihood", transform = words)]
        pub enum Likelihood {
            $(
                #[doc = $doc]
                #[serde(rename = $term)]
                $name,
            )*
        }

        impl Likelihood {
            /// All terms: the first row, then the second, each by ascending likelihood.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The term, as written in files.
            pub fn term(self) -> &'static str {
                match self { $(Self::$name => $term,)* }
            }

            /// The range of probability, in per cent.
            pub fn band(self) -> (u8, u8) {
                match self { $(Self::$name => ($from, $to),)* }
            }
        }
    };
}

/// The row of a term in the table of ICD 203.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermRow {
    /// `likely`, `unlikely`, ….
    First,
    /// `probable`, `improbable`, ….
    Second,
}

impl Likelihood {
    fn place(self) -> usize {
        let place = Self::ALL.iter().position(|term| *term == self);
        place.expect("all are there")
    }

    /// The term's row.
    pub fn row(self) -> TermRow {
        if self.place() < Self::ALL.len() / 2 {
            TermRow::First
        } else {
            TermRow::Second
        }
    }

    /// The term of the other row for the same range.
    pub fn in_other_row(self) -> Self {
        Self::ALL[(self.place() + Self::ALL.len() / 2) % Self::ALL.len()]
    }
}

likelihoods! {
    AlmostNoChance "almost no chance" 1 5 "1–5 %, first row.";
    VeryUnlikely "very unlikely" 5 20 "5–20 %, first row.";
    Unlikely "unlikely" 20 45 "20–45 %, first row.";
    RoughlyEvenChance "roughly even chance" 45 55 "45–55 %, first row.";
    Likely "likely" 55 80 "55–80 %, first row.";
    VeryLikely "very likely" 80 95 "80–95 %, first row.";
    AlmostCertain "almost certain" 95 99 "95–99 %, first row.";
    Remote "remote" 1 5 "1–5 %, second row.";
    HighlyImprobable "highly improbable" 5 20 "5–20 %, second row.";
    Improbable "improbable" 20 45 "20–45 %, second row.";
    RoughlyEvenOdds "roughly even odds" 45 55 "45–55 %, second row.";
    Probable "probable" 55 80 "55–80 %, second row.";
    HighlyProbable "highly probable" 80 95 "80–95 %, second row.";
    NearlyCertain "nearly certain" 95 99 "95–99 %, second row.";
}

/// How sure the analyst is of a conclusion (ICD 203).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline, title = "confidence", transform = words)]
pub enum Confidence {
    /// The basis is thin or doubtful.
    Low,
    /// The basis is credible, but not sufficient for high confidence.
    Moderate,
    /// The basis is good.
    High,
}

impl Confidence {
    /// All values, in order.
    pub const ALL: [Self; 3] = [Self::Low, Self::Moderate, Self::High];

    /// The word for the value in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
        }
    }
}

/// What the actor is, as a schema.org type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[schemars(inline, title = "kind of actor", transform = words)]
pub enum ActorKind {
    /// A human being.
    Person,
    /// An organization of any kind.
    Organization,
    /// A part of a state: a ministry, a court, an agency.
    GovernmentOrganization,
    /// A company.
    Corporation,
    /// A news outlet: a newspaper, a broadcaster, a news agency.
    NewsMediaOrganization,
}

impl ActorKind {
    /// All values, in order.
    pub const ALL: [Self; 5] = [
        Self::Person,
        Self::Organization,
        Self::GovernmentOrganization,
        Self::Corporation,
        Self::NewsMediaOrganization,
    ];

    /// The word for the value in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Organization => "Organization",
            Self::GovernmentOrganization => "GovernmentOrganization",
            Self::Corporation => "Corporation",
            Self::NewsMediaOrganization => "NewsMediaOrganization",
        }
    }
}

/// Whether the body is a digest or the article's full text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline, title = "kind of body", transform = words)]
pub enum BodyKind {
    /// A summary of the article in your own words.
    #[default]
    Digest,
    /// The article's full text, if you may publish it. Quotes are then checked against it too.
    Full,
}

/// A BCP 47 language tag (RFC 5646, section 2.1). Only the form is checked: subtags of one to eight
/// letters or digits with hyphens between them, the first with two or three letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(inline, with = "String", title = "language tag", transform = tag)]
pub struct LanguageTag(Box<str>);

impl LanguageTag {
    /// The tag `text`, or `None` if it does not have the form of a tag.
    pub fn new(text: &str) -> Option<Self> {
        let mut subtags = text.split('-');
        let first = subtags.next()?;
        let language =
            (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
        let sound = |tag: &str| {
            (1..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        (language && subtags.all(sound)).then(|| Self(text.into()))
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language and country in the format of the Open Graph protocol: `de_AT`. The country is
    /// the subtag of two letters after the language. Subtags after a single letter are extensions
    /// and ignored. `None` if the tag has no country.
    pub fn locale(&self) -> Option<String> {
        let mut subtags = self.0.split('-');
        let language = subtags.next()?.to_ascii_lowercase();
        let country = subtags
            .take_while(|tag| tag.len() > 1)
            .find(|tag| tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
        Some(format!("{language}_{}", country.to_ascii_uppercase()))
    }
}

/// The schema of a language tag.
fn tag(schema: &mut Schema) {
    let message = "Write a BCP 47 tag: `en`, `de-AT`, `pt-BR`.";
    only_text(schema, "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", message);
    schema.insert("examples".into(), vec!["en", "de-AT", "pt-BR"].into());
}

/// Language names that people write instead of tags.
const LANGUAGES: &[(&str, &str)] = &[
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("dutch", "nl"),
    ("english", "en"),
    ("french", "fr"),
    ("german", "de"),
    ("deutsch", "de"),
    ("hebrew", "he"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
];

impl LanguageTag {
    /// The tag that `text` may mean: `en-US` for `en_US`, `en` for `English`.
    fn meant(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let named = LANGUAGES.iter().find(|(name, _)| *name == lower);
        named.map_or_else(
            // A Unix locale has a country after `_` and an encoding after `.`.
            || Self::new(&text.split('.').next()?.replace('_', "-")),
            |(_, tag)| Self::new(tag),
        )
    }
}

impl<'de> Deserialize<'de> for LanguageTag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = LanguageTag;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a language tag such as `en`")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<LanguageTag, E> {
                LanguageTag::new(text).ok_or_else(|| {
                    let message = format!("`{text}` is not a language tag");
                    let help = match LanguageTag::meant(text) {
                        Some(tag) => format!("did you mean `{}`?", tag.as_str()),
                        None => "write a BCP 47 tag: `en`, `de-AT`, `pt-BR`".into(),
                    };
                    invalid_value(Code::InvalidLanguage, &message, &help)
                })
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::{LanguageTag, Likelihood};

    #[test]
    fn the_rows_mean_the_same() {
        for term in Likelihood::ALL {
            assert_eq!(term.band(), term.in_other_row().band());
            assert_ne!(term.row(), term.in_other_row().row());
        }
    }

    #[test]
    fn a_locale_has_a_country() {
        let locale = |text: &str| LanguageTag::new(text).expect(text).locale();
        assert_eq!(locale("de-AT").as_deref(), Some("de_AT"));
        assert_eq!(locale("zh-Hant-tw").as_deref(), Some("zh_TW"));
        for without in ["en", "es-419", "en-x-gb", "sl-rozaj"] {
            assert_eq!(locale(without), None, "{without}");
        }
    }

    #[test]
    fn language_tags_have_the_form_of_bcp_47() {
        for good in ["en", "de-AT", "zh-Hant-TW", "gsw"] {
            assert!(LanguageTag::new(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "English",
            "e",
            "en-",
            "en_US",
            "12",
            "en-abcdefghi",
            "en\"><b",
        ] {
            assert!(LanguageTag::new(bad).is_none(), "{bad}");
        }
    }
}
