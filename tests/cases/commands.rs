//! Commands that report faults or write files of a project.

use crate::Faults;
use crate::case::Case;
use crate::folders::{lay_over, project, repository, text, tree};
use std::fs;

/// A command reports faults, and publishes nothing unless all of them are warnings. The
/// machine-readable formats list the same faults.
pub(crate) fn bad(case: &Case, faults: &mut Faults) {
    let project = case.project();
    let command = case.settings.command.as_deref().unwrap_or("build");
    let output = case.run(command, project.path(), &[]);
    let stderr = text(&output.stderr);
    faults.compare(&stderr, &case.folder.join("stderr.txt"));
    let only_warnings = stderr.starts_with("warning") && !stderr.contains("error[");
    let expected = match only_warnings {
        true => 0,
        false if stderr.contains("error[read-failed]") => 3,
        false => 1,
    };
    let status = output.status.code();
    faults.expect(status == Some(expected), || {
        format!("the exit status is {status:?}, not {expected}")
    });
    let is_published = project.path().join("public").exists();
    faults.expect(
        is_published == (only_warnings && command == "build"),
        || format!("published: {is_published}"),
    );

    let json = case.run("check", project.path(), &["--format=json"]);
    let json: serde_json::Value =
        serde_json::from_slice(&json.stdout).expect("the JSON format parses");
    let reported = json["diagnostics"].as_array().expect("a list");
    faults.expect(!reported.is_empty(), || "JSON: no faults".into());
    for fault in reported {
        let has_help = fault["help"].is_string();
        faults.expect(has_help, || format!("JSON: no help: {fault}"));
    }
    let github = case.run("check", project.path(), &["--format=github"]);
    let github = text(&github.stdout);
    let (lines, count) = (github.lines().count(), reported.len());
    faults.expect(lines == count, || {
        format!("{count} faults as JSON, and {lines} for GitHub:\n{github}")
    });
    for line in github.lines() {
        let is_valid = line.starts_with("::error file=") || line.starts_with("::warning file=");
        faults.expect(is_valid && line.contains(",line="), || {
            format!("not a command of GitHub's: {line}")
        });
    }
}

/// `dossier new` writes one file, or none if it fails.
pub(crate) fn new(case: &Case, faults: &mut Faults) {
    let project = tempfile::tempdir().expect("a folder");
    let before = case.folder.join("before");
    if before.exists() {
        lay_over(&before, project.path());
    }
    let before = tree(project.path());
    let output = case.run("new", project.path(), &[]);
    let console = text(&output.stdout) + &text(&output.stderr);
    faults.compare(&console, &case.folder.join("console.txt"));
    let mut changed = tree(project.path());
    for name in before.keys().filter(|name| !changed.contains_key(*name)) {
        faults.expect(false, || format!("{} was removed", name.display()));
    }
    changed.retain(|name, bytes| before.get(name) != Some(bytes));
    let (succeeded, count) = (output.status.success(), changed.len());
    faults.expect(succeeded == (count == 1), || {
        format!("success: {succeeded}, and {count} files were written")
    });
    faults.compare_tree(&changed, &case.folder.join("after"));
}

/// `dossier import` stores a saved file byte for byte and writes a record that `check` accepts.
pub(crate) fn import(case: &Case, faults: &mut Faults) {
    let project = project();
    let root = project.path();
    let captures = root.join("captures");
    fs::remove_dir_all(&captures).expect("removed");
    let saved = case.folder.join("saved");
    lay_over(&saved, &root.join("saved"));
    let articles = root.join("content/articles");
    let before = tree(&articles);
    let output = case.run("import", root, &[]);
    let stderr = text(&output.stderr);
    let is_imported = output.status.success() && stderr.is_empty();
    faults.expect(is_imported, || format!("not imported: {stderr}"));
    faults.compare(&text(&output.stdout), &case.folder.join("console.txt"));
    let is_stored = tree(&captures) == tree(&saved);
    faults.expect(is_stored, || "the capture is not the saved file".into());
    let mut made = tree(&articles);
    made.retain(|name, _| !before.contains_key(name));
    let names: Vec<_> = made.keys().collect();
    faults.expect(names.len() == 1, || format!("the records are {names:?}"));
    for record in made.values() {
        faults.compare(
            &String::from_utf8_lossy(record),
            &case.folder.join("record.md"),
        );
    }

    // The article of the small dossier has a capture too.
    lay_over(&repository().join("tests/site/captures"), &captures);
    let output = crate::folders::dossier("check", root).output();
    let output = output.expect("the program runs");
    let stderr = text(&output.stderr);
    let is_valid = output.status.success() && !stderr.contains("error");
    faults.expect(is_valid, || format!("`check` reports:\n{stderr}"));
}
