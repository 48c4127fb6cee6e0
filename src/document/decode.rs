//! Decodes a [`Tree`] into a typed value and reports every fault.
//!
//! Serde stops at the first fault. The decoder reports that fault, leaves the faulty value out and
//! tries the rest again, until it has a value or nothing is left. Parts without a fault are not
//! read again until the last pass (`progress.rs`). The work therefore grows with the size of the
//! file plus the number of faults, not with their product.

use super::diagnose::diagnostic;
use super::fault::{Fault, FaultKind};
use super::misplaced::{INDENT, report_duplicates, unindented};
use super::progress::DecodeProgress;
use super::tree::{Entry, Node, NodeKind, Tree};
use super::unknown::Unknown;
use super::vocabulary::Vocabulary;
use crate::diag::Sink;
use crate::text::{FileId, KeyPath};
use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::marker::PhantomData;

/// What could be read of a document.
#[derive(Debug)]
pub struct Decoded<T> {
    /// The value without its faulty parts; `None` if nothing could be read.
    pub value: Option<T>,
    /// The paths of the parts that were left out; the root if nothing could be read.
    pub lost: BTreeSet<KeyPath>,
}

impl<T> Decoded<T> {
    /// A value that was read without faults.
    pub fn whole(value: T) -> Self {
        Self {
            value: Some(value),
            lost: BTreeSet::new(),
        }
    }

    /// The result if nothing could be read.
    pub(super) fn nothing() -> Self {
        Self {
            value: None,
            lost: BTreeSet::from([KeyPath::root()]),
        }
    }
}

/// Reads `tree` as a `T` and reports every fault to `sink`.
pub(super) fn decode<T: DeserializeOwned>(
    tree: &Tree,
    file: FileId,
    vocabulary: &'static Vocabulary,
    sink: &mut Sink,
) -> Decoded<T> {
    decode_with(&DecodeProgress::default(), tree, file, vocabulary, sink)
}

fn decode_with<T: DeserializeOwned>(
    progress: &DecodeProgress,
    tree: &Tree,
    file: FileId,
    vocabulary: &'static Vocabulary,
    sink: &mut Sink,
) -> Decoded<T> {
    // Keys that are missing because they were written in another place or under another name.
    let mut meant = report_duplicates(tree, file, sink);
    let mut lost = BTreeSet::new();
    let root_keys = Cell::new([].as_slice());
    let mut records = BTreeSet::new();
    // The first pass reads everything, because most documents that come here have one fault or
    // none.
    let mut is_whole = true;
    loop {
        let root = De {
            node: &tree.root,
            path: KeyPath::root(),
            lost: &lost,
            root_keys: &root_keys,
            progress: (!is_whole && !progress.is_whole(&tree.root)).then_some(progress),
        };
        match root.read(PhantomData::<T>) {
            Ok(value) if is_whole => {
                let value = Some(value);
                lost.append(&mut meant);
                return Decoded { value, lost };
            }
            // Every part has been read and has no more faults: one last pass reads the whole.
            Ok(_) => is_whole = true,
            // Perhaps the only cause is that part of the value was skipped. The next pass reads the
            // whole value.
            Err(fault) if fault.of_part => {}
            Err(fault) => {
                is_whole = false;
                let at = fault.at.clone().unwrap_or_default();
                let (echo, hint) = match &fault.kind {
                    // A key is not missing if it was only faulty: that has been reported already.
                    FaultKind::MissingKey(key) => {
                        let path = at.then(*key);
                        let help = format!("write `{key}{}…` here", tree.between);
                        (lost.contains(&path) || meant.contains(&path), Some(help))
                    }
                    FaultKind::UnknownKey { key, expected } => {
                        let key =
                            Unknown::new(key, expected, &at, tree, root_keys.get(), vocabulary);
                        let path = key.instead().map(|key| at.parent().then(key));
                        let new = path.is_none_or(|path| meant.insert(path));
                        (key.is_one_of_many() && !new, Some(key.help()))
                    }
                    FaultKind::WrongType { expected, .. } => {
                        match unindented(tree, &at, expected) {
                            // The record's keys are beside its id. This is reported once, at the
                            // first of them.
                            Some(record) => {
                                lost.insert(at.parent().then(record));
                                (!records.insert(record), Some(INDENT.into()))
                            }
                            None => (false, None),
                        }
                    }
                    _ => (false, None),
                };
                if !echo {
                    sink.report(diagnostic(fault, file, &at, hint, vocabulary));
                }
                if at == KeyPath::root() || !lost.insert(at) {
                    lost.insert(KeyPath::root());
                    return Decoded { value: None, lost };
                }
            }
        }
    }
}

#[derive(Clone)]
struct De<'a> {
    node: &'a Node,
    path: KeyPath,
    lost: &'a BTreeSet<KeyPath>,
    /// The keys allowed at the root of the document, once they are known.
    root_keys: &'a Cell<&'static [&'static str]>,
    /// What need not be read again; `None` if everything is read.
    progress: Option<&'a DecodeProgress>,
}

impl<'a> De<'a> {
    fn visit<'de, V: Visitor<'de>>(&self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.kind {
            NodeKind::Scalar { text, plain } => visit_scalar(text, *plain, visitor),
            NodeKind::Seq(items) => visitor.visit_seq(self.items(items)),
            NodeKind::Map(entries) => visitor.visit_map(self.entries(entries)),
        }
    }

    fn items(&self, items: &'a [Node]) -> Items<'a> {
        Items {
            next: self.read_before(),
            de: self.clone(),
            items,
        }
    }

    fn entries(&self, entries: &'a [Entry]) -> Entries<'a> {
        Entries {
            next: self.read_before(),
            de: self.clone(),
            entries,
            value: None,
        }
    }

    fn at(&self, node: &'a Node, path: KeyPath) -> Self {
        Self {
            node,
            path,
            lost: self.lost,
            root_keys: self.root_keys,
            progress: self.progress.filter(|progress| !progress.is_whole(node)),
        }
    }

    /// How many items or entries here were read in an earlier pass, and need not be read again.
    fn read_before(&self) -> usize {
        self.progress.map_or(0, |progress| progress.read(self.node))
    }

    /// Remembers that item or entry `number` is valid or lost.
    fn was_read(&self, number: usize) {
        if let Some(progress) = self.progress {
            progress.set_read(self.node, number + 1);
        }
    }

    /// Reads the value of this node. A fault without a path is a fault of this value. If part of
    /// the value was skipped, that may be the cause, so the next pass reads all of it.
    fn read<'de, T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        let (node, path, progress) = (self.node, self.path.clone(), self.progress);
        let is_part = self.read_before() > 0;
        seed.deserialize(self).map_err(|mut fault| {
            if fault.at.is_none() {
                fault.of_part = is_part;
                if let Some(progress) = progress.filter(|_| is_part) {
                    progress.set_whole(node);
                }
            }
            fault.within(&path)
        })
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
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.kind {
            // Like `serde_yaml`: if text is expected, a number is read as text.
            NodeKind::Scalar { text, .. } => visitor.visit_str(text),
            _ => self.visit(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.kind {
            NodeKind::Scalar { text, plain: true }
                if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL") =>
            {
                visitor.visit_none()
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.kind {
            // Like `serde_yaml`: if a list is expected, a key without a value is an empty list.
            NodeKind::Scalar { text, plain: true } if text.is_empty() => {
                visitor.visit_seq(self.items(&[]))
            }
            _ => self.visit(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.kind {
            NodeKind::Scalar { text, plain: true } if text.is_empty() => {
                visitor.visit_map(self.entries(&[]))
            }
            _ => self.visit(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match &self.node.kind {
            NodeKind::Scalar { text, .. } => visitor.visit_enum(Word(text)),
            NodeKind::Seq(_) => Err(de::Error::invalid_type(Unexpected::Seq, &"a word")),
            NodeKind::Map(_) => Err(de::Error::invalid_type(Unexpected::Map, &"a word")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if self.path.steps().is_empty() {
            self.root_keys.set(fields);
        }
        match &self.node.kind {
            // Serde would match the items to the fields by position.
            NodeKind::Seq(_) => Err(de::Error::invalid_type(Unexpected::Seq, &visitor)),
            _ => self.deserialize_map(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        tuple tuple_struct identifier ignored_any
    }
}

/// A word that names an enum variant without content.
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
            let number = self.next;
            let path = self.de.path.then(number);
            self.next += 1;
            if self.de.lost.contains(&path) {
                self.de.was_read(number);
                continue;
            }
            let value = self.de.at(node, path).read(seed)?;
            self.de.was_read(number);
            return Ok(Some(value));
        }
        Ok(None)
    }
}

struct Entries<'a> {
    de: De<'a>,
    entries: &'a [Entry],
    next: usize,
    value: Option<(&'a Node, KeyPath)>,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        while let Some(entry) = self.entries.get(self.next) {
            self.next += 1;
            let path = self.de.path.then(entry.key.as_str());
            if self.de.lost.contains(&path) {
                self.de.was_read(self.next - 1);
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
        let value = self.de.at(node, path).read(seed)?;
        self.de.was_read(self.next - 1);
        Ok(value)
    }
}

#[cfg(test)]
mod tests;
