//! The explanations of the codes, `src/diag/explain/`, tried in the dossier `tests/bridge`. Each
//! wrong example causes the fault that it explains, and each right example causes none.
//! `docs/diagnostics.md` is generated from them: `SNAPSHOTS=overwrite cargo test` updates it.

use crate::bridge::{bridge, read, said, write};
use crate::folders::{compare, repository, text};
use dossier::diag::{Code, Segment};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Codes that no text in a file can show, each with the case that does: links, bytes that are not
/// text, a lock without its captures, a theme that has changed.
const SHOWN_BY_CASES: &[(Code, &str)] = &[
    (Code::UnreadableFile, "unreadable-file"),
    (Code::ReadFailed, "read-failed"),
    (Code::SymlinkLoop, "symlink-loop"),
    (Code::LinkOutside, "link-outside"),
    (Code::NotText, "not-text"),
    (Code::NotUtf8, "not-utf-8"),
    (Code::ControlCharacter, "control-character"),
    (Code::StaleLock, "lock-locked"),
    (Code::StaleOverride, "stale-override"),
];

/// Puts the files of an example into `project`. `others` is its counterpart.
fn apply(segments: &[Segment], others: &[Segment], project: &Path) {
    for (path, new) in files(segments) {
        let Some(content) = read(project, path) else {
            write(project, path, format!("{new}\n"));
            continue;
        };
        if content.contains(new) {
            continue;
        }
        let other = files(others).find(|(other, text)| *other == path && content.contains(text));
        let anchor = match other {
            Some((_, text)) => text.to_owned(),
            None => lines_in_common(new, &content),
        };
        assert!(
            !anchor.is_empty(),
            "nothing says where in {path} this belongs:\n{new}"
        );
        write(project, path, content.replacen(&anchor, new, 1));
    }
}

fn files(segments: &[Segment]) -> impl Iterator<Item = (&'static str, &'static str)> {
    segments.iter().filter_map(|segment| match *segment {
        Segment::File { path, text, .. } => Some((path, text)),
        Segment::Words(_) => None,
    })
}

/// The longest run of lines in `new` that occurs exactly once in `content`.
fn lines_in_common(new: &str, content: &str) -> String {
    let lines: Vec<&str> = new.lines().collect();
    let runs = (0..lines.len()).flat_map(|from| (from + 1..=lines.len()).map(move |to| (from, to)));
    let runs = runs.map(|(from, to)| lines[from..to].join("\n"));
    let common =
        runs.filter(|run| !run.trim().is_empty() && content.matches(run.as_str()).count() == 1);
    common.max_by_key(String::len).unwrap_or_default()
}

/// The codes of the faults in the output.
fn codes(said: &str) -> Vec<&str> {
    let lines = said.lines();
    let codes = lines.filter_map(|line| {
        let rest = line
            .strip_prefix("error[")
            .or_else(|| line.strip_prefix("warning["))?;
        Some(rest.split_once(']')?.0)
    });
    codes.collect()
}

/// The output for the wrong example of a code. Empty if the example has no file.
fn said_to_the_wrong(code: Code) -> String {
    let explanation = code.explanation();
    if files(&explanation.wrong).next().is_none() {
        return String::new();
    }
    let project = bridge();
    apply(&explanation.wrong, &explanation.right, project.path());
    said(project.path(), &["check"])
}

#[test]
fn wrong_examples_cause_their_fault_and_right_ones_none() {
    let mut failed = String::new();
    for code in Code::ALL {
        let explanation = code.explanation();
        let name = code.name();
        let said_to_it = said_to_the_wrong(*code);
        match SHOWN_BY_CASES.iter().find(|(shown, _)| shown == code) {
            Some((_, case)) => {
                assert!(
                    said_to_it.is_empty(),
                    "{name} has an example: take it out of the list"
                );
                let shown = repository().join(format!("tests/cases/bad/{case}/stderr.txt"));
                let shown = fs::read_to_string(shown).expect("read");
                assert!(codes(&shown).contains(&name), "{case} does not show {name}");
            }
            None => {
                let mut codes = codes(&said_to_it);
                codes.dedup();
                if codes != [name] {
                    let _ = writeln!(failed, "{name}, wrong:\n{said_to_it}");
                }
            }
        }
        let project = bridge();
        apply(&explanation.right, &explanation.wrong, project.path());
        let said = said(project.path(), &["check"]);
        if !(said.starts_with("no errors") && said.ends_with(" 0 warnings\n")) {
            let _ = writeln!(failed, "{name}, right:\n{said}");
        }
    }
    assert!(failed.is_empty(), "{failed}");
}

#[test]
fn each_code_has_a_long_form_and_each_long_form_a_code() {
    let folder = repository().join("src/diag/explain");
    let files = fs::read_dir(folder).expect("read").count();
    assert_eq!(files, Code::ALL.len());
    for code in Code::ALL {
        let explanation = code.explanation();
        let name = code.name();
        assert!(!explanation.prose.is_empty(), "{name} says nothing");
        assert!(
            !explanation.wrong.is_empty() && !explanation.right.is_empty(),
            "{name}"
        );
        for segment in explanation.wrong.iter().chain(&explanation.right) {
            if let Segment::File { path, language, .. } = segment {
                // Rust would run a fence without a language.
                assert!(
                    !path.is_empty() && !language.is_empty(),
                    "{name}: {segment:?}"
                );
            }
        }
    }
}

fn explain(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dossier"));
    let command = command
        .arg("explain")
        .args(arguments)
        .env_remove("CLICOLOR_FORCE");
    command.output().expect("the program runs")
}

#[test]
fn a_code_is_explained_in_eighty_columns() {
    for code in Code::ALL {
        let output = explain(&[code.name()]);
        assert_eq!(output.status.code(), Some(0));
        let said = text(&output.stdout);
        let long = said.lines().find(|line| line.chars().count() > 80);
        assert_eq!(long, None, "{}", code.name());
        assert!(
            said.starts_with(code.name())
                && said.contains("\nWrong\n")
                && said.contains("\nRight\n")
        );
        assert!(!said.contains('\u{1b}'), "no colour in a file");
    }
    // As someone may copy it from a message.
    assert_eq!(explain(&["error[raw-html]:"]).status.code(), Some(0));
}

#[test]
fn all_codes_are_listed_and_an_unknown_one_is_wrong_usage() {
    let listed = text(&explain(&[]).stdout);
    for code in Code::ALL {
        let line = format!("\n  {} ", code.name());
        assert!(listed.contains(&line), "{} is not listed", code.name());
    }
    let output = explain(&["unknwon-key"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("did you mean `dossier explain unknown-key`?"));
    let output = explain(&["zzz"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("`dossier explain` lists all codes"));
}

#[test]
fn the_documentation_lists_what_the_program_says() {
    let mut document = String::from(
        "# Diagnostics\n\n\
         <!-- Made of src/diag/explain/ by the test `explain`: SNAPSHOTS=overwrite cargo test --test suite explain -->\n\n\
         What `dossier check`, `build` and `lock` can find fault with. Each fault has a code, which stands in brackets in its message; \
         `dossier explain CODE` prints what stands here. An error keeps the site from being published, a warning does not unless `--strict` is given. \
         The examples are changes to [one small dossier](../tests/bridge), and the messages are those that the program prints for them. \
         [Mistakes](mistakes.md) shows what goes wrong in the first hour.\n",
    );
    for (group, codes) in Code::GROUPS {
        let _ = write!(document, "\n- {group}:");
        for (at, code) in codes.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            let _ = write!(document, "{comma} [{0}](#{0})", code.name());
        }
    }
    document.push('\n');
    for (group, codes) in Code::GROUPS {
        let _ = write!(document, "\n## {group}\n");
        for code in *codes {
            add_code(&mut document, *code);
        }
    }
    compare(&document, &repository().join("docs/diagnostics.md"));
}

fn add_code(document: &mut String, code: Code) {
    let explanation = code.explanation();
    let _ = write!(
        document,
        "\n### {}\n\n**{}**\n",
        code.name(),
        explanation.summary
    );
    for paragraph in explanation.prose {
        let _ = write!(document, "\n{paragraph}\n");
    }
    let _ = write!(document, "\nWrong:\n");
    add_segments(document, &explanation.wrong);
    let said = said_to_the_wrong(code);
    if let Some(end) = said.find("\n\nmore about ") {
        let _ = write!(document, "\n```text\n{}\n```\n", &said[..end]);
    }
    let _ = write!(document, "\nRight:\n");
    add_segments(document, &explanation.right);
}

fn add_segments(document: &mut String, segments: &[Segment]) {
    for segment in segments {
        let _ = match segment {
            Segment::Words(words) => write!(document, "\n{words}\n"),
            Segment::File {
                path,
                language,
                text,
            } => {
                write!(document, "\n`{path}`:\n\n```{language}\n{text}\n```\n")
            }
        };
    }
}
