//! Adjusts the derived JSON Schemas to what this folder reads: text, words, lists that may be
//! empty.
//!
//! YAML and TOML give types to what people see as plain letters. If text is expected, the reader
//! also accepts a number or `true`, and the schemas must say so. Keys are in the order of the
//! types' fields, which is a good order to read them in.

use super::language::Language;
use crate::text::KeyPath;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// Text, which may also be written as a number or as `true`. For use in `#[schemars(with = …)]`.
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

/// Requires text with at least one visible character.
pub fn not_blank(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|kind| kind != "null");
    }
    pattern(schema, NOT_BLANK, BLANK);
}

const NOT_BLANK: &str = "\\S";
const BLANK: &str = "This text is empty.";

/// Requires text, never a number or a Boolean, that matches `pattern`. The pattern is an ECMA 262
/// regular expression without look-around, which other dialects read alike. Editors show `message`
/// for text that does not match.
pub fn only_text(schema: &mut Schema, pattern: &str, message: &str) {
    schema.insert("type".into(), "string".into());
    self::pattern(schema, pattern, message);
}

/// Requires text to match `pattern`. Editors show `message` for text that does not.
pub fn pattern(schema: &mut Schema, pattern: &str, message: &str) {
    schema.insert("pattern".into(), pattern.into());
    // A keyword of the YAML language server; validators ignore it.
    schema.insert("patternErrorMessage".into(), message.into());
}

/// Turns the variants that the derive found in an enum into a list of words, each with its meaning.
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

/// Like [`words`], for digits, which may also be written as numbers.
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
            // Numbers come first, because that is what people write.
            values.splice(0..0, numbers);
        }
    }
}

/// Requires the keys `needed`. Text among them must not be blank, and lists must not be empty.
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

/// Like [`needs`], except for a withdrawn record, which needs only its id.
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

/// In addition to [`needs_unless_withdrawn`], requires a list `key` that is not empty, unless the
/// record is a draft.
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

/// What the values of the keys `needed` must meet in addition to their types. Removes `null` from
/// those types.
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

/// Removes `null` from the allowed values, and removes the default.
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

/// The schema of documents in `language` that are read as `T`. It uses draft 7, which all versions
/// of the YAML and TOML language servers know. It has no `$id`, because that depends on the file it
/// is written to.
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

/// Puts descriptions on one line and at the front. Removes `format`, because no validator knows its
/// values.
fn plain_words(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.replace('\n', " ");
    }
    // The default of a table is that of its keys.
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

/// Allows `null` for lists and maps that may be empty: YAML reads a key without a value as an empty
/// one.
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

/// The paths of all keys that hold single values, including those in tables, in a document read as
/// `T`.
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
