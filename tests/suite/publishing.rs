//! Publishing: refused outputs, the remains of killed or failed builds, and two builds at once.

use crate::folders::{dossier, project, tree};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

pub(crate) fn build_to(project: &Path, output: &Path) -> Output {
    let output = dossier("build", project)
        .arg("--output")
        .arg(output)
        .output();
    output.expect("the program runs")
}

pub(crate) fn assert_refused(output: &Output, word: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.starts_with("error: the output `"), "{stderr}");
    assert!(
        stderr.contains(word) && stderr.contains("help:"),
        "{stderr}"
    );
}

#[test]
fn outputs_that_would_lose_something_are_refused() {
    let project = project();
    let root = project.path();
    let before = tree(root);
    for (output, word) in [
        (root.to_path_buf(), "contains the project itself"),
        (
            root.parent().expect("above").to_path_buf(),
            "contains the project itself",
        ),
        (root.join("content"), "`content/`"),
        (root.join("content/articles/public"), "`content/`"),
        (root.join("public/../content"), "`content/`"),
        (root.join("themes/plain"), "`themes/`"),
        (root.join("site.toml"), "is a file"),
    ] {
        assert_refused(&build_to(root, &output), word);
        assert_eq!(tree(root), before, "{}", output.display());
    }
}

#[test]
fn a_failed_build_leaves_the_last_good_site() {
    let project = project();
    let public = project.path().join("public");
    assert!(build_to(project.path(), &public).status.success());
    let before = tree(&public);
    let topic = project.path().join("content/topics/matter.md");
    let good = fs::read_to_string(&topic).expect("read");
    fs::write(&topic, format!("{good}[[claim:nothing]]\n")).expect("written");
    let template = project.path().join("templates/claim.html");
    assert_eq!(build_to(project.path(), &public).status.code(), Some(1));
    assert_eq!(tree(&public), before);

    // A template that fails on one page after others have been written.
    fs::write(&topic, good).expect("written");
    fs::create_dir(project.path().join("templates")).expect("made");
    fs::write(template, "{{ nothing }}").expect("written");
    assert_eq!(build_to(project.path(), &public).status.code(), Some(1));
    assert_eq!(tree(&public), before);
    assert!(!project.path().join(".public.dossier").exists());
}

/// How many pages a build says it made.
fn pages(said: &str) -> usize {
    let (count, _) = said.split_once(" pages ").expect("a count");
    count.parse().expect("a number")
}

#[test]
fn what_has_not_changed_is_left_alone() {
    let project = project();
    let public = project.path().join("public");
    let say = |output: Output| String::from_utf8_lossy(&output.stdout).into_owned();
    let first = say(build_to(project.path(), &public));
    let pages = pages(&first);
    let expected = format!(
        "{pages} pages from 1 article and 1 claim: {pages} written, 0 unchanged, 0 warnings, "
    );
    assert!(first.starts_with(&expected), "{first}");
    let time = |name: &str| {
        let facts = fs::metadata(public.join(name)).expect("it is there");
        facts.modified().expect("a time")
    };
    let (index, claim) = (time("404.html"), time("claims/it-is-so.html"));
    std::thread::sleep(Duration::from_millis(20));
    let again = say(build_to(project.path(), &public));
    let expected = format!(": 0 written, {pages} unchanged");
    assert!(again.contains(&expected), "{again}");
    let annotations = project.path().join("content/annotations/base.yaml");
    let text = fs::read_to_string(&annotations).expect("read");
    fs::write(&annotations, text.replace("It is so.", "It is not so.")).expect("written");
    let changed = say(build_to(project.path(), &public));
    let expected = format!(": 5 written, {} unchanged", pages - 5);
    assert!(changed.contains(&expected), "{changed}");
    assert_eq!(time("404.html"), index);
    assert!(time("claims/it-is-so.html") > claim);
    assert!(
        fs::read_to_string(public.join("claims/it-is-so.html"))
            .expect("read")
            .contains("It is not so.")
    );

    // A file that is removed is also removed from the output.
    fs::write(
        &annotations,
        "actors:\n  somebody: {name: Some Body, kind: Person}\n",
    )
    .expect("written");
    assert!(build_to(project.path(), &public).status.success());
    assert!(!public.join("claims").exists());
}

/// The first line of the lock beside an output.
pub(crate) const LOCK: &str = "# Written by dossier, which makes a site in this folder and clears it away. The files of it:\n";

#[test]
fn leftovers_of_a_killed_run_are_cleared_away() {
    let project = project();
    let public = project.path().join("public");
    let work = project.path().join(".public.dossier");
    fs::create_dir_all(work.join("new/topics")).expect("made");
    fs::write(work.join("new/topics/half.html"), "half").expect("written");
    fs::write(
        work.join("lock"),
        format!("{LOCK}topics/half.html\ntopics/none.html\n"),
    )
    .expect("written");
    // Killed between two renames, on a system that cannot exchange two names atomically.
    assert!(
        build_to(project.path(), &project.path().join("other"))
            .status
            .success()
    );
    fs::rename(project.path().join("other"), work.join("old")).expect("renamed");
    let run = build_to(project.path(), &public);
    assert!(run.status.success());
    let stdout = String::from_utf8_lossy(&run.stdout).into_owned();
    let expected = format!("0 written, {} unchanged", pages(&stdout));
    assert!(
        stdout.contains(&expected),
        "the old site was put back: {stdout}"
    );
    assert!(!work.exists());
}

#[test]
fn any_command_puts_a_lost_site_back() {
    let project = project();
    let public = project.path().join("public");
    let work = project.path().join(".public.dossier");
    assert!(build_to(project.path(), &public).status.success());
    let site = tree(&public);
    for (command, arguments) in [
        ("check", &[][..]),
        ("lock", &[]),
        ("config", &[]),
        ("theme", &["list"]),
        ("new", &["topic", "another"]),
    ] {
        fs::create_dir(&work).expect("made");
        fs::write(work.join("lock"), LOCK).expect("written");
        fs::rename(&public, work.join("old")).expect("renamed");
        let output = dossier(command, project.path()).args(arguments).output();
        let output = output.expect("the program runs");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{stderr}");
        assert!(stderr.starts_with("note: "), "{stderr}");
        assert_eq!(tree(&public), site, "{command}");
        assert!(!work.exists(), "{command}");
    }
}

#[test]
fn a_large_static_file_is_copied_and_compared() {
    let project = project();
    let public = project.path().join("public");
    let folder = project.path().join("content/static");
    fs::create_dir_all(&folder).expect("made");
    let mut bytes: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    let mut seen = Vec::new();
    for change in [None, None, Some(2_999_999), Some(0)] {
        if let Some(at) = change {
            bytes[at] ^= 1;
        }
        fs::write(folder.join("data.bin"), &bytes).expect("written");
        assert!(build_to(project.path(), &public).status.success());
        assert!(fs::read(public.join("data.bin")).expect("read") == bytes);
        seen.push(
            fs::metadata(public.join("data.bin"))
                .expect("there")
                .modified()
                .expect("a time"),
        );
    }
    assert_eq!(seen[0], seen[1], "an unchanged file is linked");
}

/// Starts a build. If it hangs, it is killed together with the test.
fn start(project: &Path, output: &Path) -> Child {
    dossier("build", project)
        .arg("--output")
        .arg(output)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

#[test]
fn two_builds_at_once_both_succeed() {
    let project = project();
    let public = project.path().join("public");
    for round in 0..10 {
        let text = format!("---\ntitle: The matter\n---\nRound {round}.\n");
        fs::write(project.path().join("content/topics/matter.md"), text).expect("written");
        let builds = [
            start(project.path(), &public),
            start(project.path(), &public),
        ];
        for build in builds {
            let output = build.wait_with_output().expect("it ends");
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{stderr}");
        }
        let page = fs::read_to_string(public.join("topics/matter.html")).expect("read");
        assert!(page.contains(&format!("Round {round}.")));
    }
    assert!(!project.path().join(".public.dossier").exists());
}

#[test]
fn a_second_build_says_that_it_waits() {
    let project = project();
    let public = project.path().join("public");
    let work = project.path().join(".public.dossier");
    fs::create_dir(&work).expect("made");
    let lock = fs::File::create(work.join("lock")).expect("made");
    lock.lock().expect("locked");
    let mut build = start(project.path(), &public);
    std::thread::sleep(Duration::from_millis(500));
    assert!(build.try_wait().expect("asked").is_none(), "it waits");
    assert!(!public.exists());
    drop(lock);
    let output = build.wait_with_output().expect("it ends");
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("waiting"));
}

#[cfg(unix)]
#[test]
fn a_build_killed_at_any_moment_leaves_a_whole_site() {
    let project = project();
    let public = project.path().join("public");
    let topic = project.path().join("content/topics/matter.md");
    let site = |word: &str| {
        fs::write(&topic, format!("---\ntitle: The matter\n---\n{word}.\n")).expect("written");
        let other = project.path().join(format!("site-{word}"));
        assert!(build_to(project.path(), &other).status.success());
        tree(&other)
    };
    let [old, new] = ["old", "new"].map(site);
    for delay in 0..20 {
        fs::write(&topic, "---\ntitle: The matter\n---\nold.\n").expect("written");
        assert!(build_to(project.path(), &public).status.success());
        fs::write(&topic, "---\ntitle: The matter\n---\nnew.\n").expect("written");
        let mut build = start(project.path(), &public);
        std::thread::sleep(Duration::from_millis(delay));
        build.kill().expect("killed");
        build.wait().expect("gone");
        let left = tree(&public);
        assert!(left == old || left == new, "half a site after {delay} ms");
    }
    assert!(build_to(project.path(), &public).status.success());
    assert_eq!(tree(&public), new);
}

/// A limit on file sizes makes writing fail midway, like a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure_of_the_machine() {
    let project = project();
    let public = project.path().join("public");
    assert!(build_to(project.path(), &public).status.success());
    let before = tree(&public);
    let long = "word ".repeat(4000);
    let topic = project.path().join("content/topics/matter.md");
    fs::write(topic, format!("---\ntitle: The matter\n---\n{long}\n")).expect("written");
    let script = format!(
        "trap '' XFSZ; ulimit -f 8; exec {} build --root {}",
        env!("CARGO_BIN_EXE_dossier"),
        project.path().display()
    );
    let output = Command::new("sh")
        .args(["-c", &script])
        .output()
        .expect("it runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{stderr}");
    assert!(stderr.starts_with("error: could not write `"), "{stderr}");
    assert_eq!(tree(&public), before);
    assert!(!project.path().join(".public.dossier").exists());
}

#[test]
fn an_output_that_cannot_be_made_is_a_failure_of_the_machine() {
    let project = project();
    let file = project.path().join("file");
    fs::write(&file, "").expect("written");
    let output = build_to(project.path(), &file.join("public"));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{stderr}");
    assert!(stderr.starts_with("error: could not "), "{stderr}");
}

#[test]
fn a_check_writes_nothing() {
    let project = project();
    let before = tree(project.path());
    let output = dossier("check", project.path())
        .output()
        .expect("the program runs");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "no errors in 1 article and 1 claim, 0 warnings\n"
    );
    assert_eq!(tree(project.path()), before);
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_printed_is_a_failure_of_the_machine() {
    let project = project();
    for subcommand in ["check", "build"] {
        let full = fs::File::options()
            .write(true)
            .open("/dev/full")
            .expect("opened");
        let mut command = dossier(subcommand, project.path());
        let output = command.stdout(full).stderr(Stdio::piped()).spawn();
        let output = output.and_then(Child::wait_with_output).expect("it ends");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{stderr}");
        assert!(stderr.starts_with("error: could not print"), "{stderr}");
    }
}
