//! `dossier new`, beyond the cases in `cases/new`: records once they are filled in, and files that
//! are links or have other line ends.

use crate::folders::{dossier, text};
use dossier::dossier::RecordKind;
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

fn new(project: &Path, arguments: &[String]) -> Output {
    let mut command = dossier("new", Path::new("."));
    let output = command.current_dir(project).args(arguments).output();
    output.expect("it runs")
}

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

fn begun() -> TempDir {
    let project = tempfile::tempdir().expect("a folder");
    let output = dossier("init", project.path()).output().expect("it runs");
    assert!(output.status.success());
    project
}

/// After each command, `check` reports only the blanks. Once they are filled in, the dossier is
/// valid.
#[test]
fn what_is_filled_in_is_sound() {
    let project = begun();
    let lines = [
        "topic boats --title Boats",
        "article herald-log",
        "claim log-agrees --article herald-log --topic boats",
        "claim lamp-was-lit --topic lamp",
        "event inspection --title Inspection --claim log-agrees --topic boats",
        "judgement log-is-right --claim log-agrees --topic boats",
        "question who-wrote-it --claim log-agrees --topic boats",
        "actor clerk --name Clerk --topic boats",
        "relation clerk marta-quill --claim log-agrees --topic boats",
    ];
    for kind in RecordKind::ALL.map(RecordKind::word) {
        let is_of_kind = |line: &&str| line.split(' ').next() == Some(kind);
        assert!(lines.iter().any(is_of_kind), "no {kind} is made here");
    }
    for line in lines {
        let output = new(project.path(), &words(line));
        assert!(output.status.success(), "{line}: {}", text(&output.stderr));
    }
    let checked = dossier("check", project.path())
        .arg("--format=json")
        .output();
    let checked: serde_json::Value =
        serde_json::from_slice(&checked.expect("it runs").stdout).expect("JSON");
    for fault in checked["diagnostics"].as_array().expect("a list") {
        let code = fault["code"].as_str().expect("a text");
        let known = ["missing-key", "empty-text", "invalid-id", "unused-record"];
        assert!(known.contains(&code), "{fault}");
    }
    let fill = |file: &str, values: &[(&str, &str)]| {
        let path = project.path().join(file);
        let mut written = fs::read_to_string(&path).expect("read");
        for (key, value) in values {
            let open = format!("{key}:\n");
            assert!(written.contains(&open), "{key}: {written}");
            written = written.replacen(&open, &format!("{key}: {value}\n"), 1);
        }
        fs::write(path, written).expect("written");
    };
    fill(
        "content/annotations/boats.yaml",
        &[
            ("text", "The log agrees with the keeper."),
            ("quote", "The log has no gap"),
            ("text", "The log is right."),
            ("likelihood", "likely"),
            ("confidence", "low"),
            ("text", "Who wrote the log?"),
            ("kind", "Person"),
            ("kind", "colleague-of"),
        ],
    );
    fill(
        "content/annotations/lamp.yaml",
        &[
            ("text", "The lamp was lit all evening."),
            ("- article", "herald-log"),
            ("quote", "The log has no gap"),
        ],
    );
    fs::write(
        project.path().join("captures/herald-log.txt"),
        "The log has no gap on that evening, and the oil was weighed before and after it, as always in this house.\n",
    )
    .expect("written");
    let checked = dossier("check", project.path()).output().expect("it runs");
    assert!(checked.status.success(), "{}", text(&checked.stderr));
}

#[test]
fn byte_order_marks_and_line_ends_stay() {
    let project = begun();
    let path = project.path().join("content/annotations/lamp.yaml");
    let old = fs::read_to_string(&path)
        .expect("read")
        .replace('\n', "\r\n");
    let old = format!("\u{feff}{}", old.trim_end());
    fs::write(&path, &old).expect("written");
    let output = new(project.path(), &words("actor clerk --name Clerk"));
    assert!(output.status.success(), "{}", text(&output.stderr));
    let made = fs::read_to_string(&path).expect("read");
    let added = made.strip_prefix(&old).expect("it begins as it was");
    assert!(added.starts_with("\r\n  clerk:\r\n"), "{added:?}");
    assert_eq!(added.matches('\n').count(), added.matches("\r\n").count());
}

#[cfg(unix)]
#[test]
fn links_out_of_the_project_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("lamp.yaml"), "topic: lamp\n").expect("written");
    let kept = crate::folders::tree(outside.path());
    // A file, a folder, and a broken link where a file would be created.
    let project = begun();
    let annotations = project.path().join("content/annotations/lamp.yaml");
    fs::remove_file(&annotations).expect("removed");
    symlink(outside.path().join("lamp.yaml"), &annotations).expect("linked");
    symlink(
        outside.path().join("none.md"),
        project.path().join("content/topics/dead.md"),
    )
    .expect("linked");
    let other = begun();
    fs::remove_dir_all(other.path().join("content/topics")).expect("removed");
    symlink(outside.path(), other.path().join("content/topics")).expect("linked");
    for (project, line) in [
        (&project, "actor clerk --topic lamp"),
        (&project, "topic dead"),
        (&other, "topic boats"),
    ] {
        let output = new(project.path(), &words(line));
        assert_eq!(
            output.status.code(),
            Some(2),
            "{line}: {}",
            text(&output.stdout)
        );
        assert!(
            text(&output.stderr).starts_with("error: `content/"),
            "{}",
            text(&output.stderr)
        );
    }
    assert_eq!(crate::folders::tree(outside.path()), kept);
    // A link to a file in the project is followed, and stays a link.
    let project = begun();
    let annotations = project.path().join("content/annotations/lamp.yaml");
    let target = project.path().join("lamp-here.yaml");
    fs::rename(&annotations, &target).expect("moved");
    symlink("../../lamp-here.yaml", &annotations).expect("linked");
    assert!(new(project.path(), &words("actor clerk")).status.success());
    assert!(annotations.is_symlink());
    assert!(
        fs::read_to_string(target)
            .expect("read")
            .contains("\n  clerk:\n")
    );
}

#[cfg(unix)]
#[test]
fn file_permissions_are_kept() {
    use std::os::unix::fs::PermissionsExt;
    let project = begun();
    let path = project.path().join("content/annotations/lamp.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("set");
    assert!(new(project.path(), &words("actor clerk")).status.success());
    let mode = fs::metadata(&path).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
