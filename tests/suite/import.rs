//! `dossier import`, beyond the cases in `cases/import`: several files at once, refusals and
//! warnings. The saved files are those of the cases, and all are invented.

use crate::case::folders;
use crate::folders::{dossier, lay_over, project, repository, text, tree};
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

/// A valid project with the saved files in `saved/`.
fn project_with_saved() -> TempDir {
    let project = project();
    fs::remove_dir_all(project.path().join("captures")).expect("removed");
    for case in folders("import") {
        lay_over(&case.join("saved"), &project.path().join("saved"));
    }
    project
}

fn import(project: &Path, arguments: &[&str]) -> Output {
    let mut command = dossier("import", Path::new("."));
    command.current_dir(project).args(arguments);
    // Git's settings on this machine must not affect the test.
    command.env("HOME", project).env_remove("XDG_CONFIG_HOME");
    command.output().expect("the program runs")
}

/// The saved files of all cases, by their paths in the project.
fn saved_names() -> Vec<String> {
    let files = folders("import").into_iter();
    let files = files.flat_map(|case| tree(&case.join("saved")).into_keys());
    files
        .map(|name| format!("saved/{}", name.display()))
        .collect()
}

#[test]
fn several_files_are_imported_at_once() {
    let project = project_with_saved();
    let names = saved_names();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let output = import(project.path(), &names);
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    let count = names.len();
    let total = format!("\n{count} articles imported from {count} files\n");
    assert!(text(&output.stdout).contains(&total));
    let captures = tree(&project.path().join("captures"));
    assert_eq!(captures, tree(&project.path().join("saved")));
}

#[test]
fn without_full_a_record_has_no_words_of_the_text() {
    let project = project_with_saved();
    let output = import(project.path(), &["saved/twice.txt", "--id", "landing"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let record =
        fs::read_to_string(project.path().join("content/articles/landing.md")).expect("a record");
    assert!(record.ends_with("body: digest\n---\n"), "{record}");
    assert!(project.path().join("captures/landing.txt").exists());
}

#[test]
fn an_empty_folder_is_enough() {
    let folder = tempfile::tempdir().expect("a folder");
    let saved = repository().join("tests/cases/import/no-headline/saved/no-headline.txt");
    let output = dossier("import", folder.path())
        .arg(saved)
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(0));
    let told = text(&output.stdout);
    assert!(told.contains("there is no `site.toml` yet"), "{told}");
    let nowhere = dossier("import", &folder.path().join("no"))
        .arg("x.txt")
        .output()
        .expect("it runs");
    assert_eq!(nowhere.status.code(), Some(2));
}

#[test]
fn nothing_is_overwritten() {
    let project = project_with_saved();
    let root = project.path();
    assert_eq!(import(root, &["saved/twice.txt"]).status.code(), Some(0));
    let before = tree(root);
    // The same file again, a file under another file's id, and one that can still be imported.
    fs::write(
        root.join("saved/twice.html"),
        "<p>Another text of that name",
    )
    .expect("written");
    let output = import(
        root,
        &["saved/twice.txt", "saved/twice.html", "saved/notes.md"],
    );
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert_eq!(told.matches("error: ").count(), 2, "{told}");
    assert_eq!(told.matches("nothing is overwritten").count(), 2, "{told}");
    for (name, bytes) in before {
        assert!(
            fs::read(root.join(&name)).expect("there") == bytes,
            "{}",
            name.display()
        );
    }
    assert!(root.join("content/articles/notes.md").exists());
    assert!(!root.join("captures/twice.html").exists());

    // Two files with one id in one run.
    fs::write(root.join("saved/a.txt"), "A text.").expect("written");
    fs::write(root.join("saved/a.html"), "<p>A page.").expect("written");
    let output = import(root, &["saved/a.txt", "saved/a.html"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(root.join("captures/a.txt").exists() && !root.join("captures/a.html").exists());

    // The same bytes under another name are noted.
    fs::copy(root.join("saved/twice.txt"), root.join("saved/copy.txt")).expect("copied");
    let output = import(root, &["saved/copy.txt"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("identical to `twice.txt`"));

    // The record exists, but not the capture.
    fs::write(root.join("content/articles/b.md"), "mine").expect("written");
    fs::write(root.join("saved/b.txt"), "A text.").expect("written");
    assert_eq!(import(root, &["saved/b.txt"]).status.code(), Some(1));
    assert!(!root.join("captures/b.txt").exists());
}

#[test]
fn a_file_in_the_captures_folder_is_kept() {
    let project = project_with_saved();
    let root = project.path();
    fs::create_dir(root.join("private")).expect("made");
    fs::rename(root.join("saved/twice.txt"), root.join("private/twice.txt")).expect("moved");
    let output = import(root, &["private/twice.txt", "--captures", "private"]);
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(told.contains("private/twice.txt (kept as it is)"), "{told}");
    let record = fs::read_to_string(root.join("content/articles/twice.md")).expect("a record");
    assert!(
        record.contains("# capture: private/twice.txt, SHA-256 "),
        "{record}"
    );
}

#[test]
fn a_page_in_another_encoding_is_refused_with_the_command_that_converts_it() {
    let project = project_with_saved();
    let root = project.path();
    let told = |name: &str, bytes: &[u8]| {
        fs::write(root.join("saved").join(name), bytes).expect("written");
        let output = import(root, &[&format!("saved/{name}")]);
        assert_eq!(output.status.code(), Some(1));
        text(&output.stderr)
    };
    let rest =
        "; or save the page again as UTF-8 (editors and browsers offer this under “encoding”)\n";
    assert_eq!(
        told(
            "old page.html",
            b"<meta http-equiv=content-type content='text/html; charset=Shift_JIS'><p>\x8b\xb4"
        ),
        format!(
            "error: `saved/old page.html` is not UTF-8: byte 73 (0x8b) is invalid\n  = help: it declares the encoding `Shift_JIS`: \
             convert it with `iconv -f CP932 -t UTF-8 'saved/old page.html' > 'saved/old page-utf-8.html'`{rest}"
        )
    );
    assert_eq!(
        told("wide.txt", b"\xff\xfea\0b\0"),
        format!(
            "error: `saved/wide.txt` is UTF-16, not UTF-8\n  = help: convert it with `iconv -f UTF-16 -t UTF-8 saved/wide.txt > \
             saved/wide-utf-8.txt`{rest}"
        )
    );
    let undeclared = told("latin.txt", b"The caf\xe9 \x96 it said \x96 stays closed.");
    assert!(
        undeclared.contains("it declares no encoding that fits, but looks like `windows-1252`: convert it with `iconv -f windows-1252 "),
        "{undeclared}"
    );
    // An existing file is not overwritten.
    fs::write(root.join("saved/wide-utf-8.txt"), "mine").expect("written");
    let other = told("wide.txt", b"\xff\xfea\0b\0");
    assert!(other.contains("> saved/wide-utf-8-2.txt`"), "{other}");
}

#[test]
fn a_warning_names_the_line_where_git_would_track_what_others_wrote() {
    let project = project_with_saved();
    let root = project.path();
    fs::create_dir(root.join(".git")).expect("made");
    fs::write(root.join(".git/HEAD"), "ref: refs/heads/main\n").expect("written");
    let told = |arguments: &[&str]| {
        let output = import(root, arguments);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stderr)
    };
    let of_captures = "warning: git would track other people's work: captures in `captures/`\n  = help: add the line `/captures/` to \
                       `.gitignore`\n";
    let of_saved = "warning: git would track other people's work: saved pages in `saved/`\n  = help: add the line `/saved/` to \
                    `.gitignore`\n";
    assert_eq!(
        told(&["saved/twice.txt", "saved/notes.md"]),
        format!("{of_captures}{of_saved}")
    );
    fs::write(root.join(".gitignore"), "/captures/\n").expect("written");
    assert_eq!(told(&["saved/twice.txt", "--id", "more"]), of_saved);
    fs::write(root.join(".gitignore"), "/captures/\n/saved/\n").expect("written");
    assert_eq!(told(&["saved/twice.txt", "--id", "still-more"]), "");
    // Outside any repository.
    let private = tempfile::tempdir().expect("a folder");
    let outside = private.path().join("twice.txt");
    fs::copy(root.join("saved/twice.txt"), &outside).expect("copied");
    let (outside, folder) = (outside.to_str().expect("UTF-8"), private.path().to_str());
    let folder = folder.expect("UTF-8");
    fs::remove_file(root.join(".gitignore")).expect("removed");
    assert_eq!(told(&[outside, "--captures", folder, "--id", "far"]), "");
}

#[test]
fn a_capture_that_git_tracks_is_reported_with_the_fix() {
    let project = project_with_saved();
    let root = project.path();
    fs::create_dir_all(root.join("captures")).expect("made");
    fs::create_dir(root.join(".git")).expect("made");
    fs::write(root.join(".git/HEAD"), "ref: refs/heads/main\n").expect("written");
    fs::write(root.join(".gitignore"), "/saved/\n/captures/\n").expect("written");
    fs::rename(
        root.join("saved/twice.txt"),
        root.join("captures/twice.txt"),
    )
    .expect("moved");
    // An index of version 2 with one entry, as `git add --force` makes it.
    let mut index = b"DIRC\0\0\0\x02\0\0\0\x01".to_vec();
    index.extend([0; 61]);
    index.push(18);
    index.extend(b"captures/twice.txt\0\0\0\0\0\0\0\0");
    fs::write(root.join(".git/index"), index).expect("written");
    let output = import(root, &["captures/twice.txt"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        text(&output.stderr),
        "warning: git already tracks other people's work: captures in `captures/`\n  = help: run `git rm --cached captures/twice.txt`, which \
         leaves the files where they are\n"
    );
}

#[test]
fn what_cannot_be_read_is_refused_and_the_others_are_imported() {
    let project = project_with_saved();
    let root = project.path();
    let saved = root.join("saved");
    for (name, bytes) in [
        ("empty.txt", &b""[..]),
        ("blank.txt", b" \n\t\n"),
        ("latin.txt", b"caf\xe9 and more"),
        ("nul.txt", b"a\0b"),
        ("wide.txt", b"\xff\xfea\0b\0"),
        (
            "no-text.html",
            b"<html><script>var a = 1</script><img src=a>",
        ),
        ("paper.pdf", b"%PDF-1.7"),
        ("bare", b"A text."),
        ("\u{65e5}\u{672c}.txt", b"A short line"),
    ] {
        fs::write(saved.join(name), bytes).expect("written");
    }
    fs::create_dir(saved.join("folder.txt")).expect("made");
    let long = fs::File::create(saved.join("long.txt")).expect("made");
    long.set_len((32 << 20) + 1).expect("a sparse file");
    for (name, part) in [
        ("empty.txt", "is empty"),
        ("blank.txt", "contains no text"),
        ("latin.txt", "byte 4 (0xe9)"),
        ("nul.txt", "NUL byte, byte 2"),
        ("wide.txt", "UTF-16"),
        ("no-text.html", "contains no text"),
        ("paper.pdf", "not a kind of file that can be imported"),
        ("bare", "not a kind of file that can be imported"),
        ("\u{65e5}\u{672c}.txt", "no id can be made"),
        ("folder.txt", "is a folder"),
        ("long.txt", "the limit is 32"),
        ("missing.txt", "does not exist"),
    ] {
        let output = import(root, &[&format!("saved/{name}")]);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {told}");
        assert!(
            told.contains(part) && told.contains("  = help: "),
            "{name}: {told}"
        );
        assert!(!root.join("captures").exists(), "{name}");
    }
    let output = import(
        root,
        &["saved/empty.txt", "saved/notes.md", "saved/missing.txt"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("1 article imported from 3 files"));
}

#[test]
fn wrong_usage_and_system_failures_have_their_own_exit_statuses() {
    let project = project_with_saved();
    let root = project.path();
    for arguments in [
        &["saved/twice.txt", "saved/notes.md", "--id", "one"][..],
        &["saved/twice.txt", "--id", "Not an id"],
        &[],
    ] {
        assert_eq!(
            import(root, arguments).status.code(),
            Some(2),
            "{arguments:?}"
        );
    }
    fs::write(root.join("file"), "").expect("written");
    let output = import(root, &["saved/twice.txt", "--captures", "file/below"]);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(!root.join("content/articles/twice.md").exists());
}

#[test]
fn a_hostile_page_can_still_be_read() {
    let project = project_with_saved();
    let root = project.path();
    let prose = "<p>The heron was seen on Monday. It stood on the roadway for most of the day, and nobody disturbed it.";
    let attributes: String = (0..2_000).map(|n| format!("<b a{n}=x>")).collect();
    for (name, page) in [
        ("deep", format!("{}{prose}", "<div>".repeat(100_000))),
        (
            "disguised",
            format!("{}{prose}", "<div></span>".repeat(100_000)),
        ),
        (
            "drawing",
            format!(
                "<svg><title>{}</title></svg>{prose}",
                "<div>".repeat(100_000)
            ),
        ),
        ("spans", format!("{}{prose}", "<span>".repeat(100_000))),
        (
            "tables",
            format!("{}{prose}", "<table><tr><td>".repeat(50_000)),
        ),
        (
            "formatting",
            format!("{attributes}{}{prose}", "<p>x".repeat(20_000)),
        ),
        (
            "attribute",
            format!("<p title=\"{}\">{prose}", "x".repeat(4_000_000)),
        ),
        (
            "script",
            format!("<script type=application/ld+json>{{\"a\": \"</script>{prose}\"}}</script>"),
        ),
        (
            "json",
            format!(
                "<script type=application/ld+json>{}</script>{prose}",
                "[".repeat(1_000_000)
            ),
        ),
        ("closing", format!("{}{prose}", "</div>".repeat(100_000))),
    ] {
        fs::write(root.join(format!("{name}.html")), page).expect("written");
        let output = import(root, &["--full", &format!("{name}.html")]);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{name}: {}",
            text(&output.stderr)
        );
        let record =
            fs::read_to_string(root.join(format!("content/articles/{name}.md"))).expect("a record");
        assert!(record.contains("nobody disturbed it"), "{name}: {record}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_outside_the_project() {
    let outside = tempfile::tempdir().expect("a folder");
    let project = project_with_saved();
    let articles = project.path().join("content/articles");
    fs::remove_dir_all(&articles).expect("removed");
    std::os::unix::fs::symlink(outside.path(), &articles).expect("linked");
    let output = import(project.path(), &["saved/ferry-meta.html"]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(told.contains("a link leads elsewhere"), "{told}");
    assert_eq!(tree(outside.path()).len(), 0);
    assert!(!project.path().join("captures").exists());
}

#[cfg(unix)]
#[test]
fn a_name_is_printed_as_what_it_is() {
    let project = project_with_saved();
    let name = "saved/gpj.\u{202e}exe\u{1b}[31m.html";
    let page = project.path().join("saved/ferry-meta.html");
    fs::rename(page, project.path().join(name)).expect("renamed");
    for name in [name, "saved/none\u{7}.html"] {
        let output = import(project.path(), &["--id", "ferry", name]);
        let told = text(&output.stdout) + &text(&output.stderr);
        assert!(!told.contains(['\u{202e}', '\u{1b}', '\u{7}']), "{told:?}");
    }
}
