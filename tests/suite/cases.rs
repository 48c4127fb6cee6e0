//! Rules for all cases in `tests/cases` together, and for how a case is written. Each case is
//! itself a test, in the test binary `cases`.

use crate::case::{Case, folders};
use crate::folders::{dossier, repository, text};
use std::fs;

/// The cases of a kind that this machine can run.
pub(crate) fn cases(kind: &str) -> Vec<Case> {
    let cases = folders(kind).into_iter().map(|folder| {
        let case = Case::load(&folder);
        case.unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()))
    });
    let cases: Vec<_> = cases.filter(Case::can_run).collect();
    assert!(!cases.is_empty());
    cases
}

fn case(name: &str) -> Case {
    Case::load(&repository().join("tests/cases").join(name)).expect("a case")
}

#[test]
fn a_case_is_refused_unless_all_of_it_is_read_and_its_purpose_is_one_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let fault = |kind: &str, settings: &str, file: &str| {
        let case = folder.path().join(kind).join("case");
        fs::create_dir_all(&case).expect("made");
        fs::write(case.join("case.toml"), settings).expect("written");
        fs::write(case.join(file), "x").expect("written");
        let fault = Case::load(&case).err();
        fs::remove_dir_all(&case).expect("removed");
        fault.unwrap_or_default()
    };
    let purpose = "purpose = \"It is so.\"\n";
    let with = |more: &str| format!("{purpose}{more}");
    assert_eq!(fault("bad", purpose, "stderr.txt"), "");
    assert_eq!(fault("ok", purpose, "out"), "nothing reads `out`");
    assert_eq!(fault("ok", &with("whole_site = true"), "out"), "");
    assert_eq!(fault("bad", purpose, "out"), "nothing reads `out`");
    let is_one_line = |settings: &str| fault("bad", settings, "stderr.txt");
    assert!(is_one_line("").contains("missing field `purpose`"));
    assert!(is_one_line("purpose = \" \"").contains("not one line"));
    assert!(is_one_line("purpose = \"One.\\nTwo.\"").contains("not one line"));
    assert!(is_one_line(&with("porpose = 1")).contains("unknown field `porpose`"));
    assert!(is_one_line(&with("lists = [\"\"]")).contains("only cases in `ok/`"));
    let command = with("command = \"check\"");
    assert!(fault("ok", &command, "stderr.txt").contains("only cases in `bad/`"));
    let without = folder.path().join("bad");
    assert!(Case::load(&without).is_err_and(|fault| fault.starts_with("case.toml: ")));
}

#[test]
fn every_code_has_a_case() {
    let shown: String = folders("bad")
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
fn colour_is_for_terminals_and_on_request() {
    let project = case("bad/unknown-word").project();
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
fn a_warning_is_an_error_when_that_is_asked_for() {
    let case = case("bad/unused-record");
    let project = case.project();
    let output = case.run("build", project.path(), &["--strict"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!project.path().join("public").exists());
}
