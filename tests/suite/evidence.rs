//! Captures and the lock: what vouches for quotes, and what is reported if nothing does.

use crate::folders::{dossier, project, text, tree};
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

/// The valid dossier with a second article and more quotes.
fn two_articles() -> TempDir {
    let project = project();
    let write =
        |path: &str, text: &str| fs::write(project.path().join(path), text).expect("written");
    write(
        "content/articles/second.md",
        "---\ntitle: The second\n---\nA digest.\n",
    );
    write(
        "captures/second.txt",
        "A long private sentence that nobody may read. The mayor said: “We shall see.” Nothing more.\n",
    );
    write(
        "content/annotations/second.yaml",
        "topic: matter\nclaims:\n  second:\n    text: There is more.\n    evidence:\n      \
         - {article: second, quote: \"\\\"We shall see.\\\"\"}\n      - {article: report, quote: no more words}\n",
    );
    project
}

fn run(command: &str, project: &Path, arguments: &[&str]) -> Output {
    let output = dossier(command, project).args(arguments).output();
    output.expect("the program runs")
}

fn told(output: &Output) -> String {
    text(&output.stderr)
}

fn lock_of(project: &Path) -> String {
    fs::read_to_string(project.join("evidence.lock")).expect("a lock")
}

/// A project with a lock but without its captures.
fn locked_without_captures() -> TempDir {
    let project = two_articles();
    let output = run("lock", project.path(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    fs::remove_dir_all(project.path().join("captures")).expect("removed");
    project
}

#[test]
fn pages_are_the_same_with_captures_and_without() {
    let project = two_articles();
    let root = project.path();
    let build = |to: &str| {
        let output = run(
            "build",
            root,
            &["--output", root.join(to).to_str().expect("UTF-8")],
        );
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        tree(&root.join(to))
    };
    let live = build("live");
    let output = run("lock", root, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_eq!(
        lock_of(root)
            .lines()
            .filter(|line| !line.starts_with('#'))
            .count(),
        4
    );
    assert!(live == build("locked"));
    fs::remove_dir_all(root.join("captures")).expect("removed");
    assert!(live == build("without"));
    for (name, bytes) in &live {
        let text = String::from_utf8_lossy(bytes);
        let private = ["private sentence", "Nothing more", "nobody may read"];
        assert!(
            !private.iter().any(|words| text.contains(words)),
            "{}",
            name.display()
        );
    }
    assert_eq!(run("check", root, &["--locked"]).status.code(), Some(0));
}

#[test]
fn a_lock_is_written_only_if_every_quote_was_found() {
    let project = locked_without_captures();
    let root = project.path();
    let before = lock_of(root);
    let annotations = root.join("content/annotations/second.yaml");
    let good = fs::read_to_string(&annotations).expect("read");
    fs::write(
        &annotations,
        good.replace("no more words", "no other words"),
    )
    .expect("written");
    let output = run("lock", root, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("`evidence.lock` was not changed"));
    assert_eq!(lock_of(root), before);

    // With only one of the captures, quotes from the others keep their entries.
    fs::write(
        &annotations,
        good.replace("no more words", "it is so. It has"),
    )
    .expect("written");
    fs::create_dir(root.join("captures")).expect("made");
    fs::write(
        root.join("captures/report.txt"),
        "The paper reports that it is so. It has no more words than these.\n",
    )
    .expect("written");
    let output = run("lock", root, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(
        said,
        "3 quotes from 2 captures in `evidence.lock`: 1 new or changed, 1 removed\n"
    );
    let kept = |lock: &str| {
        lock.lines()
            .find(|line| line.starts_with("second "))
            .map(str::to_owned)
    };
    assert_eq!(kept(&lock_of(root)), kept(&before));
    let names: Vec<_> = fs::read_dir(root)
        .expect("read")
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    assert!(
        !names
            .iter()
            .any(|name| name.to_string_lossy().starts_with(".evidence")),
        "{names:?}"
    );
}

#[test]
fn a_changed_capture_is_reported_and_its_quotes_are_checked_again() {
    let project = two_articles();
    let root = project.path();
    assert_eq!(run("lock", root, &[]).status.code(), Some(0));
    let capture = root.join("captures/second.txt");
    let text = fs::read_to_string(&capture).expect("read");
    fs::write(&capture, text.replace("long private", "lang private")).expect("written");
    let output = run("check", root, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(
        told(&output).starts_with("warning[stale-lock]"),
        "{}",
        told(&output)
    );
    let output = run("check", root, &["--locked"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        told(&output).contains("the capture of `second` is not the one that"),
        "{}",
        told(&output)
    );
    fs::write(&capture, text.replace("shall", "shell")).expect("written");
    let output = run("check", root, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        told(&output).contains("`shall` is `shell` in the source"),
        "{}",
        told(&output)
    );
}

#[test]
fn the_lock_vouches_for_no_quote_that_was_changed() {
    let project = locked_without_captures();
    let annotations = project.path().join("content/annotations/second.yaml");
    let text = fs::read_to_string(&annotations).expect("read");
    for (from, to, accepted) in [
        ("We shall see", "We shall  see", true),
        ("\\\"We shall see.\\\"", "“We shall see.”", true),
        ("We shall see", "We shell see", false),
        ("We shall see", "We Shall see", false),
        ("We shall see", "We shall", false),
        (
            "quote: no more words",
            "quote: no more words, prefix: has",
            false,
        ),
    ] {
        fs::write(&annotations, text.replace(from, to)).expect("written");
        let output = run("check", project.path(), &[]);
        let status = output.status.code();
        assert_eq!(
            status,
            Some(i32::from(!accepted)),
            "{to}: {}",
            told(&output)
        );
        assert_eq!(
            told(&output).contains("run `dossier lock`"),
            !accepted,
            "{to}"
        );
    }
}

#[test]
fn a_capture_that_is_too_large_is_reported() {
    let project = project();
    let capture = fs::File::create(project.path().join("captures/report.txt")).expect("made");
    capture.set_len(100 << 20).expect("a sparse file");
    let output = run("check", project.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        told(&output).contains("this file has 100 MB, and the limit is 32 MB"),
        "{}",
        told(&output)
    );
}

/// A merge of two branches may keep the lines of both.
#[test]
fn a_lock_with_two_places_for_one_quote_is_not_rewritten_from_itself() {
    let project = locked_without_captures();
    let sound = lock_of(project.path());
    let line = sound.lines().last().expect("a line");
    let mut fields: Vec<&str> = line.split(' ').collect();
    fields.pop();
    let (start, end) = fields[1].split_once('-').expect("a range");
    let moved = |at: &str| at.parse::<usize>().expect("a number") + 1;
    let range = format!("{}-{}", moved(start), moved(end));
    fields[1] = &range;
    let other = fields.join(" ");
    let sum = dossier::text::Digest::of(other.as_bytes()).short(4);
    let both = format!("{sound}{other} {sum}\n");
    fs::write(project.path().join("evidence.lock"), &both).expect("written");
    for command in ["check", "lock"] {
        let output = run(command, project.path(), &[]);
        assert_eq!(output.status.code(), Some(1), "{}", told(&output));
        let told = told(&output);
        assert!(
            told.contains("two places for one quote of `second`"),
            "{told}"
        );
    }
    assert_eq!(lock_of(project.path()), both);
}
