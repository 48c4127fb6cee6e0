//! The YAML files as they are written: one type per kind of entry, read by serde.
//!
//! Every field that a withdrawn record may lack is optional here; the resolver says what is missing.

use super::markdown::{MarkdownFault, RawLink, Shape, markdown};
use crate::diag::Code;
use crate::document::invalid_value;
use crate::dossier::{
    ActorKind, Body, BodyKind, Confidence, Credibility, Deadline, EdtfDate, LanguageTag,
    Likelihood, Marking, Reliability, Slug, Stance,
};
use crate::text::is_bidi_control;
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess};
use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

/// A text of one paragraph in inline Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The text.
    pub body: Body<RawLink>,
    /// What it may not hold.
    pub faults: Vec<MarkdownFault>,
    /// Where a fault needs it: the Markdown that the faults' and links' ranges count in.
    pub source: Option<Box<str>>,
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Line;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Line, E> {
                let (body, faults) = markdown(text, Shape::Line);
                let wanted = !body.links().is_empty() || !faults.is_empty();
                Ok(Line {
                    body,
                    faults,
                    source: wanted.then(|| text.into()),
                })
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

/// A text without Markdown: a title, a name, a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain(pub String);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Plain;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Plain, E> {
                let text = text.trim();
                if text.is_empty() {
                    let help = "write the text, or take the key out";
                    return Err(invalid_value(Code::EmptyText, "this text is empty", help));
                }
                if text.contains(is_bidi_control) {
                    let message = "this text holds a control character that changes the direction of what follows";
                    let help = "take it out: it can make a text look as what it is not";
                    return Err(invalid_value(Code::BidiControl, message, help));
                }
                Ok(Plain(text.to_owned()))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

/// A map from names to entries, in the order of the file. A key that stands twice is a fault.
#[derive(Debug, Clone)]
pub struct Entries<K, T>(pub Vec<(K, T)>);

impl<K, T> Default for Entries<K, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, K: Deserialize<'de> + Ord + Clone, T: Deserialize<'de>> Deserialize<'de>
    for Entries<K, T>
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<K, T>(PhantomData<(K, T)>);
        impl<'de, K, T> de::Visitor<'de> for Visitor<K, T>
        where
            K: Deserialize<'de> + Ord + Clone,
            T: Deserialize<'de>,
        {
            type Value = Entries<K, T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map from ids to records")
            }

            fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
                Ok(Entries::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::with_capacity(map.size_hint().unwrap_or(0));
                let mut keys = BTreeSet::new();
                while let Some(key) = map.next_key::<K>()? {
                    if !keys.insert(key.clone()) {
                        return Err(de::Error::custom("a key stands here twice"));
                    }
                    entries.push((key, map.next_value()?));
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Visitor(PhantomData))
    }
}

/// That and why a record was withdrawn, or an article retracted by its publisher.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map with `on` and `why`")]
pub struct Ending {
    /// When.
    pub on: EdtfDate,
    /// Why.
    pub why: Box<Line>,
}

/// The report an article goes back to.
#[derive(Debug, Clone, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a map with `id`, `stated` and `basis`"
)]
pub struct OriginEntry {
    /// The same id in two articles: one origin.
    pub id: Slug,
    /// Whether the article says so itself; inferred otherwise.
    pub stated: bool,
    /// How the analyst knows.
    pub basis: Option<Box<Line>>,
}

/// An article that shares words with this one for another reason than a common report.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map with `article` and `why`")]
pub struct IndependentEntry {
    /// The other article.
    pub article: Slug,
    /// How the words come to be the same.
    pub why: Box<Line>,
}

/// The front matter of an article.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a map of an article's facts"
)]
pub struct ArticleEntry {
    /// The headline as printed.
    pub title: Option<Plain>,
    /// The outlet.
    pub publisher: Option<Plain>,
    /// The person or desk it credits.
    pub byline: Option<Plain>,
    /// When it appeared.
    pub published: Option<EdtfDate>,
    /// How that is known.
    pub published_basis: Option<Box<Line>>,
    /// When it was saved.
    pub accessed: Option<EdtfDate>,
    /// Where it stands.
    pub url: Option<Plain>,
    /// Where a copy stands.
    pub archive: Option<Plain>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<LanguageTag>,
    /// The report it goes back to.
    pub origin: Option<OriginEntry>,
    /// Articles that share words with this one and do not go back to the same report.
    pub independent_of: Vec<IndependentEntry>,
    /// Admiralty letter of the outlet.
    pub reliability: Option<Reliability>,
    /// Digest or full text.
    pub body: BodyKind,
    /// TLP label.
    pub marking: Marking,
    /// Left out unless drafts are built.
    pub draft: bool,
    /// Whether names in the body become links.
    pub auto_link: Option<bool>,
    /// By its publisher.
    pub retracted: Option<Ending>,
    /// By the analyst.
    pub withdrawn: Option<Ending>,
}

/// The front matter of a topic.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a map with `title`")]
pub struct TopicEntry {
    /// Its name.
    pub title: Option<Plain>,
    /// Its place among the topics; those without come last.
    pub order: Option<i64>,
    /// What it is about, in a sentence or two.
    pub summary: Option<Box<Line>>,
    /// TLP label.
    pub marking: Marking,
    /// Left out unless drafts are built.
    pub draft: bool,
    /// Whether names in the body become links.
    pub auto_link: Option<bool>,
    /// By the analyst.
    pub withdrawn: Option<Ending>,
}

/// One file of annotations.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a map with `claims`, `events` and the like"
)]
pub struct AnnotationFile {
    /// The topic of its records.
    pub topic: Option<Slug>,
    /// Claims by id.
    pub claims: Entries<Slug, ClaimEntry>,
    /// Events by id.
    pub events: Entries<Slug, EventEntry>,
    /// Relations, without ids.
    pub relations: Vec<RelationEntry>,
    /// Judgements by id.
    pub judgements: Entries<Slug, JudgementEntry>,
    /// Questions by id.
    pub questions: Entries<Slug, QuestionEntry>,
    /// Actors by id.
    pub actors: Entries<Slug, ActorEntry>,
}

/// A claim.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a claim: a map with `text` and `evidence`"
)]
pub struct ClaimEntry {
    /// One sentence.
    pub text: Option<Box<Line>>,
    /// Topics besides the file's.
    pub topics: Vec<Slug>,
    /// Who it is about.
    pub actors: Vec<Slug>,
    /// Claims to compare, and why.
    pub see_also: Entries<Slug, Box<Line>>,
    /// What the articles say.
    pub evidence: Vec<EvidenceEntry>,
    /// TLP label.
    pub marking: Marking,
    /// Left out unless drafts are built.
    pub draft: bool,
    /// By the analyst.
    pub withdrawn: Option<Ending>,
}

/// One article's words for or against a claim.
#[derive(Debug, Clone, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a piece of evidence: a map with `article` and `quote`"
)]
pub struct EvidenceEntry {
    /// The article.
    pub article: Slug,
    /// Its words; `[…]` stands for words left out.
    pub quote: Plain,
    /// What stands right before the quote, where the article has its words several times.
    #[serde(default)]
    pub prefix: Option<Plain>,
    /// What stands right after it.
    #[serde(default)]
    pub suffix: Option<Plain>,
    /// What they do to the claim.
    #[serde(default)]
    pub stance: Stance,
    /// The actor they go back to.
    #[serde(default)]
    pub speaker: Option<Slug>,
    /// How the article knows.
    #[serde(default)]
    pub sourcing: Option<Box<Line>>,
    /// Admiralty digit of this report.
    #[serde(default)]
    pub credibility: Option<Credibility>,
    /// What the analyst adds.
    #[serde(default)]
    pub note: Option<Box<Line>>,
}

/// An event.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "an event: a map with `title` and `claims`"
)]
pub struct EventEntry {
    /// What happened or is due.
    pub title: Option<Plain>,
    /// When.
    pub date: Option<EdtfDate>,
    /// How that is known.
    pub date_basis: Option<Box<Line>>,
    /// The instant, for what is due at an hour.
    pub deadline: Option<Deadline>,
    /// More about it.
    pub text: Option<Box<Line>>,
    /// Topics besides the file's.
    pub topics: Vec<Slug>,
    /// Who takes part.
    pub actors: Vec<Slug>,
    /// What it rests on.
    pub claims: Vec<Slug>,
    /// TLP label.
    pub marking: Marking,
    /// Left out unless drafts are built.
    pub draft: bool,
    /// By the analyst.
    pub withdrawn: Option<Ending>,
}

/// A tie between two actors.
#[derive(Debug, Clone, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a relation: a map with `from`, `to`, `kind` and `claims`"
)]
pub struct RelationEntry {
    /// The actor it goes out from.
    pub from: Slug,
    /// The actor it goes to.
    pub to: Slug,
    /// What `from` is to `to`: `contractor-of`.
    pub kind: Slug,
    /// What it rests on.
    #[serde(default)]
    pub claims: Vec<Slug>,
    /// More about it.
    #[serde(default)]
    pub note: Option<Box<Line>>,
    /// TLP label.
    #[serde(default)]
    pub marking: Marking,
    /// Left out unless drafts are built.
    #[serde(default)]
    pub draft: bool,
}

/// What the analyst concludes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a judgement: a map with `text`, `likelihood`, `confidence` and `claims`"
)]
pub struct JudgementEntry {
    /// The conclusion.
    pub text: Option<Box<Line>>,
    /// ICD 203 term.
    pub likelihood: Option<Likelihood>,
    /// How sure the analyst is.
    pub confidence: Option<Confidence>,
    /// Why.
    pub basis: Option<Box<Line>>,
    /// What it rests on.
    pub claims: Vec<Slug>,
    /// Topics besides the file's.
    pub topics: Vec<Slug>,
    /// TLP label.
    pub marking: Marking,
    /// Left out unless drafts are built.
    pub draft: bool,
    /// By the analyst.
    pub withdrawn: Option<Ending>,
}

/// What no article answers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a question: a map with `text` and `claims`"
)]
pub struct QuestionEntry {
    /// The question.
    pub text: Option<Box<Line>>,
    /// The claims that raise it.
    pub claims: Vec<Slug>,
    /// Topics besides the file's.
    pub topics: Vec<Slug>,
    /// TLP label.
    pub marking: Marking,
    /// Left out unless drafts are built.
    pub draft: bool,
    /// By the analyst.
    pub withdrawn: Option<Ending>,
}

/// Somebody who acts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "an actor: a map with `name` and `kind`"
)]
pub struct ActorEntry {
    /// The name to show.
    pub name: Option<Plain>,
    /// Person, company, ….
    pub kind: Option<ActorKind>,
    /// Other names, linked as the name is.
    pub aliases: Vec<Plain>,
    /// What they are: `chief executive`.
    pub role: Option<Box<Line>>,
    /// The body they belong to.
    pub member_of: Option<Slug>,
    /// Who they are, in a sentence or two.
    pub summary: Option<Box<Line>>,
    /// TLP label.
    pub marking: Marking,
    /// Left out unless drafts are built.
    pub draft: bool,
    /// By the analyst.
    pub withdrawn: Option<Ending>,
}
