//! `dossier config` and `dossier schema` on the command line. Their output for `tests/site` is in
//! `settings/`.

use crate::folders::{compare, dossier, project, repository, text, tree};
use dossier::schema::{SchemaKind, all};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn printed(
    subcommand: &str,
    root: &Path,
    arguments: &[&str],
    environment: &[(&str, &str)],
) -> String {
    let output = dossier(subcommand, root)
        .args(arguments)
        .envs(environment.iter().copied())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(output.stderr.is_empty());
    text(&output.stdout)
}

fn settings(root: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Vec<Value> {
    let json = printed(
        "config",
        root,
        &[&["--format=json"], arguments].concat(),
        environment,
    );
    let report: Value = serde_json::from_str(&json).expect("JSON");
    report["settings"].as_array().expect("a list").clone()
}

#[test]
fn each_setting_is_shown_with_its_source() {
    let project = project();
    let site = "title = \"Test\"\ntheme = \"plain\"\nbase_url = \"https://example.org/a/\"\nnoindex = true\n\n[pages]\nprint = false\nsearch = false\n";
    fs::write(project.path().join("site.toml"), site).expect("written");
    let arguments = ["--base-url", "https://example.org/b"];
    let environment = [
        ("DOSSIER_BASE_URL", "https://example.org/c/"),
        ("DOSSIER_NOINDEX", "false"),
        ("DOSSIER_QUOTES__MAX_WORDS", "30"),
        ("DOSSIER_DESCRIPTION", ""),
    ];
    let expected = repository().join("tests/settings");
    let shown = printed("config", project.path(), &arguments, &environment);
    compare(&shown, &expected.join("config.txt"));
    let shown = printed(
        "config",
        project.path(),
        &[&arguments[..], &["--format=json"]].concat(),
        &environment,
    );
    compare(&shown, &expected.join("config.json"));
}

#[test]
fn an_option_wins_over_a_variable_and_that_over_the_file_and_that_over_the_default() {
    let project = project();
    let dir = |arguments: &[&str], environment: &[(&str, &str)]| {
        let settings = settings(project.path(), arguments, environment);
        let found = settings
            .into_iter()
            .find(|setting| setting["key"] == "captures.dir");
        let found = found.expect("it is there");
        (
            found["value"].as_str().expect("a text").to_owned(),
            found["from"].as_str().expect("a text").to_owned(),
        )
    };
    let is = |value: &str, from: &str| (value.to_owned(), from.to_owned());
    let variable = [("DOSSIER_CAPTURES__DIR", "three")];
    assert_eq!(dir(&[], &[]), is("captures", "default"));
    fs::write(
        project.path().join("site.toml"),
        "title = \"Test\"\ncaptures.dir = \"two\"\n",
    )
    .expect("written");
    assert_eq!(dir(&[], &[]), is("two", "file"));
    assert_eq!(dir(&[], &variable), is("three", "environment"));
    assert_eq!(
        dir(&["--captures", "four"], &variable),
        is("four", "option")
    );
}

#[test]
fn every_setting_can_be_given_by_a_variable() {
    let project = project();
    for setting in settings(project.path(), &[], &[]) {
        let key = setting["key"].as_str().expect("a text");
        let name = format!("DOSSIER_{}", key.to_uppercase().replace('.', "__"));
        let other = match (key, &setting["value"]) {
            ("base_url", _) => "https://example.org/other/".to_owned(),
            ("language", _) => "de".to_owned(),
            ("marking", _) => "TLP:RED".to_owned(),
            ("quotes.max_share", _) => "0.5".to_owned(),
            (_, Value::Bool(truth)) => (!truth).to_string(),
            (_, Value::Number(_)) => "7".to_owned(),
            _ => "another".to_owned(),
        };
        let changed = settings(project.path(), &[], &[(&name, &other)]);
        let changed = changed
            .iter()
            .find(|setting| setting["key"] == key)
            .expect("it is there");
        let value = match &changed["value"] {
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        assert_eq!(
            (value, &changed["variable"]),
            (other, &Value::from(name)),
            "{key}"
        );
    }
}

#[test]
fn faulty_settings_are_reported_and_not_shown() {
    let project = project();
    let output = dossier("config", project.path())
        .env("DOSSIER_TITEL", "x")
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(text(&output.stderr).contains("did you mean `DOSSIER_TITLE`?"));
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_not_text_is_reported() {
    use std::os::unix::ffi::OsStrExt;
    let project = project();
    let value = std::ffi::OsStr::from_bytes(b"Br\xfccke");
    let output = dossier("check", project.path())
        .env("DOSSIER_TITLE", value)
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(
        told.contains("error[not-utf-8]") && told.contains("DOSSIER_TITLE"),
        "{told}"
    );
}

#[test]
fn schemas_are_listed_printed_and_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = printed("schema", folder.path(), &[], &[]);
    for kind in SchemaKind::ALL {
        let line = list
            .lines()
            .find(|line| line.starts_with(kind.name()))
            .expect("it is listed");
        assert!(line.ends_with(kind.files()), "{line}");
        assert_eq!(
            printed("schema", folder.path(), &[kind.name()], &[]),
            kind.schema()
        );
    }
    let into = folder.path().join("new/schemas");
    let output = into.to_str().expect("UTF-8");
    let one = printed("schema", folder.path(), &["topic", "--output", output], &[]);
    assert_eq!((one.lines().count(), tree(&into).len()), (1, 1));
    let written = printed("schema", folder.path(), &["--output", output], &[]);
    assert_eq!(written.lines().count(), SchemaKind::ALL.len());
    let made = tree(&into);
    assert_eq!(made.len(), all().len());
    for (name, text) in all() {
        assert_eq!(made[Path::new(&name)], text.into_bytes(), "{name}");
    }
}
