//! Values of entries other than words and ids: texts, and maps by id.

use super::markdown::{MarkdownFault, RawLink, Shape, markdown};
use crate::diag::Code;
use crate::document::{Text, invalid_value, not_blank};
use crate::dossier::Body;
use crate::text::is_bidi_control;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

/// One paragraph of text in inline Markdown. A key without a value counts as empty text.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(inline, with = "Option<Text>", title = "text in Markdown")]
pub struct Line {
    /// The text.
    pub body: Body<RawLink>,
    /// What it contains that is not allowed.
    pub faults: Vec<MarkdownFault>,
    /// The Markdown in which faults and links have their ranges, if there are any.
    pub source: Option<Box<str>>,
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Line;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
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

/// Text without Markdown, such as a title, a name or a quote.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(inline, with = "Text", title = "text", transform = not_blank)]
pub struct Plain(pub String);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Plain;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Plain, E> {
                let text = text.trim();
                if text.is_empty() {
                    let help = "write the text, or remove the key";
                    return Err(invalid_value(Code::EmptyText, "this text is empty", help));
                }
                if text.contains(is_bidi_control) {
                    let message =
                        "this text contains a control character that changes the writing direction";
                    let help = "remove it: it can make text look different from what it is";
                    return Err(invalid_value(Code::BidiControl, message, help));
                }
                Ok(Plain(text.to_owned()))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

/// A map from names to entries, in the order of the file. A duplicate key is a fault.
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
                        return Err(de::Error::custom("a key is used twice"));
                    }
                    entries.push((key, map.next_value()?));
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Visitor(PhantomData))
    }
}

/// A map with keys written like a `K` and values written like a `T`.
impl<K: JsonSchema, T: JsonSchema> JsonSchema for Entries<K, T> {
    fn schema_name() -> Cow<'static, str> {
        format!("map from {} to {}", K::schema_name(), T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut names = generator.subschema_for::<K>();
        // In JSON, keys are text, even if they are numbers in YAML.
        names.remove("type");
        json_schema!({
            "type": "object",
            "propertyNames": names,
            "additionalProperties": generator.subschema_for::<T>(),
        })
    }
}
