//! What the derives of JSON Schema say of values that this folder reads: texts, words, lists that may be empty.
//!
//! YAML and TOML have types where people see letters. Where a text is wanted, the reader takes a number or `true` for one, and
//! the schemas must say so. Keys stand in the order of the types' fields, which is the order to read them in.

use super::language::Language;
use crate::text::KeyPath;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// A text, which may be written as a number or as `true`. It stands in `#[schemars(with = …)]`.
#[derive(Debug)]
pub struct Text;

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "text".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"title": "text", "type": ["string", "number", "boolean"]})
    }
}

/// A text with at least one character that can be seen.
pub fn not_blank(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|kind| kind != "null");
    }
    pattern(schema, NOT_BLANK, BLANK);
}

const NOT_BLANK: &str = "\\S";
const BLANK: &str = "This text is empty.";

/// A text that is never a number or a truth, and that `pattern` fits (ECMA 262 without look-around, which other dialects read alike).
/// `message` is what editors say of one that it does not fit.
pub fn only_text(schema: &mut Schema, pattern: &str, message: &str) {
    schema.insert("type".into(), "string".into());
    self::pattern(schema, pattern, message);
}

/// Says that texts must fit `pattern`; `message` is what editors say of one that does not.
pub fn pattern(schema: &mut Schema, pattern: &str, message: &str) {
    schema.insert("pattern".into(), pattern.into());
    // Of the YAML language server; validators pass it over.
    schema.insert("patternErrorMessage".into(), message.into());
}

/// One of the words that the derive found in an enum, with what each means.
pub fn words(schema: &mut Schema) {
    let Some(Value::Array(variants)) = schema.remove("oneOf") else {
        return;
    };
    let of = |key: &str| -> Vec<Value> {
        let values = variants.iter().map(|variant| variant[key].clone());
        values.collect()
    };
    schema.insert("type".into(), "string".into());
    schema.insert("enum".into(), of("const").into());
    let meanings = of("description");
    schema.insert("enumDescriptions".into(), meanings.into());
}

/// As [`words`], where the words are digits, which may be written as numbers.
pub fn digits(schema: &mut Schema) {
    words(schema);
    schema.insert("type".into(), json!(["string", "integer"]));
    for key in ["enum", "enumDescriptions"] {
        if let Some(Value::Array(values)) = schema.get_mut(key) {
            let number =
                |value: &Value| value.as_str()?.parse().ok().map(|digit: u64| digit.into());
            let numbers: Vec<Value> = match key {
                "enum" => values.iter().filter_map(number).collect(),
                _ => values.clone(),
            };
            // Numbers first: they are what people write.
            values.splice(0..0, numbers);
        }
    }
}

/// Says that the keys `needed` must be there, a text among them not blank and a list not empty.
pub fn needs(needed: &'static [&'static str]) -> impl Fn(&mut Schema) {
    move |schema| {
        for (key, holds) in demands(schema, needed) {
            if let (Some(Value::Object(property)), Value::Object(holds)) =
                (schema.pointer_mut(&format!("/properties/{key}")), holds)
            {
                property.extend(holds);
            }
        }
        schema.insert("required".into(), json!(needed));
    }
}

/// As [`needs`], but for a record that is withdrawn: what is left of that one is its id.
pub fn needs_unless_withdrawn(needed: &'static [&'static str]) -> impl Fn(&mut Schema) {
    move |schema| {
        let withdrawn = json!({
            "required": ["withdrawn"],
            "properties": {"withdrawn": {"not": {"type": "null"}}},
        });
        let mut live = json!({"required": needed});
        let demands = demands(schema, needed);
        if !demands.is_empty() {
            live["properties"] = demands.into();
        }
        schema.insert("if".into(), withdrawn);
        schema.insert("then".into(), true.into());
        schema.insert("else".into(), live);
    }
}

/// Besides what [`needs_unless_withdrawn`] says: that a record that is no draft needs a list `key` with something in it.
pub fn needs_when_finished(key: &'static str) -> impl Fn(&mut Schema) {
    move |schema| {
        let mut finished = json!({"required": [key], "properties": {}});
        finished["properties"][key] = json!({"type": "array", "minItems": 1});
        let draft = json!({"required": ["draft"], "properties": {"draft": {"const": true}}});
        if let Some(Value::Object(live)) = schema.get_mut("else") {
            live.insert("if".into(), draft);
            live.insert("then".into(), true.into());
            live.insert("else".into(), finished);
        }
    }
}

/// What the values of the keys `needed` must hold besides what their types say. They are not `null` from now on.
fn demands(schema: &mut Schema, needed: &[&str]) -> Map<String, Value> {
    let mut demands = Map::new();
    for key in needed {
        let Some(property) = schema.pointer_mut(&format!("/properties/{key}")) else {
            continue;
        };
        not_null(property);
        let demand = if property["type"] == "array" {
            json!({"type": "array", "minItems": 1})
        } else if property.get("enum").is_none() && property.get("pattern").is_none() {
            json!({"pattern": NOT_BLANK, "patternErrorMessage": BLANK})
        } else {
            continue;
        };
        demands.insert((*key).into(), demand);
    }
    demands
}

/// Takes `null` out of what a value may be, and what it is where it is not given.
fn not_null(schema: &mut Value) {
    if let Some(schema) = schema.as_object_mut() {
        schema.remove("default");
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            schema["type"] = only.clone();
        }
    }
}

/// The schema of documents in `language` that are read as `T`: draft 7, which the language servers of YAML and of TOML know in all
/// their versions. It has no `$id`: it belongs to the file that it is written to.
pub fn schema_of<T: JsonSchema>(language: Language) -> Value {
    let mut settings = SchemaSettings::draft07();
    settings = settings.with_transform(RecursiveTransform(plain_words));
    if language == Language::Yaml {
        settings = settings.with_transform(RecursiveTransform(may_hold_nothing));
    }
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    to_the_front(&mut schema, "$schema");
    schema.to_value()
}

fn to_the_front(schema: &mut Schema, key: &str) {
    if let Some(object) = schema.as_object_mut()
        && let Some(value) = object.shift_remove(key)
    {
        object.shift_insert(0, key.to_owned(), value);
    }
}

/// Descriptions of one line and at the front, and no format that no validator knows.
fn plain_words(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.replace('\n', " ");
    }
    // A table's default is that of its keys.
    if schema
        .get("default")
        .is_some_and(|value| value.is_null() || value.is_object())
    {
        schema.remove("default");
    }
    schema.remove("format");
    for key in ["description", "title"] {
        to_the_front(schema, key);
    }
}

/// YAML reads a key without a value as an empty list or map where one is wanted.
fn may_hold_nothing(schema: &mut Schema) {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return;
    };
    for property in properties.values_mut() {
        let collection = match property["type"].as_str() {
            Some("array") => property.get("minItems").is_none(),
            Some("object") => property.get("properties").is_none(),
            _ => false,
        };
        if collection {
            property["type"] = json!([property["type"], "null"]);
        }
    }
}

/// The keys of a document that is read as `T`, with those of its tables, that hold single values.
pub fn keys_of<T: JsonSchema>() -> Vec<KeyPath> {
    let mut keys = Vec::new();
    gather(&schema_of::<T>(Language::Toml), &KeyPath::root(), &mut keys);
    keys
}

fn gather(schema: &Value, path: &KeyPath, keys: &mut Vec<KeyPath>) {
    match schema.get("properties").and_then(Value::as_object) {
        Some(properties) => {
            for (key, property) in properties {
                gather(property, &path.then(key.as_str()), keys);
            }
        }
        None => keys.push(path.clone()),
    }
}
