//! `dossier theme`: files of a theme become the project's own, and their originals are recorded.

use crate::folders::{dossier, text, tree};
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

/// A project as `dossier init` writes it, with the built-in theme.
fn begun() -> TempDir {
    let project = tempfile::tempdir().expect("a folder");
    let output = dossier("init", project.path()).output().expect("it runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
    project
}

fn theme(project: &Path, arguments: &[&str]) -> Output {
    let mut command = dossier("theme", project);
    command.args(arguments).output().expect("it runs")
}

fn done(project: &Path, arguments: &[&str]) -> String {
    let output = theme(project, arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// The message if nothing is done.
fn refused(project: &Path, arguments: &[&str]) -> String {
    let before = tree(project);
    let output = theme(project, arguments);
    assert!(!output.status.success());
    assert_eq!(tree(project), before);
    text(&output.stderr)
}

fn check(project: &Path) -> String {
    let output = dossier("check", project).output().expect("it runs");
    text(&output.stdout) + &text(&output.stderr)
}

fn built(project: &Path) -> std::collections::BTreeMap<std::path::PathBuf, Vec<u8>> {
    let site = tempfile::tempdir().expect("a folder");
    let output = site.path().join("site");
    let mut command = dossier("build", project);
    let said = command.arg("--output").arg(&output).output();
    let said = said.expect("it runs");
    assert!(said.status.success(), "{}", text(&said.stderr));
    tree(&output)
}

/// The paths that `dossier theme list` shows.
fn listed(project: &Path) -> Vec<String> {
    let list = done(project, &["list"]);
    let lines = list
        .lines()
        .skip_while(|line| !line.starts_with("files of"));
    let lines = lines
        .skip(1)
        .filter_map(|line| line.split_whitespace().next());
    lines.map(str::to_owned).collect()
}

#[test]
fn a_site_whose_files_are_all_its_own_is_the_same() {
    let project = begun();
    let before = built(project.path());
    let files = listed(project.path());
    assert!(files.len() > 20, "{files:?}");
    let mut arguments = vec!["eject"];
    arguments.extend(files.iter().map(String::as_str));
    let said = done(project.path(), &arguments);
    assert_eq!(said.lines().count(), files.len());
    for file in &files {
        let shown = theme(project.path(), &["show", file]).stdout;
        assert_eq!(fs::read(project.path().join(file)).expect("read"), shown);
    }
    assert_eq!(
        check(project.path()),
        "no errors in 2 articles and 3 claims, 0 warnings\n"
    );
    assert!(built(project.path()) == before, "the site is another one");
    let list = done(project.path(), &["list"]);
    assert_eq!(list.matches("your own, up to date").count(), files.len());
}

#[test]
fn an_own_version_wins_and_a_changed_original_is_reported_until_it_is_kept() {
    let project = begun();
    let path = project.path().join("templates/404.html");
    assert_eq!(
        done(project.path(), &["eject", "./templates/404.html"]),
        "templates/404.html: now overrides the file of `briefing`\n"
    );
    let own = fs::read_to_string(&path).expect("read");
    fs::write(&path, own.replace("</h1>", " at this desk</h1>")).expect("written");
    let own = fs::read(&path).expect("read");
    let page = &built(project.path())[Path::new("404.html")];
    assert!(text(page).contains("at this desk</h1>"));

    // As if the program's own version had changed since.
    let record = project.path().join("overrides.toml");
    let kept = fs::read_to_string(&record).expect("read");
    let digest = kept.split("sha256 = \"").nth(1).expect("a digest");
    let other = kept.replace(&digest[..8], "00000000");
    fs::write(&record, other).expect("written");
    let said = check(project.path());
    assert!(said.contains("warning[stale-override]"), "{said}");
    let list = done(project.path(), &["list"]);
    assert!(
        list.contains("your own, made from a different original"),
        "{list}"
    );

    done(project.path(), &["eject", "--keep", "templates/404.html"]);
    assert_eq!(fs::read(&path).expect("read"), own);
    assert_eq!(fs::read_to_string(&record).expect("read"), kept);
    assert!(!check(project.path()).contains("stale-override"));

    // The record of a removed file is dropped when the next file is ejected.
    fs::remove_file(&path).expect("removed");
    assert!(!check(project.path()).contains("stale-override"));
    done(project.path(), &["eject", "static/briefing.css"]);
    assert!(!fs::read_to_string(&record).expect("read").contains("404"));
}

#[test]
fn what_cannot_be_ejected_is_left_and_nothing_is_written() {
    let project = begun();
    let project = project.path();
    assert_eq!(
        refused(project, &["eject", "topic.html"]),
        "error: the theme `briefing` has no file `topic.html`\n  = help: did you mean `templates/topic.html`?\n"
    );
    assert_eq!(
        refused(project, &["eject", "templates/topics.html"]),
        "error: the theme `briefing` has no file `templates/topics.html`\n  = help: did you mean `templates/topic.html`?\n"
    );
    assert_eq!(
        refused(project, &["eject", "../site.toml"]),
        "error: the theme `briefing` has no file `../site.toml`\n  = help: `dossier theme list` shows its files\n"
    );
    assert_eq!(
        refused(project, &["eject", "--keep", "templates/404.html"]),
        "error: the project does not have its own `templates/404.html`\n  = help: create it with `dossier theme eject templates/404.html`\n"
    );
    done(project, &["eject", "templates/404.html"]);
    let said = refused(
        project,
        &["eject", "templates/topic.html", "templates/404.html"],
    );
    assert!(
        said.starts_with("error: the project already has its own `templates/404.html`\n"),
        "{said}"
    );
    fs::write(project.join("overrides.toml"), "nonsense").expect("written");
    let said = refused(project, &["eject", "templates/topic.html"]);
    assert!(said.contains("overrides.toml:1:"), "{said}");
    for (line, fault) in [
        ("themes = \"plain\"", "unknown-key"),
        ("theme = \"breifing\"", "missing-theme"),
    ] {
        fs::write(
            project.join("site.toml"),
            format!("title = \"A\"\n{line}\n"),
        )
        .expect("written");
        let said = refused(project, &["list"]);
        assert!(said.starts_with(&format!("error[{fault}]")), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_project_are_not_followed() {
    let outside = tempfile::tempdir().expect("a folder");
    let project = begun();
    std::os::unix::fs::symlink(outside.path(), project.path().join("templates")).expect("linked");
    let said = refused(project.path(), &["eject", "templates/404.html"]);
    assert!(said.contains("a link leads elsewhere"), "{said}");
    assert!(tree(outside.path()).is_empty());
}

/// The labels to translate are complete: used as another language's labels, nothing is missing.
#[test]
fn labels_to_translate_are_complete() {
    for name in ["briefing", "plain"] {
        let project = begun();
        let config = project.path().join("site.toml");
        let settings = format!("title = \"A\"\nlanguage = \"sv\"\ntheme = \"{name}\"\n");
        fs::write(config, settings).expect("written");
        assert!(check(project.path()).contains("warning[missing-labels]"));
        let labels = done(project.path(), &["labels"]);
        assert!(labels.contains("# the home page, in the navigation"));
        fs::create_dir(project.path().join("labels")).expect("made");
        fs::write(project.path().join("labels/sv.toml"), labels).expect("written");
        let said = check(project.path());
        assert!(said.ends_with("3 claims, 0 warnings\n"), "{said}");
    }
}
