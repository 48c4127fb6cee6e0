//! Several commands run at the same time in one project, and none loses another's changes.

use crate::bridge::bridge;
use crate::folders::{dossier, text, tree};
use std::fs;
use std::path::Path;
use std::process::{Child, Output, Stdio};

fn start(project: &Path, command: &str, arguments: &[&str]) -> Child {
    let mut command = dossier(command, project);
    let command = command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().expect("the program starts")
}

/// Waits for all of them. Each must succeed.
fn all_at_once(runs: Vec<Child>) {
    let outputs: Vec<Output> = runs
        .into_iter()
        .map(|run| run.wait_with_output().expect("it ends"))
        .collect();
    for output in outputs {
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    }
}

#[test]
fn records_made_at_once_are_all_there() {
    let project = bridge();
    let ids: Vec<String> = (0..8).map(|n| format!("claim-{n}")).collect();
    let new = |id: &String| {
        start(
            project.path(),
            "new",
            &["claim", id, "--article", "gazette-closure"],
        )
    };
    all_at_once(ids.iter().map(new).collect());
    let annotations = fs::read_to_string(project.path().join("content/annotations/closure.yaml"));
    let annotations = annotations.expect("read");
    for id in &ids {
        let count = annotations.matches(&format!("  {id}:\n")).count();
        assert_eq!(count, 1, "{id}:\n{annotations}");
    }
}

#[test]
fn files_ejected_at_once_are_all_recorded() {
    let project = bridge();
    let files = [
        "templates/base.html",
        "templates/topic.html",
        "templates/claim.html",
        "templates/actor.html",
        "templates/article.html",
        "templates/index.html",
    ];
    let eject = |file: &&str| start(project.path(), "theme", &["eject", file]);
    all_at_once(files.iter().map(eject).collect());
    let record = fs::read_to_string(project.path().join("overrides.toml")).expect("read");
    for file in files {
        assert!(record.contains(file), "{file}:\n{record}");
    }
}

#[test]
fn different_commands_at_once_lose_nothing() {
    let project = bridge();
    let root = project.path();
    let saved = root.join("saved.txt");
    fs::write(
        &saved,
        "Bridge to open\n\nThe city said on Monday that the bridge opens in May.\n",
    )
    .expect("written");
    let saved = saved.to_str().expect("a name");
    all_at_once(vec![
        start(root, "lock", &[]),
        start(root, "import", &["--id", "two", saved]),
        start(root, "theme", &["eject", "templates/base.html"]),
        start(root, "theme", &["eject", "templates/topic.html"]),
        start(root, "lock", &[]),
    ]);
    let all = tree(root);
    let has = |name: &str| all.contains_key(Path::new(name));
    for name in [
        "evidence.lock",
        "captures/two.txt",
        "content/articles/two.md",
        "templates/base.html",
        "templates/topic.html",
    ] {
        assert!(has(name), "{name}");
    }
    let record = text(&all[Path::new("overrides.toml")]);
    assert!(
        record.contains("base.html") && record.contains("topic.html"),
        "{record}"
    );
}
