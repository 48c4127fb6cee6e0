//! Everyday mistakes on a large scale: files that are not text, and very many faults. One cause is
//! reported once. Of many faults a selection is shown, and all are counted.

use crate::folders::{dossier, project, text};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The beginning of a PNG image, followed by pseudo-random bytes.
fn picture(length: usize) -> Vec<u8> {
    let mut state = 1u32;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    });
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
        .iter()
        .copied()
        .chain(noise.take(length))
        .collect()
}

fn write(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, bytes).expect("written");
}

/// The faults in the JSON output of `check`: code and file.
fn faults(root: &Path) -> Vec<(String, String)> {
    let output = dossier("check", root)
        .arg("--format=json")
        .output()
        .expect("the program runs");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let faults = json["diagnostics"].as_array().expect("a list").iter();
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    faults
        .map(|fault| (text(&fault["code"]), text(&fault["file"])))
        .collect()
}

/// The number of faults that a check shows, and its last line.
fn shown(root: &Path) -> (usize, String) {
    let output = dossier("check", root).output().expect("the program runs");
    let printed = text(&output.stderr);
    let is_fault = |line: &&str| line.starts_with("error[") || line.starts_with("warning[");
    let last = printed.lines().next_back().unwrap_or_default().to_owned();
    (printed.lines().filter(is_fault).count(), last)
}

#[test]
fn an_image_in_place_of_text_is_reported_once() {
    let picture = picture(1 << 20);
    for path in [
        "content/index.md",
        "content/articles/x.md",
        "content/topics/x.md",
        "content/annotations/x.yaml",
        "captures/report.txt",
        "site.toml",
        "evidence.lock",
        "overrides.toml",
        "labels/en.toml",
        "templates/claim.html",
        "themes/plain/theme.toml",
    ] {
        let project = project();
        write(project.path(), path, &picture);
        let wanted = vec![("not-text".to_owned(), path.to_owned())];
        assert_eq!(faults(project.path()), wanted);
    }
}

/// Claims that each have a value that is not allowed.
fn wrong_claims(prefix: char, count: usize) -> String {
    let mut yaml = String::from("topic: matter\nclaims:\n");
    for number in 0..count {
        let _ = write!(
            yaml,
            "  {prefix}-{number}:\n    text: It is so.\n    evidence:\n      - {{article: report, quote: it is so, stance: suports}}\n"
        );
    }
    yaml
}

#[test]
fn of_many_faults_some_are_shown_and_all_are_counted() {
    let project = project();
    let root = project.path();
    write(
        root,
        "content/annotations/many.yaml",
        wrong_claims('m', 2000).as_bytes(),
    );
    write(
        root,
        "content/annotations/some.yaml",
        wrong_claims('s', 3).as_bytes(),
    );
    let (shown, last) = shown(root);
    assert_eq!(shown, 200);
    assert_eq!(last, "2003 errors, 0 warnings: this would not be published");
    let faults = faults(root);
    assert_eq!(faults.len(), 2003);
    let output = dossier("check", root).output().expect("the program runs");
    let printed = text(&output.stderr);
    let of_some = printed.lines().filter(|line| {
        line.trim_start()
            .starts_with("--> content/annotations/some.yaml")
    });
    assert_eq!(
        of_some.count(),
        3,
        "a file with few faults has all of them shown"
    );
    let rest = "and 1803 more errors, in content/annotations/many.yaml: `dossier check --format json` lists them all";
    assert!(printed.contains(rest), "{printed}");
}

#[test]
fn the_nearest_passage_is_looked_for_only_so_often() {
    let project = project();
    let root = project.path();
    let mut yaml = String::from("topic: matter\nclaims:\n");
    for number in 0..50 {
        let _ = write!(
            yaml,
            "  c-{number}:\n    text: It is so.\n    evidence:\n      - {{article: report, quote: it was so {number}}}\n"
        );
    }
    write(root, "content/annotations/x.yaml", yaml.as_bytes());
    let output = dossier("check", root).output().expect("the program runs");
    let printed = text(&output.stderr);
    assert_eq!(
        printed.matches("the nearest passage\n").count(),
        20,
        "{printed}"
    );
    let others = printed
        .matches("the nearest passages are shown only for the first 20 quotes")
        .count();
    assert_eq!(others, 30, "{printed}");
}

#[test]
fn endless_nesting_is_reported_as_such() {
    for opening in ["{a: ", "[", "- ", "? "] {
        let project = project();
        let yaml = format!("topic: {}\n", opening.repeat(100_000));
        let yaml = if opening == "- " || opening == "? " {
            opening.repeat(100_000)
        } else {
            yaml
        };
        write(
            project.path(),
            "content/annotations/x.yaml",
            yaml.as_bytes(),
        );
        let faults = faults(project.path());
        assert_eq!(faults.len(), 1, "{opening}: {faults:?}");
        assert_eq!(faults[0].0, "yaml-syntax", "{opening}");
    }
}

#[test]
fn a_long_text_that_is_referred_to_again_and_again_is_not_written_out() {
    let project = project();
    let mut yaml = format!(
        "topic: matter\nclaims:\n  x:\n    text: It is so.\n    evidence:\n      - {{article: report, quote: it is so, note: &n \"{}\"}}\n",
        "so it is ".repeat(100_000)
    );
    for _ in 0..2000 {
        yaml.push_str("      - {article: report, quote: it is so, note: *n}\n");
    }
    write(
        project.path(),
        "content/annotations/x.yaml",
        yaml.as_bytes(),
    );
    let faults = faults(project.path());
    assert_eq!(
        faults,
        [(
            "yaml-syntax".to_owned(),
            "content/annotations/x.yaml".to_owned()
        )]
    );
}

#[test]
fn a_name_of_many_letters_is_found_in_a_text_of_as_many() {
    let project = project();
    let name = "a".repeat(40_000);
    let actors = format!("actors:\n  x: {{name: X, aliases: [{name}], kind: Person}}\n");
    write(
        project.path(),
        "content/annotations/x.yaml",
        actors.as_bytes(),
    );
    let topic = format!("---\ntitle: Names\n---\nIt is {name} who says so.\n");
    write(project.path(), "content/topics/x.md", topic.as_bytes());
    let output = dossier("build", project.path()).output();
    let output = output.expect("the program runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
    let page = fs::read_to_string(project.path().join("public/topics/x.html"));
    let link = format!(">{name}</a>");
    assert!(page.expect("the topic's page").contains(&link));
}
