//! `docs/reference.md`: its tables are generated from the schemas, its examples come from the
//! dossier in `docs/example`, and both are up to date.
//!
//! The prose is written by hand. Blocks that end with `<!-- end -->` are generated if they begin
//! with `<!-- keys of KIND -->`, `<!-- keys of KIND#RECORD -->`, `<!-- words of TITLE -->` or
//! `<!-- example: FILE -->` (`FILE#KEY` for the part below one key). `SNAPSHOTS=overwrite` updates
//! them.

use crate::folders::{compare, dossier, lay_over, repository, text};
use crate::schema::schema;
use dossier::schema::SchemaKind;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

fn reference() -> String {
    fs::read_to_string(repository().join("docs/reference.md")).expect("it is there")
}

/// The document with all generated blocks filled in.
fn filled(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        writeln!(out, "{line}").expect("text");
        let marker = line
            .strip_prefix("<!-- ")
            .and_then(|line| line.strip_suffix(" -->"));
        if let Some(block) = marker.and_then(made) {
            writeln!(out, "\n{}\n\n<!-- end -->", block.trim()).expect("text");
            let end = lines.find(|line| *line == "<!-- end -->");
            assert!(end.is_some(), "the block `{line}` has no end");
        }
    }
    out
}

/// The content of the block that a marker begins.
fn made(marker: &str) -> Option<String> {
    if let Some(name) = marker.strip_prefix("keys of ") {
        let (kind, record) = name
            .split_once('#')
            .map_or((name, None), |(kind, record)| (kind, Some(record)));
        let kind = SchemaKind::from_name(kind).expect("a kind");
        let schema = schema(kind);
        let object = record.map_or(&schema, |record| &schema["definitions"][record]);
        assert!(
            object.is_object(),
            "the schema of `{}` has no `{record:?}`",
            kind.name()
        );
        return Some(keys(object));
    }
    if let Some(title) = marker.strip_prefix("words of ") {
        return Some(words(title));
    }
    marker.strip_prefix("example: ").map(example)
}

/// A table of an object's keys. The tables of nested objects follow, each below its name.
fn keys(object: &Value) -> String {
    let mut out = "| key | value | without it | what it says |\n|---|---|---|---|\n".to_owned();
    let mut tables = String::new();
    for (key, property) in properties(object) {
        if property.get("properties").is_some() {
            let description = property["description"].as_str().unwrap_or_default();
            write!(
                tables,
                "\n### `[{key}]`\n\n{description}\n\n{}",
                keys(property)
            )
            .expect("text");
            continue;
        }
        let row = [
            format!("`{key}`"),
            value_in_words(property),
            without(object, key, property),
            says(property),
        ];
        writeln!(
            out,
            "| {} |",
            row.map(|cell| cell.replace('|', "\\|")).join(" | ")
        )
        .expect("text");
    }
    out + &tables
}

fn properties(object: &Value) -> &Map<String, Value> {
    object["properties"]
        .as_object()
        .expect("an object has keys")
}

/// The type of a value, with a link to its explanation.
fn value_in_words(schema: &Value) -> String {
    if let Some(of) = schema.get("anyOf").or(schema.get("allOf")) {
        return value_in_words(&of[0]);
    }
    if let Some(target) = schema["$ref"].as_str() {
        let name = target.rsplit('/').next().unwrap_or_default();
        return format!("[{name}](#{name})");
    }
    if let Some(title) = schema["title"].as_str() {
        return format!("[{title}](#{})", title.to_lowercase().replace(' ', "-"));
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds[0].as_str(),
        kind => kind.as_str(),
    };
    match kind.expect("a type") {
        "boolean" => "`true` or `false`".into(),
        "integer" => "whole number".into(),
        "number" => "number".into(),
        "array" => match value_in_words(&schema["items"]).as_str() {
            "[id](#id)" => "list of [ids](#id)".into(),
            item => format!("list of {item}"),
        },
        "object" => format!(
            "map from [id](#id) to {}",
            value_in_words(&schema["additionalProperties"])
        ),
        other => panic!("no words for {other}"),
    }
}

/// What applies if the key is missing.
fn without(object: &Value, key: &str, property: &Value) -> String {
    let among = |keys: &Value| {
        keys.as_array()
            .is_some_and(|keys| keys.iter().any(|other| other == key))
    };
    if among(&object["required"]) {
        "a fault".into()
    } else if among(&object["else"]["required"]) {
        "a fault, unless `withdrawn`".into()
    } else if among(&object["else"]["else"]["required"]) {
        "a fault, unless `draft` or `withdrawn`".into()
    } else {
        let default = property.get("default").filter(|value| !value.is_array());
        default.map_or_else(String::new, |default| match default {
            Value::String(text) => format!("`{text}`"),
            other => format!("`{other}`"),
        })
    }
}

fn says(property: &Value) -> String {
    let mut says = property["description"]
        .as_str()
        .expect("every key is explained")
        .to_owned();
    // Values with their own section have their examples there.
    let own_section = ["date", "instant", "language tag"];
    if let Some(examples) = property["examples"].as_array()
        && !own_section.iter().any(|title| property["title"] == *title)
    {
        let examples: Vec<String> = examples
            .iter()
            .map(|example| format!("`{}`", example.as_str().expect("a text")))
            .collect();
        write!(says, " Example: {}.", examples.join(", ")).expect("text");
    }
    says
}

/// The words that a value with this title may have, and their meanings.
fn words(title: &str) -> String {
    let mut found = BTreeMap::new();
    for kind in SchemaKind::ALL {
        find_words(&schema(*kind), &mut found);
    }
    let (words, meanings) = found.get(title).expect("some key has such words");
    let rows = words
        .iter()
        .zip(meanings)
        .filter(|(word, _)| word.is_string());
    let rows = rows.map(|(word, meaning)| {
        let (word, meaning) = (
            word.as_str().expect("a text"),
            meaning.as_str().expect("a text"),
        );
        format!("| `{word}` | {meaning} |\n")
    });
    format!("| word | means |\n|---|---|\n{}", rows.collect::<String>())
}

fn find_words(schema: &Value, found: &mut BTreeMap<String, (Vec<Value>, Vec<Value>)>) {
    if let (Some(title), Some(words), Some(meanings)) = (
        schema["title"].as_str(),
        schema["enum"].as_array(),
        schema["enumDescriptions"].as_array(),
    ) {
        found.insert(title.to_owned(), (words.clone(), meanings.clone()));
    }
    match schema {
        Value::Object(object) => object.values().for_each(|value| find_words(value, found)),
        Value::Array(items) => items.iter().for_each(|value| find_words(value, found)),
        _ => {}
    }
}

/// A file of `docs/example`, or the part below one of its keys.
fn example(name: &str) -> String {
    let (file, key) = name
        .split_once('#')
        .map_or((name, None), |(file, key)| (file, Some(key)));
    let path = repository().join("docs/example").join(file);
    let whole = fs::read_to_string(&path).expect("the example is there");
    let shown = match key {
        None => whole,
        Some(key) => {
            let begins = |line: &&str| line.starts_with(&format!("{key}:"));
            let start = whole
                .lines()
                .position(|line| begins(&line))
                .expect("the key is there");
            let inner = whole
                .lines()
                .skip(start + 1)
                .take_while(|line| line.is_empty() || line.starts_with([' ', '#']));
            let lines: Vec<&str> = whole.lines().skip(start).take(1).chain(inner).collect();
            lines.join("\n")
        }
    };
    let language = match path.extension().and_then(|extension| extension.to_str()) {
        Some("md") => "markdown",
        Some("toml") => "toml",
        _ => "yaml",
    };
    format!("```{language}\n{}\n```", shown.trim_end())
}

#[test]
fn the_reference_is_what_the_schemas_say() {
    let made = filled(&reference());
    compare(&made, &repository().join("docs/reference.md"));
}

#[test]
fn the_reference_has_every_record() {
    let reference = reference();
    for kind in SchemaKind::ALL {
        let schema = schema(*kind);
        let records = schema["definitions"].as_object().into_iter().flatten();
        for record in records.map(|(name, _)| name) {
            // Records that several kinds of file share are explained only once.
            let block = format!("#{record} -->");
            assert!(
                reference.contains(&block),
                "no block `<!-- keys of {}#{record} -->`",
                kind.name()
            );
        }
        let block = format!("<!-- keys of {} -->", kind.name());
        assert!(reference.contains(&block), "no block `{block}`");
    }
}

#[test]
fn links_within_the_reference_lead_to_its_headings() {
    let reference = reference();
    let headings: Vec<String> = reference
        .lines()
        .filter_map(|line| line.strip_prefix('#'))
        .map(|line| {
            let text = line.trim_start_matches('#').trim().to_lowercase();
            let kept = text
                .chars()
                .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
            kept.collect::<String>().replace(' ', "-")
        })
        .collect();
    for (at, _) in reference.match_indices("](#") {
        let rest = &reference[at + 3..];
        let anchor = &rest[..rest.find(')').expect("it ends")];
        assert!(
            headings.iter().any(|heading| heading == anchor),
            "#{anchor} is no heading"
        );
    }
}

#[test]
fn the_example_has_no_faults() {
    let project = tempfile::tempdir().expect("a folder");
    lay_over(&repository().join("docs/example"), project.path());
    lay_over(&repository().join("themes"), &project.path().join("themes"));
    let output = dossier("check", project.path())
        .arg("--strict")
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
}
