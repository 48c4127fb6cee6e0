//! Cases in folders: a site goes in; the console text, and for sound sites the tree, come out.
//!
//! `cases/bad/NAME/site` and `cases/ok/NAME/site` are laid over `site/`, a small sound dossier with a plain theme.
//! `links` lists symbolic links to make, `remove` folders to take out, `command` names another command than `build`, `arguments`
//! has further arguments, `environment` variables. `stderr.txt` is what the command prints of the faults; `out/` holds the expected files of a sound case, all of which must be there
//! but those of the search index, which `index.txt` lists in a readable form; most cases have search switched off. `SNAPSHOTS=overwrite cargo test` writes what is printed and made now.

use crate::folders::{compare, dossier, lay_over, repository, text, tree};
use crate::search::listing;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

fn tests() -> PathBuf {
    repository().join("tests")
}

pub(crate) fn cases(kind: &str) -> Vec<PathBuf> {
    let folder = tests().join("cases").join(kind);
    let mut cases: Vec<_> = fs::read_dir(folder)
        .expect("the folder of cases is there")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

pub(crate) fn project(case: &Path) -> TempDir {
    let project = crate::folders::project();
    if case.join("site").exists() {
        lay_over(&case.join("site"), project.path());
    }
    for name in fs::read_to_string(case.join("remove"))
        .unwrap_or_default()
        .lines()
    {
        fs::remove_dir_all(project.path().join(name)).expect("removed");
    }
    make_links(case, project.path());
    project
}

/// Makes the links of the file `links`, `PATH -> TARGET` a line: cargo itself stumbles over a loop of links.
fn make_links(case: &Path, project: &Path) {
    let links = fs::read_to_string(case.join("links")).unwrap_or_default();
    for (link, target) in links.lines().filter_map(|line| line.split_once(" -> ")) {
        let link = project.join(link);
        fs::create_dir_all(link.parent().expect("a folder")).expect("made");
        #[cfg(unix)]
        std::os::unix::fs::symlink(target, link).expect("linked");
    }
}

pub(crate) fn run(subcommand: &str, case: &Path, project: &Path, arguments: &[String]) -> Output {
    let environment = fs::read_to_string(case.join("environment")).unwrap_or_default();
    let environment = environment.lines().filter_map(|line| line.split_once('='));
    // Messages name files as they are seen from where the program runs.
    let output = dossier(subcommand, Path::new("."))
        .current_dir(project)
        .args(arguments)
        .envs(environment)
        .output();
    output.expect("the program runs")
}

/// The arguments of a case, from its file `arguments`, one a line.
pub(crate) fn arguments(case: &Path) -> Vec<String> {
    let text = fs::read_to_string(case.join("arguments")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn faults_are_reported_and_nothing_is_published() {
    for case in cases("bad") {
        let project = project(&case);
        let command = fs::read_to_string(case.join("command")).unwrap_or_else(|_| "build".into());
        let output = run(command.trim(), &case, project.path(), &arguments(&case));
        let stderr = text(&output.stderr);
        compare(&stderr, &case.join("stderr.txt"));
        let only_warnings = stderr.starts_with("warning") && !stderr.contains("error[");
        let status = output.status.code();
        let expected = match only_warnings {
            true => 0,
            false if stderr.contains("error[read-failed]") => 3,
            false => 1,
        };
        assert_eq!(status, Some(expected), "{}", case.display());
        let published = project.path().join("public").exists();
        let expected = only_warnings && command == "build";
        assert_eq!(published, expected, "{}", case.display());
    }
}

fn check_as(format: &str, case: &Path, project: &Path) -> Output {
    let mut arguments = arguments(case);
    arguments.push(format!("--format={format}"));
    run("check", case, project, &arguments)
}

#[test]
fn colour_is_for_terminals_and_those_who_ask_for_it() {
    let case = tests().join("cases/bad/unknown-word");
    let project = project(&case);
    let coloured = |variables: &[(&str, &str)]| {
        let mut command = dossier("check", project.path());
        command
            .env_remove("NO_COLOR")
            .envs(variables.iter().copied());
        let output = command.output().expect("the program runs");
        text(&output.stderr).contains('\u{1b}')
    };
    assert!(!coloured(&[]));
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn every_format_tells_the_same_faults() {
    for case in cases("bad") {
        let project = project(&case);
        let json = check_as("json", &case, project.path());
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
        let github = check_as("github", &case, project.path());
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
    let output = run("build", &case, project.path(), &["--strict".into()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!project.path().join("public").exists());
}

#[test]
fn sound_sites_come_out_as_expected() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|action| action == "overwrite");
    for case in cases("ok") {
        let project = project(&case);
        let output = run("build", &case, project.path(), &arguments(&case));
        let stderr = text(&output.stderr);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}: {stderr}",
            case.display()
        );
        compare(&stderr, &case.join("stderr.txt"));
        let expected = case.join("out");
        let public = project.path().join("public");
        let mut made = tree(&public);
        if public.join("pagefind").exists() {
            compare(&listing(&made), &case.join("index.txt"));
            made.retain(|name, _| !name.starts_with("pagefind"));
            made.remove(Path::new(".dossier"));
            fs::remove_dir_all(public.join("pagefind")).expect("removed");
            fs::remove_file(public.join(".dossier")).expect("removed");
        }
        if overwrite {
            let _ = fs::remove_dir_all(&expected);
            lay_over(&public, &expected);
        }
        let wanted = tree(&expected);
        let names = |tree: &BTreeMap<PathBuf, Vec<u8>>| tree.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&made), names(&wanted), "{}", case.display());
        for (file, made) in made {
            let same = made == wanted[&file];
            let made = String::from_utf8_lossy(&made);
            assert!(same, "{}: {}:\n{made}", case.display(), file.display());
        }
    }
}
