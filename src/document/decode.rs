//! A [`Tree`] to a typed value, with every fault reported.
//!
//! Serde stops at the first fault. So that fault is reported, its value is taken out of the tree, and
//! the rest is tried again, until a value comes out or nothing is left.

use super::tree::{Entry, Kind, Node, Tree};
use super::{KeyPath, value};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::nearest;
use crate::text::{FileId, Span};
use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Expected, IntoDeserializer,
    MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use std::collections::BTreeSet;
use std::fmt;

/// What could be read of a document.
#[derive(Debug)]
pub struct Decoded<T> {
    /// The value, without the parts that had a fault.
    pub value: Option<T>,
    /// Where the parts stood that were left out; the root where nothing could be read.
    pub lost: BTreeSet<KeyPath>,
}

impl<T> Decoded<T> {
    /// All of it.
    pub fn whole(value: T) -> Self {
        Self {
            value: Some(value),
            lost: BTreeSet::new(),
        }
    }

    /// None of it.
    pub fn nothing() -> Self {
        Self {
            value: None,
            lost: BTreeSet::from([KeyPath::root()]),
        }
    }
}

/// Reads `tree` as a `T`, reporting every fault to `sink`.
pub(super) fn decode<T: DeserializeOwned>(
    tree: &Tree,
    file: FileId,
    sink: &mut Sink,
) -> Decoded<T> {
    for (path, first, again) in &tree.duplicates {
        let at = |bytes: &std::ops::Range<usize>| {
            let bytes = bytes.clone();
            Place::Bytes(Span { file, bytes })
        };
        let message = format!("the key `{}` stands here twice", last(path));
        sink.report(
            Diagnostic::error(Code::DuplicateKey, at(again), message)
                .label("again")
                .related(at(first), "first")
                .help("keep one of the two, or give one of them another name"),
        );
    }
    let mut lost = BTreeSet::new();
    loop {
        let root = De {
            node: &tree.root,
            path: KeyPath::root(),
            lost: &lost,
        };
        match T::deserialize(root) {
            Ok(value) => {
                let value = Some(value);
                return Decoded { value, lost };
            }
            Err(fault) => {
                let at = fault.at.clone().unwrap_or_default();
                // A key that is missing because it was faulty has been reported already.
                let echo = matches!(fault.kind, FaultKind::MissingKey(key)
                    if lost.contains(&at.then(key)));
                if !echo {
                    sink.report(fault.diagnostic(file, &at));
                }
                if at == KeyPath::root() || !lost.insert(at) {
                    lost.insert(KeyPath::root());
                    return Decoded { value: None, lost };
                }
            }
        }
    }
}

fn last(path: &KeyPath) -> String {
    path.steps()
        .last()
        .map_or_else(String::new, |step| match step {
            super::Step::Key(key) => key.clone(),
            super::Step::Item(item) => format!("[{item}]"),
        })
}

#[derive(Debug)]
struct Fault {
    at: Option<KeyPath>,
    /// Whether the key at the end of the path is meant and not its value.
    on_key: bool,
    kind: FaultKind,
}

#[derive(Debug)]
enum FaultKind {
    UnknownKey {
        key: String,
        expected: &'static [&'static str],
    },
    MissingKey(&'static str),
    UnknownWord {
        word: String,
        expected: &'static [&'static str],
    },
    WrongType {
        found: String,
        expected: String,
    },
    Other(String),
}

impl Fault {
    fn new(kind: FaultKind) -> Self {
        Self {
            at: None,
            on_key: false,
            kind,
        }
    }

    fn within(mut self, path: &KeyPath) -> Self {
        self.at.get_or_insert_with(|| path.clone());
        self
    }

    fn diagnostic(self, file: FileId, at: &KeyPath) -> Diagnostic {
        let key = Place::Key(file, at.clone());
        let value = if self.on_key {
            key.clone()
        } else {
            Place::Value(file, at.clone())
        };
        match self.kind {
            FaultKind::UnknownKey {
                key: name,
                expected,
            } => Diagnostic::error(Code::UnknownKey, key, format!("unknown key `{name}`"))
                .help(one_of(&name, expected, "the keys here are")),
            FaultKind::MissingKey(name) => {
                let place = if at.steps().is_empty() {
                    Place::File(file)
                } else {
                    key
                };
                Diagnostic::error(Code::MissingKey, place, format!("`{name}` is missing"))
                    .help(format!("add a line `{name}: …`"))
            }
            FaultKind::UnknownWord { word, expected } => {
                let message = format!("`{word}` is none of the words allowed here");
                {
                    let near = nearest(&word, expected.iter().copied());
                    let near =
                        near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
                    Diagnostic::error(Code::UnknownWord, value, message)
                        .help(format!("{near}the words are {}", quoted(expected)))
                }
            }
            FaultKind::WrongType { found, expected } => {
                let message = format!("expected {expected}, found {found}");
                Diagnostic::error(Code::WrongType, value, message).help(match expected.as_str() {
                    "a list" => "write a list: `[one, two]`".to_owned(),
                    expected => format!("write {expected} here"),
                })
            }
            FaultKind::Other(text) => match value::parts(&text) {
                Some((code, message, help)) => Diagnostic::error(code, value, message).help(help),
                None => Diagnostic::error(Code::WrongType, value, text),
            },
        }
    }
}

fn one_of(found: &str, expected: &'static [&'static str], all: &str) -> String {
    if found == "<<" {
        return "merge keys are not read here: write the values out".into();
    }
    match nearest(found, expected.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("{all} {}", quoted(expected)),
    }
}

fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.kind)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self::new(FaultKind::Other(text.to_string()))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(FaultKind::WrongType {
            found: in_words(&found),
            expected: expected_in_words(&expected.to_string()),
        })
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn unknown_variant(word: &str, expected: &'static [&'static str]) -> Self {
        let word = word.to_owned();
        Self::new(FaultKind::UnknownWord { word, expected })
    }

    fn unknown_field(key: &str, expected: &'static [&'static str]) -> Self {
        let key = key.to_owned();
        Self::new(FaultKind::UnknownKey { key, expected })
    }

    fn missing_field(key: &'static str) -> Self {
        Self::new(FaultKind::MissingKey(key))
    }
}

/// What serde's own types call themselves, in words that analysts use.
fn expected_in_words(expected: &str) -> String {
    match expected {
        "a sequence" => "a list",
        "a boolean" => "`true` or `false`",
        "a string" | "a borrowed string" => "a text",
        "i64" | "u64" => "a whole number",
        other => other,
    }
    .to_owned()
}

fn in_words(found: &Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(truth) => format!("`{truth}`"),
        Unexpected::Unsigned(number) => format!("the number {number}"),
        Unexpected::Signed(number) => format!("the number {number}"),
        Unexpected::Float(number) => format!("the number {number}"),
        Unexpected::Str("") | Unexpected::Unit => "nothing".into(),
        Unexpected::Str(text) if text.len() <= 40 => format!("the text `{text}`"),
        Unexpected::Str(_) => "a text".into(),
        Unexpected::Seq => "a list".into(),
        Unexpected::Map => "a map".into(),
        other => other.to_string(),
    }
}

#[derive(Clone)]
struct De<'a> {
    node: &'a Node,
    path: KeyPath,
    lost: &'a BTreeSet<KeyPath>,
}

impl<'a> De<'a> {
    fn visit<'de, V: Visitor<'de>>(&self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.kind {
            Kind::Scalar { text, plain } => visit_scalar(text, *plain, visitor),
            Kind::Seq(items) => visitor.visit_seq(Items {
                de: self.clone(),
                items,
                next: 0,
            }),
            Kind::Map(entries) => visitor.visit_map(Entries {
                de: self.clone(),
                entries: entries.iter(),
                value: None,
            }),
        }
    }

    fn at(&self, node: &'a Node, path: KeyPath) -> Self {
        Self {
            node,
            path,
            lost: self.lost,
        }
    }
}

/// YAML 1.2.2, section 10.3.2 (core schema): what a plain scalar means.
fn visit_scalar<'de, V: Visitor<'de>>(
    text: &str,
    plain: bool,
    visitor: V,
) -> Result<V::Value, Fault> {
    if !plain {
        return visitor.visit_str(text);
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return visitor.visit_unit(),
        "true" | "True" | "TRUE" => return visitor.visit_bool(true),
        "false" | "False" | "FALSE" => return visitor.visit_bool(false),
        _ => {}
    }
    if let Ok(number) = text.parse() {
        visitor.visit_u64(number)
    } else if let Ok(number) = text.parse() {
        visitor.visit_i64(number)
    } else if text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && let Ok(number) = text.parse()
    {
        visitor.visit_f64(number)
    } else {
        visitor.visit_str(text)
    }
}

impl<'de> Deserializer<'de> for De<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.visit(visitor)
            .map_err(|fault| fault.within(&self.path))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.kind {
            // As in `serde_yaml`: where text is wanted, a number is text.
            Kind::Scalar { text, .. } => visitor.visit_str(text),
            _ => self.visit(visitor),
        }
        .map_err(|fault: Fault| fault.within(&self.path))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.kind {
            Kind::Scalar { text, plain: true }
                if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL") =>
            {
                visitor.visit_none()
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let path = self.path.clone();
        visitor
            .visit_newtype_struct(self)
            .map_err(|fault| fault.within(&path))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match &self.node.kind {
            Kind::Scalar { text, .. } => visitor.visit_enum(Word(text)),
            Kind::Seq(_) => Err(de::Error::invalid_type(Unexpected::Seq, &"a word")),
            Kind::Map(_) => Err(de::Error::invalid_type(Unexpected::Map, &"a word")),
        }
        .map_err(|fault: Fault| fault.within(&self.path))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match &self.node.kind {
            // Serde would take the items for the fields in their order.
            Kind::Seq(_) => Err(de::Error::invalid_type(Unexpected::Seq, &visitor)),
            _ => self.visit(visitor),
        }
        .map_err(|fault: Fault| fault.within(&self.path))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct seq
        tuple tuple_struct map identifier ignored_any
    }
}

/// A word that names a variant without content.
struct Word<'a>(&'a str);

impl<'de> EnumAccess<'de> for Word<'_> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        let word: StrDeserializer<'_, Fault> = self.0.into_deserializer();
        Ok((seed.deserialize(word)?, self))
    }
}

impl<'de> VariantAccess<'de> for Word<'_> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _seed: T) -> Result<T::Value, Fault> {
        Err(de::Error::custom("this word has no content"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, _v: V) -> Result<V::Value, Fault> {
        Err(de::Error::custom("this word has no content"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Fault> {
        Err(de::Error::custom("this word has no content"))
    }
}

struct Items<'a> {
    de: De<'a>,
    items: &'a [Node],
    next: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        while let Some(node) = self.items.get(self.next) {
            let path = self.de.path.then(self.next);
            self.next += 1;
            if !self.de.lost.contains(&path) {
                return seed
                    .deserialize(self.de.at(node, path.clone()))
                    .map(Some)
                    .map_err(|fault| fault.within(&path));
            }
        }
        Ok(None)
    }
}

struct Entries<'a> {
    de: De<'a>,
    entries: std::slice::Iter<'a, Entry>,
    value: Option<(&'a Node, KeyPath)>,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        for entry in self.entries.by_ref() {
            let path = self.de.path.then(entry.key.as_str());
            if self.de.lost.contains(&path) {
                continue;
            }
            let key: StrDeserializer<'_, Fault> = entry.key.as_str().into_deserializer();
            let key = seed.deserialize(key).map_err(|fault| Fault {
                on_key: true,
                ..fault.within(&path)
            })?;
            self.value = Some((&entry.value, path));
            return Ok(Some(key));
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let (node, path) = self
            .value
            .take()
            .expect("a value is asked for after its key");
        seed.deserialize(self.de.at(node, path.clone()))
            .map_err(|fault| fault.within(&path))
    }
}
