//! Cases in folders: a site goes in; the console text, and for sound sites the tree, come out.
//!
//! `cases/bad/NAME/site` and `cases/ok/NAME/site` are laid over `site/`, a small sound dossier with a plain theme.
//! `stderr.txt` is what `dossier build` prints of the faults; `out/` holds the expected files of a sound case,
//! all of which must be there. `SNAPSHOTS=overwrite cargo test` writes what is printed and made now.

use snapbox::{Assert, Data};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;
use walkdir::WalkDir;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn cases(kind: &str) -> Vec<PathBuf> {
    let folder = tests().join("cases").join(kind);
    let mut cases: Vec<_> = fs::read_dir(folder)
        .expect("the folder of cases is there")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

/// Copies a tree over another one, links as links.
fn lay_over(from: &Path, to: &Path) {
    for entry in WalkDir::new(from) {
        let entry = entry.expect("it can be read");
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).expect("made");
        } else if entry.path_is_symlink() {
            #[cfg(unix)]
            std::os::unix::fs::symlink(fs::read_link(entry.path()).expect("a link"), &target)
                .expect("linked");
        } else {
            fs::copy(entry.path(), &target).expect("copied");
        }
    }
}

fn project(case: &Path) -> TempDir {
    let project = tempfile::tempdir().expect("a folder");
    lay_over(&tests().join("site"), project.path());
    if case.join("site").exists() {
        lay_over(&case.join("site"), project.path());
    }
    project
}

fn dossier(project: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dossier"))
        .args(arguments)
        .arg("--root")
        .arg(project)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    assert!(!text.contains("panicked"), "{text}");
    text.into_owned()
}

fn compare(actual: &str, expected: &Path) {
    Assert::new()
        .action_env("SNAPSHOTS")
        .normalize_paths(false)
        .eq(Data::text(actual), Data::read_from(expected, None).raw());
}

/// The arguments of a case, from its file `arguments`, one a line.
fn arguments(case: &Path) -> Vec<String> {
    let text = fs::read_to_string(case.join("arguments")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn faults_are_reported_and_nothing_is_published() {
    for case in cases("bad") {
        let project = project(&case);
        let own = arguments(&case);
        let mut all = vec!["build"];
        all.extend(own.iter().map(String::as_str));
        let output = dossier(project.path(), &all);
        let stderr = text(&output.stderr);
        compare(&stderr, &case.join("stderr.txt"));
        let only_warnings = stderr.starts_with("warning") && !stderr.contains("error[");
        let status = output.status.code();
        assert_eq!(
            status,
            Some(i32::from(!only_warnings)),
            "{}",
            case.display()
        );
        let published = project.path().join("public").exists();
        assert_eq!(published, only_warnings, "{}", case.display());
    }
}

#[test]
fn every_format_tells_the_same_faults() {
    for case in cases("bad") {
        let project = project(&case);
        let json = dossier(project.path(), &["check", "--format", "json"]);
        let json: serde_json::Value =
            serde_json::from_slice(&json.stdout).expect("the JSON format parses");
        let faults = json["diagnostics"].as_array().expect("a list");
        assert!(!faults.is_empty(), "{}", case.display());
        for fault in faults {
            assert!(
                fault["help"].is_string(),
                "{}: no mend: {fault}",
                case.display()
            );
        }
        let github = dossier(project.path(), &["check", "--format", "github"]);
        let github = text(&github.stdout);
        assert_eq!(github.lines().count(), faults.len(), "{}", case.display());
        for line in github.lines() {
            let sound = line.starts_with("::error file=") || line.starts_with("::warning file=");
            assert!(sound && line.contains(",line="), "{line}");
        }
    }
}

#[test]
fn every_code_has_a_case() {
    let shown: String = cases("bad")
        .iter()
        .map(|case| fs::read_to_string(case.join("stderr.txt")).unwrap_or_default())
        .collect();
    let without: Vec<_> = dossier::diag::Code::ALL
        .iter()
        .map(|code| code.name())
        .filter(|name| !shown.contains(&format!("[{name}]")))
        .collect();
    assert!(without.is_empty(), "no case shows {without:?}");
}

#[test]
fn a_warning_is_an_error_when_that_is_asked_for() {
    let case = tests().join("cases/bad/unused-record");
    let project = project(&case);
    let output = dossier(project.path(), &["build", "--strict"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!project.path().join("public").exists());
}

#[test]
fn sound_sites_come_out_as_expected() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|action| action == "overwrite");
    for case in cases("ok") {
        let project = project(&case);
        let own = arguments(&case);
        let mut all = vec!["build"];
        all.extend(own.iter().map(String::as_str));
        let output = dossier(project.path(), &all);
        let stderr = text(&output.stderr);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}: {stderr}",
            case.display()
        );
        compare(&stderr, &case.join("stderr.txt"));
        let public = project.path().join("public");
        let expected = case.join("out");
        let made = files(&public);
        if overwrite {
            let _ = fs::remove_dir_all(&expected);
            for file in &made {
                let to = expected.join(file);
                fs::create_dir_all(to.parent().expect("a folder")).expect("made");
                fs::copy(public.join(file), to).expect("copied");
            }
        }
        assert_eq!(made, files(&expected), "{}", case.display());
        for file in made {
            let read = |path: PathBuf| fs::read(path).expect("it can be read");
            let (made, wanted) = (read(public.join(&file)), read(expected.join(&file)));
            let same = made == wanted;
            let made = String::from_utf8_lossy(&made);
            assert!(same, "{}: {}:\n{made}", case.display(), file.display());
        }
    }
}

fn files(folder: &Path) -> BTreeSet<PathBuf> {
    WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            entry
                .path()
                .strip_prefix(folder)
                .expect("below")
                .to_path_buf()
        })
        .collect()
}
