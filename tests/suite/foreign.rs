//! Files that this program did not create: other files at and beside the output, links, pipes and
//! the like, and names that look like other names.

use crate::folders::{dossier, project};
use crate::publishing::{LOCK, assert_refused, build_to};
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn files_of_others_are_never_replaced() {
    let project = project();
    let public = project.path().join("public");
    fs::create_dir(&public).expect("made");
    fs::write(public.join("thesis.doc"), "work of years").expect("written");
    assert_refused(&build_to(project.path(), &public), "thesis.doc");
    fs::remove_file(public.join("thesis.doc")).expect("removed");
    assert!(build_to(project.path(), &public).status.success());

    // Nor in a folder that this program created.
    fs::create_dir(public.join("topics/notes")).expect("made");
    assert_refused(&build_to(project.path(), &public), "topics/notes");
    fs::remove_dir(public.join("topics/notes")).expect("removed");
    fs::write(public.join("CNAME"), "example.org").expect("written");
    assert_refused(&build_to(project.path(), &public), "CNAME");
    assert!(public.join("CNAME").exists());
}

#[cfg(unix)]
#[test]
fn a_link_is_not_accepted_as_the_output() {
    let project = project();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let public = project.path().join("public");
    std::os::unix::fs::symlink(elsewhere.path(), &public).expect("linked");
    assert_refused(&build_to(project.path(), &public), "symbolic link");
    assert_refused(&build_to(project.path(), &public.join("")), "symbolic link");
    std::os::unix::fs::symlink("nowhere", project.path().join("dangling")).expect("linked");
    let dangling = project.path().join("dangling");
    assert_refused(&build_to(project.path(), &dangling), "symbolic link");
}

/// Everything below a folder: folders, files with their content, and links with their targets.
#[cfg(unix)]
fn everything(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("read") {
        let path = entry.expect("read").path();
        let kind = fs::symlink_metadata(&path).expect("there").file_type();
        let what = match kind {
            kind if kind.is_symlink() => format!("{:?}", fs::read_link(&path).expect("read")),
            kind if kind.is_file() => format!("{:?}", fs::read(&path).expect("read")),
            kind => format!("{kind:?}"),
        };
        found.push(format!("{}: {what}", path.display()));
        if kind.is_dir() {
            found.extend(everything(&path));
        }
    }
    found.sort();
    found
}

/// Asserts that a build is refused, and that it changed nothing below `watched`.
#[cfg(unix)]
fn assert_untouched(project: &Path, watched: &[&Path], word: &str) {
    let all = || {
        watched
            .iter()
            .map(|folder| everything(folder))
            .collect::<Vec<_>>()
    };
    let before = all();
    let output = build_to(project, &project.join("public"));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{word}: {stderr}");
    assert!(
        stderr.contains(word) && stderr.contains("help: "),
        "{stderr}"
    );
    assert!(all() == before, "{word}");
}

#[cfg(unix)]
#[test]
fn foreign_files_beside_the_output_are_left_alone() {
    use std::os::unix::fs::symlink;
    let theirs = tempfile::tempdir().expect("a folder");
    let theirs = theirs.path();
    for site in ["new", "old"] {
        fs::create_dir(theirs.join(site)).expect("made");
        fs::write(theirs.join(site).join("thesis.doc"), "work of years").expect("written");
    }
    fs::write(theirs.join("lock"), "mine").expect("written");
    let project = project();
    let root = project.path();
    let work = root.join(".public.dossier");
    // A link to a foreign folder, a broken link, and a foreign folder itself.
    symlink(theirs, &work).expect("linked");
    assert_untouched(root, &[root, theirs], "is not a folder");
    fs::remove_file(&work).expect("removed");
    symlink("nowhere", &work).expect("linked");
    assert_untouched(root, &[root], "is not a folder");
    fs::remove_file(&work).expect("removed");
    fs::write(&work, "a file").expect("written");
    assert_untouched(root, &[root], "is not a folder");
    fs::remove_file(&work).expect("removed");
    for what in ["new", "old", "notes"] {
        fs::create_dir_all(work.join(what)).expect("made");
        fs::write(work.join(what).join("thesis.doc"), "work of years").expect("written");
        assert_untouched(root, &[root], &format!("contains `{what}`"));
        fs::remove_dir_all(&work).expect("removed");
    }
    // In a folder that a killed run left.
    let place = |name: &str| {
        fs::create_dir_all(work.join("new")).expect("made");
        fs::write(work.join("lock"), LOCK).expect("written");
        work.join(name)
    };
    fs::write(place("new/thesis.doc"), "work of years").expect("written");
    assert_untouched(root, &[root], "contains `new/thesis.doc`");
    fs::remove_dir_all(&work).expect("removed");
    symlink(theirs, place("old")).expect("linked");
    fs::remove_dir(work.join("new")).expect("removed");
    assert_untouched(root, &[root, theirs], "contains `old`");
    fs::remove_dir_all(&work).expect("removed");
    symlink(theirs.join("lock"), place("new/lock")).expect("linked");
    fs::remove_file(work.join("lock")).expect("removed");
    symlink(theirs.join("lock"), work.join("lock")).expect("linked");
    assert_untouched(root, &[root, theirs], "contains `lock`");
    fs::remove_dir_all(&work).expect("removed");
    fs::create_dir_all(work.join("lock")).expect("made");
    assert_untouched(root, &[root], "contains `lock`");
    fs::remove_dir_all(&work).expect("removed");
    assert!(build_to(root, &root.join("public")).status.success());
}

#[cfg(unix)]
#[test]
fn pipes_and_links_in_an_output_are_neither_read_nor_replaced() {
    let project = project();
    let root = project.path();
    let public = root.join("public");
    assert!(build_to(root, &public).status.success());
    let elsewhere = root.join("elsewhere");
    fs::write(&elsewhere, "work of years").expect("written");
    for name in [".dossier", "index.html", "topics/matter.html"] {
        let path = public.join(name);
        let content = fs::read(&path).expect("read");
        fs::remove_file(&path).expect("removed");
        let made = Command::new("mkfifo").arg(&path).status().expect("it runs");
        assert!(made.success());
        assert_untouched(root, &[root], "which this program did not write");
        fs::remove_file(&path).expect("removed");
        std::os::unix::fs::symlink(&elsewhere, &path).expect("linked");
        assert_untouched(root, &[root], "which this program did not write");
        fs::remove_file(&path).expect("removed");
        fs::write(&path, content).expect("written");
    }
    assert!(build_to(root, &public).status.success());
}

#[test]
fn a_foreign_marker_does_not_count() {
    let project = project();
    let public = project.path().join("public");
    fs::create_dir(&public).expect("made");
    fs::write(public.join(".dossier"), "what another program wrote here\n").expect("written");
    assert_refused(&build_to(project.path(), &public), ".dossier");
    let kept = fs::read_to_string(public.join(".dossier")).expect("read");
    assert_eq!(kept, "what another program wrote here\n");
}

/// In an address, in the marker of a site or on a terminal, these names would look like other
/// names.
#[cfg(unix)]
#[test]
fn names_that_are_not_what_they_look_like_are_refused() {
    let project = project();
    let folder = project.path().join("content/static");
    fs::create_dir_all(&folder).expect("made");
    let names = [
        ("a\nb.txt", r"a\nb.txt"),
        ("a\rb.txt", r"a\rb.txt"),
        ("a\u{1b}[31mb.txt", r"a\u{1b}[31mb.txt"),
        ("gpj.\u{202e}exe", r"gpj.\u{202e}exe"),
        ("a\u{2028}b", r"a\u{2028}b"),
    ];
    for (name, _) in names {
        fs::write(folder.join(name), "x").expect("written");
    }
    let output = build_to(project.path(), &project.path().join("public"));
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr);
    for (name, shown) in names {
        assert!(!stderr.contains(name), "{stderr}");
        assert!(
            stderr.contains(&format!("content/static/{shown}\n")),
            "{stderr}"
        );
    }
    assert!(!project.path().join("public").exists());
}

/// Tries each kind of file that a project may have with each kind of thing in its place.
#[cfg(unix)]
#[test]
fn special_files_are_reported_without_waiting() {
    use std::os::unix::fs::symlink;
    for name in [
        "site.toml",
        "evidence.lock",
        "overrides.toml",
        "captures/report.txt",
        "content/index.md",
        "content/topics/pipe.md",
        "content/articles/report.md",
        "content/annotations/base.yaml",
        "content/static/plan.pdf",
        "labels/en.toml",
        "templates/claim.html",
        "static/site.css",
        "themes/plain/theme.toml",
    ] {
        for kind in ["pipe", "device", "folder", "socket"] {
            let project = project();
            let path = project.path().join(name);
            let _ = fs::remove_file(&path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            match kind {
                "pipe" => {
                    let made = Command::new("mkfifo").arg(&path).status().expect("it runs");
                    assert!(made.success());
                }
                "device" => symlink("/dev/zero", &path).expect("linked"),
                "folder" => fs::create_dir(&path).expect("made"),
                _ => drop(std::os::unix::net::UnixListener::bind(&path).expect("made")),
            }
            for command in ["build", "lock"] {
                let output = dossier(command, project.path()).output().expect("it runs");
                let stderr = String::from_utf8_lossy(&output.stderr);
                let what = format!("{command}: {name} is a {kind}: {stderr}");
                let may_hold_folders = ["content/static/", "templates/", "static/"];
                let is_sound = kind == "folder"
                    && may_hold_folders
                        .iter()
                        .any(|folder| name.starts_with(folder))
                    || command == "lock" && name == "overrides.toml";
                assert_eq!(output.status.code(), Some(i32::from(!is_sound)), "{what}");
                let told = ["[unreadable-file]", "[link-outside]"];
                assert!(
                    is_sound || told.iter().any(|code| stderr.contains(code)),
                    "{what}"
                );
            }
        }
    }
}
