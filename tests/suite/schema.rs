//! Compares the JSON Schemas with the program: an independent validator accepts what `check`
//! accepts, and rejects what `check` rejects.

use crate::case::folders;
use crate::folders::{dossier, lay_over, project, repository, text};
use dossier::document::front_matter;
use dossier::schema::{SchemaKind, all};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use walkdir::WalkDir;

/// The codes of faults that a schema can detect. It cannot see other faults in the same files.
pub(crate) const TELLABLE: [&str; 11] = [
    "claim-without-evidence",
    "empty-text",
    "invalid-address",
    "invalid-date",
    "invalid-id",
    "invalid-language",
    "missing-key",
    "rests-on-nothing",
    "unknown-key",
    "unknown-word",
    "wrong-type",
];

static VALIDATORS: LazyLock<Vec<(SchemaKind, Validator)>> = LazyLock::new(|| {
    let validator = |kind: &SchemaKind| {
        let schema = schema(*kind);
        (*kind, jsonschema::validator_for(&schema).expect("a schema"))
    };
    SchemaKind::ALL.iter().map(validator).collect()
});

pub(crate) fn schema(kind: SchemaKind) -> Value {
    serde_json::from_str(&kind.schema()).expect("JSON")
}

pub(crate) fn validator(kind: SchemaKind) -> &'static Validator {
    let found = VALIDATORS.iter().find(|(other, _)| *other == kind);
    &found.expect("all kinds are there").1
}

/// The kind of the file at `path` of a project.
fn kind_of(path: &str) -> Option<SchemaKind> {
    let kind = match path {
        "site.toml" => SchemaKind::Site,
        _ if path.ends_with("/theme.toml") => SchemaKind::Theme,
        _ if path.starts_with("content/articles/") => SchemaKind::Article,
        _ if path.starts_with("content/topics/") => SchemaKind::Topic,
        _ if path.starts_with("content/annotations/") => SchemaKind::Annotations,
        _ => return None,
    };
    Some(kind)
}

/// The value that a validator checks, or `None` if the file cannot be parsed.
fn instance(kind: SchemaKind, text: &str) -> Option<Value> {
    let text = text.trim_start_matches('\u{feff}');
    match kind {
        SchemaKind::Site | SchemaKind::Theme => toml::from_str(text).ok(),
        SchemaKind::Annotations => serde_yaml::from_str(text).ok(),
        SchemaKind::Article | SchemaKind::Topic => match text[front_matter(text)?].trim() {
            "" => Some(json!({})),
            front => serde_yaml::from_str(front).ok(),
        },
    }
}

/// The files below `root` that have schemas, with their paths in the project.
pub(crate) fn files(root: &Path) -> Vec<(SchemaKind, String, Value)> {
    let entries = WalkDir::new(root).sort_by_file_name().into_iter();
    entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(root).ok()?.to_str()?.to_owned();
            let kind = kind_of(&path)?;
            let text = fs::read_to_string(entry.path()).ok()?;
            let instance = instance(kind, &text)?;
            Some((kind, path, instance))
        })
        .collect()
}

#[test]
fn schemas_are_valid_in_draft_7() {
    for (name, text) in all() {
        let schema: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        assert!(jsonschema::meta::is_valid(&schema), "{name}");
    }
}

#[test]
fn files_that_build_are_accepted() {
    let mut roots = vec![
        repository().to_path_buf(),
        repository().join("tests/site"),
        repository().join("docs/example"),
    ];
    roots.extend(folders("ok").iter().map(|case| case.join("site")));
    let mut seen = BTreeMap::new();
    for root in roots {
        for (kind, path, instance) in files(&root) {
            let faults: Vec<_> = validator(kind)
                .iter_errors(&instance)
                .map(|fault| format!("{}: {fault}", fault.instance_path()))
                .collect();
            // The repository's folder also contains cases with faults.
            if root == repository() && path.starts_with("tests/") {
                continue;
            }
            assert!(faults.is_empty(), "{}: {path}: {faults:#?}", root.display());
            *seen.entry(kind.name()).or_insert(0) += 1;
        }
    }
    assert_eq!(seen.len(), SchemaKind::ALL.len(), "{seen:?}");
}

/// The codes of the errors that `check` gives for each file of the project.
fn told(project: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let output = dossier("check", project)
        .arg("--format=json")
        .output()
        .expect("the program runs");
    let report: Value = serde_json::from_str(&text(&output.stdout)).expect("JSON");
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for fault in report["diagnostics"].as_array().expect("a list") {
        let code = fault["code"].as_str().expect("a text");
        if fault["severity"] == "error" {
            let path = fault["file"].as_str().expect("a text").to_owned();
            told.entry(path).or_default().insert(code.to_owned());
        }
    }
    told
}

/// Cases with faults that no schema can detect, and why.
const BEYOND: [(&str, &str); 5] = [
    (
        "empty-quote",
        "only the rules for quotes show that a quote has no words",
    ),
    ("ids-that-differ-by-case", "the id is the name of a file"),
    ("invalid-id", "one of the ids is the name of a file"),
    ("options", "the theme defines the options and their types"),
    ("options-of-no-theme", "the theme defines the options"),
];

#[test]
fn files_that_check_refuses_are_refused() {
    let mut refused = BTreeSet::new();
    let mut disagree = Vec::new();
    for case in folders("bad") {
        let name = case
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if !case.join("site").exists() {
            continue;
        }
        let project = project();
        lay_over(&case.join("site"), project.path());
        let told = told(project.path());
        for (kind, path, instance) in files(project.path()) {
            let codes = told.get(&path).cloned().unwrap_or_default();
            let tellable: Vec<_> = codes
                .iter()
                .filter(|code| TELLABLE.contains(&code.as_str()))
                .collect();
            let accepted = validator(kind).is_valid(&instance);
            let beyond = BEYOND.iter().any(|(case, _)| *case == name);
            // A rejected file must have some fault. A file with a fault that a schema can detect
            // must be rejected.
            let wrongly = if accepted {
                !tellable.is_empty() && !beyond
            } else {
                codes.is_empty()
            };
            if wrongly {
                disagree.push(format!("{name}: {path}: accepted {accepted}, {codes:?}"));
            } else if !accepted {
                refused.extend(codes);
            }
        }
    }
    assert!(disagree.is_empty(), "{disagree:#?}");
    let never: Vec<_> = TELLABLE
        .iter()
        .filter(|code| !refused.contains(**code))
        .collect();
    assert!(never.is_empty(), "no case shows {never:?}");
}
