//! `dossier init`: the first dossier is valid as written, and existing files stay as they were.

use crate::folders::{dossier, repository, text, tree};
use crate::schema::{files, validator};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

fn init(folder: &Path) -> Output {
    let mut command = dossier("init", Path::new("."));
    command.current_dir(folder).output().expect("it runs")
}

fn begun() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let output = init(folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    folder
}

fn runs(command: &str, folder: &Path, arguments: &[&str]) -> String {
    let output = dossier(command, folder).args(arguments).output();
    let output = output.expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    text(&output.stdout)
}

#[test]
fn it_builds_without_a_warning_with_captures_and_without() {
    let project = begun();
    let checked = runs("check", project.path(), &["--strict", "--locked"]);
    assert_eq!(
        checked,
        "no errors in 2 articles and 3 claims, 0 warnings\n"
    );
    runs("build", project.path(), &["--strict", "--locked"]);
    let built = tree(&project.path().join("public"));
    let page = |name: &str| String::from_utf8_lossy(&built[Path::new(name)]).into_owned();
    assert!(page("claims/lamp-was-dark.html").contains("contested"));
    assert!(page("claims/ferry-turned-back.html").contains("corroborated"));
    assert!(page("claims/new-lamp-by-december.html").contains("single-source"));
    // A clone has no captures, because git ignores them.
    fs::remove_dir_all(project.path().join("captures")).expect("removed");
    runs("check", project.path(), &["--strict", "--locked"]);
    runs("build", project.path(), &["--strict", "--locked"]);
    assert_eq!(tree(&project.path().join("public")), built);
}

#[test]
fn every_file_is_written_and_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let told = text(&init(folder.path()).stdout);
    let told: BTreeSet<&str> = told.lines().take_while(|line| !line.is_empty()).collect();
    let made = tree(folder.path());
    let made: BTreeSet<&str> = made.keys().filter_map(|name| name.to_str()).collect();
    assert_eq!(told, made);
    for hidden in [".gitignore", ".vscode/settings.json"] {
        assert!(made.contains(hidden), "{made:?}");
    }
    let stored = tree(&repository().join("src/start/first")).len();
    assert_eq!(made.len(), stored + dossier::schema::SchemaKind::ALL.len());
}

#[test]
fn editors_find_the_schemas_and_take_the_files() {
    let project = begun();
    let files = files(project.path());
    assert_eq!(files.len(), 6, "{files:?}");
    for (kind, path, instance) in files {
        let faults: Vec<_> = validator(kind).iter_errors(&instance).collect();
        assert!(faults.is_empty(), "{path}: {faults:#?}");
    }
    let annotations = "content/annotations/lamp.yaml";
    for (file, mark) in [
        (annotations, "# yaml-language-server: $schema="),
        ("site.toml", "#:schema "),
    ] {
        let file = project.path().join(file);
        let written = fs::read_to_string(&file).expect("it is there");
        let first = written.lines().next().expect("a line");
        let schema = first.strip_prefix(mark).expect("it names the schema");
        assert!(file.with_file_name(schema).exists(), "{schema}");
    }
    let settings = fs::read_to_string(project.path().join(".vscode/settings.json")).expect("read");
    let settings: serde_json::Value = serde_json::from_str(&settings).expect("JSON");
    let schemas = settings["yaml.schemas"].as_object().expect("an object");
    assert!(!schemas.is_empty());
    for schema in schemas.keys() {
        assert!(project.path().join(schema).exists(), "{schema}");
    }
}

#[test]
fn what_a_fresh_repository_has_may_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(".git")).expect("made");
    fs::write(folder.path().join("README.md"), "mine").expect("written");
    fs::write(folder.path().join("LICENSE"), "mine").expect("written");
    assert_eq!(init(folder.path()).status.code(), Some(0));
    let readme = fs::read_to_string(folder.path().join("README.md")).expect("read");
    assert_eq!(readme, "mine");
    runs("check", folder.path(), &["--strict", "--locked"]);
}

#[test]
fn a_folder_with_anything_else_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in [".gitignore", "notes.txt"] {
        fs::write(folder.path().join(name), "mine").expect("written");
    }
    let before = tree(folder.path());
    let output = init(folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        text(&output.stderr),
        "error: this folder is not empty: it contains `notes.txt`\n  = help: name a new folder, as in `dossier init my-dossier`; an existing \
         one may contain only `.git`, a README and a license\n"
    );
    assert_eq!(tree(folder.path()), before);
    fs::remove_file(folder.path().join("notes.txt")).expect("gone");
    assert_eq!(
        text(&init(folder.path()).stderr),
        "error: this folder is not empty: it contains `.gitignore`\n  = help: move it away, then add its lines to the one that \
         `dossier init` writes\n"
    );
}

#[test]
fn a_file_in_place_of_the_folder_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("file"), "mine").expect("written");
    let output = dossier("init", folder.path()).arg("file").output();
    assert_eq!(output.expect("it runs").status.code(), Some(3));
    assert_eq!(tree(folder.path()).len(), 1);
}
