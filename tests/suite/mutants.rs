//! Hundreds of files with one change each: the schemas and the program must agree on each of them.
//!
//! `schema/` is a project with every key. Each place in each of its files is changed in turn:
//! another type of value, another word, an unknown key, a missing key.

use crate::folders::{lay_over, project, repository};
use crate::schema::{TELLABLE, files, schema, validator};
use dossier::config::{Config, Environment};
use dossier::diag::{Place, Severity, Sink};
use dossier::document::{Vocabulary, read_toml};
use dossier::parse::parse;
use dossier::render::ThemeFacts;
use dossier::resolve::resolve;
use dossier::schema::SchemaKind;
use dossier::source::{Sources, walk};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The values that replace each value.
fn others() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(5),
        json!(2026),
        json!(-3),
        json!(1.5),
        json!(""),
        json!(" "),
        json!("a-word"),
        json!("Two Words"),
        json!("https://example.org/"),
        json!("2026-02"),
        json!("TLP:RED"),
        json!("1"),
        json!([]),
        json!({}),
        json!(["a-word"]),
        json!([["a-word"]]),
        json!({"a-word": "b"}),
        json!({"A Word": "b"}),
    ]
}

/// The keys that the schema knows anywhere.
fn known_keys(schema: &Value, keys: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                keys.extend(properties.keys().cloned());
            }
            object.values().for_each(|value| known_keys(value, keys));
        }
        Value::Array(items) => items.iter().for_each(|item| known_keys(item, keys)),
        _ => {}
    }
}

/// All places in `value`, as JSON pointers. Of places that differ only in an id or a number, only
/// the first.
fn places(value: &Value, known: &BTreeSet<String>) -> Vec<String> {
    fn go(
        value: &Value,
        at: &str,
        shape: &str,
        known: &BTreeSet<String>,
        seen: &mut BTreeSet<String>,
        out: &mut Vec<String>,
    ) {
        let withdrawn = value.get("withdrawn").is_some();
        if seen.insert(format!("{shape}{withdrawn}")) {
            out.push(at.to_owned());
        }
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    let name = if known.contains(key) { key } else { "*" };
                    let shape = format!("{shape}/{name}{}", if withdrawn { "?" } else { "" });
                    go(value, &format!("{at}/{key}"), &shape, known, seen, out);
                }
            }
            Value::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    go(
                        item,
                        &format!("{at}/{number}"),
                        &format!("{shape}/*"),
                        known,
                        seen,
                        out,
                    );
                }
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    go(value, "", "", known, &mut BTreeSet::new(), &mut out);
    out
}

/// `value` with one change, for every change that `others` and its keys allow.
fn mutants(value: &Value, known: &BTreeSet<String>) -> Vec<(String, Value)> {
    let mut mutants = Vec::new();
    for place in places(value, known) {
        for other in others() {
            let mut mutant = value.clone();
            let what = format!("{place}: {other}");
            *mutant.pointer_mut(&place).expect("it is there") = other;
            mutants.push((what, mutant));
        }
        let Some(Value::Object(object)) = value.pointer(&place) else {
            continue;
        };
        let mut change = |what: String, object: Map<String, Value>| {
            let mut mutant = value.clone();
            *mutant.pointer_mut(&place).expect("it is there") = object.into();
            mutants.push((format!("{place}: {what}"), mutant));
        };
        for key in ["Unknown Key", "unknown_key"] {
            let mut more = object.clone();
            more.insert(key.into(), json!("a"));
            change(format!("with {key}"), more);
        }
        for key in object.keys() {
            let mut fewer = object.clone();
            fewer.remove(key);
            change(format!("without {key}"), fewer);
        }
    }
    mutants
}

/// The value as YAML: JSON is YAML, and null becomes an empty text.
fn yaml(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(yaml).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(object) => {
            let entries = object
                .iter()
                .map(|(key, value)| format!("{}: {}", json!(key), yaml(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// The value as TOML, or `None` if TOML cannot express it.
fn toml(value: &Value) -> Option<String> {
    let lines = value
        .as_object()?
        .iter()
        .map(|(key, value)| Some(format!("{} = {}\n", json!(key), toml_value(value)?)));
    lines.collect()
}

fn toml_value(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(toml_value).collect();
            format!("[{}]", items?.join(", "))
        }
        Value::Object(object) => {
            let entries = object
                .iter()
                .map(|(key, value)| Some(format!("{} = {}", json!(key), toml_value(value)?)));
            format!("{{{}}}", entries.collect::<Option<Vec<_>>>()?.join(", "))
        }
        other => other.to_string(),
    })
}

/// The text of a file of `kind` with the content `value`, or `None` if no file can have it.
fn written(kind: SchemaKind, value: &Value) -> Option<String> {
    match kind {
        SchemaKind::Site | SchemaKind::Theme => toml(value),
        // Between brackets, an empty text is not an item.
        _ if value.to_string().contains("[null]") => None,
        SchemaKind::Annotations => Some(yaml(value)),
        SchemaKind::Article | SchemaKind::Topic if value.is_null() => None,
        SchemaKind::Article | SchemaKind::Topic => {
            Some(format!("---\n{}\n---\nA body.\n", yaml(value)))
        }
    }
}

/// The codes of the errors that the program finds in the file at `path`, if a schema can detect
/// them.
fn found(root: &Path, kind: SchemaKind, path: &str, text: &str) -> BTreeSet<&'static str> {
    let mut sink = Sink::new();
    let mut sources = Sources::new(root, "site.toml");
    let config = Config::read(&sources, &Environment::default(), &mut sink);
    let layout = config.layout(&sources, None);
    walk(&mut sources, layout, &mut sink);
    match kind {
        SchemaKind::Site => {}
        SchemaKind::Theme => {
            read_toml::<ThemeFacts>(text, sources.config(), &Vocabulary::NONE, &mut sink);
        }
        _ => {
            let parsed = parse(&sources, &config, &[], &mut sink);
            resolve(parsed, &sources, &config, None, &mut sink);
        }
    }
    let here = |place: &Place| {
        let file = match whole(place) {
            Place::Value(file, _)
            | Place::Key(file, _)
            | Place::Within(file, ..)
            | Place::File(file) => *file,
            Place::Bytes(span) => span.file,
            Place::Path(_) | Place::Part(..) => return false,
        };
        kind == SchemaKind::Theme || sources.path(file) == path
    };
    let faults = sink.diagnostics().iter();
    faults
        .filter(|fault| fault.severity == Severity::Error && here(&fault.place))
        .map(|fault| fault.code.name())
        .filter(|name| TELLABLE.contains(name) || *name == "empty-file")
        .collect()
}

fn whole(place: &Place) -> &Place {
    match place {
        Place::Part(place, _) => whole(place),
        place => place,
    }
}

#[test]
fn the_schemas_and_the_program_agree_on_what_was_changed() {
    let project = project();
    let changed = repository().join("tests/schema");
    lay_over(&changed, project.path());
    let mut disagree = Vec::new();
    let mut count = 0;
    for (kind, path, instance) in files(&changed) {
        let file = project.path().join(&path);
        let original = fs::read(&file).expect("it can be read");
        let mut known = BTreeSet::new();
        known_keys(&schema(kind), &mut known);
        for (what, mutant) in mutants(&instance, &known) {
            let Some(text) = written(kind, &mutant) else {
                continue;
            };
            fs::write(&file, &text).expect("written");
            let codes = found(project.path(), kind, &path, &text);
            let accepted = validator(kind).is_valid(&mutant);
            // A file without records is well-formed.
            let sound = codes.iter().all(|code| accepted && *code == "empty-file");
            if accepted != sound {
                disagree.push(format!("{path}: {what}: accepted {accepted}, {codes:?}"));
            }
            count += 1;
        }
        fs::write(&file, original).expect("written");
    }
    assert!(
        disagree.is_empty(),
        "{} of {count}: {disagree:#?}",
        disagree.len()
    );
    assert!(count > 1500, "{count}");
}

#[test]
fn every_key_is_changed() {
    let project = repository().join("tests/schema");
    for kind in SchemaKind::ALL {
        let mut known = BTreeSet::new();
        known_keys(&schema(*kind), &mut known);
        for (other, _, instance) in files(&project) {
            if other == *kind {
                let text = instance.to_string();
                known.retain(|key| !text.contains(&format!("\"{key}\":")));
            }
        }
        assert!(known.is_empty(), "{}: no file has {known:?}", kind.name());
    }
}
