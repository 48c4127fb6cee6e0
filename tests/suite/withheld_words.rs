//! The names and ids of withheld records are errors wherever a site could show them.

use crate::folders::{dossier, project, text};
use std::fs;
use std::path::Path;

/// A withheld actor and article, an actor who is also withdrawn, and a draft.
const WITHHELD: &str = r#"
actors:
  zz:
    name: Zzsecret
    aliases: [Nav, Zz Other Name, Zzmüller, 東京電力, Hans Zzgroß]
    kind: Person
    marking: "TLP:RED"
  gone:
    name: Zzgone
    aliases: [Zzalias]
    kind: Person
    marking: "TLP:RED"
    withdrawn: {on: 2026-01-01, why: Not needed.}
claims:
  zzclaim:
    draft: true
    text: It is a draft.
    evidence: [{article: report, quote: it is so}]
"#;

fn append(root: &Path, path: &str, more: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    let before = fs::read_to_string(&path).unwrap_or_default();
    fs::write(path, before + more).expect("written");
}

/// Builds the test site with `more` at the end of the file at `path`. Returns the output of the
/// build, and whether it published.
fn build(path: &str, more: &str) -> (String, bool) {
    let project = project();
    let root = project.path();
    append(
        root,
        "content/annotations/zz.yaml",
        &format!("topic: matter{WITHHELD}"),
    );
    append(
        root,
        "content/articles/zzart.md",
        "---\ntitle: Zz\nmarking: \"TLP:RED\"\n---\nZz.\n",
    );
    append(root, path, more);
    let output = dossier("build", root).output().expect("the program runs");
    (
        text(&output.stderr),
        root.join("public/index.html").exists(),
    )
}

#[test]
fn without_a_name_the_site_is_published() {
    for (path, more) in [
        (
            "content/topics/matter.md",
            "\nZzsecretive, eyeZzsecret, zzsecret and Zzclaim are other words.\n",
        ),
        (
            "content/topics/matter.md",
            "\nAsk zz@zzart-desk.example about claim:zzclaims.\n",
        ),
        ("themes/plain/templates/base.html", "<!-- Zz Other -->"),
        (
            "templates/404.html",
            "<nav></nav><a href=\"/nav/nav.html\">x</a>",
        ),
    ] {
        let (printed, is_published) = build(path, more);
        assert!(is_published, "{path}: {more}: {printed}");
    }
}

#[test]
fn names_are_found_wherever_a_page_could_show_them() {
    for (path, more) in [
        ("content/topics/matter.md", "\nZzsecret said so.\n"),
        ("content/topics/matter.md", "\nThat was Zzsecrets house.\n"),
        ("content/topics/matter.md", "\n東京電力は声明を出した。\n"),
        ("content/topics/matter.md", "\nHANS ZZGROSS said so.\n"),
        ("content/topics/matter.md", "\nZzalias said so.\n"),
        ("content/topics/matter.md", "\n```Zzsecret\nx\n```\n"),
        (
            "content/topics/matter.md",
            "\n[x](https://zzmüller.example/)\n",
        ),
        (
            "content/topics/matter.md",
            "\n[x](https://x.example/zzmu%CC%88ller)\n",
        ),
        ("content/static/zzmu\u{308}ller.txt", "x"),
        ("static/zzsecret.txt", "x"),
        (
            "labels/en.toml",
            "[text]\nspeaker-withheld = \"Zzsecret\"\n",
        ),
        ("templates/404.html", "Zz&#115;ecret"),
        (
            "templates/404.html",
            "<a href=\"https://zzsecret.example/\">x</a>",
        ),
        ("templates/404.html", "<p>Zz <b>Other</b>&nbsp;Name</p>"),
        ("templates/404.html", "<img alt=\"Zz&#115;ecret\">"),
        ("themes/plain/templates/base.html", "Zzsecret"),
        ("themes/plain/theme.toml", "\n# Zzsecret\n"),
        (
            "themes/plain/labels/en.toml",
            "[text]\nspeaker-withheld = \"Zzsecret\"\n",
        ),
        ("themes/plain/static/zzsecret.js", "x"),
        (
            "themes/plain/theme.toml",
            "\n[options.foot]\ntype = \"markdown\"\ndescription = \"x\"\ndefault = \"[x](https://zzsecret.example)\"\n",
        ),
    ] {
        let (printed, is_published) = build(path, more);
        assert!(
            printed.contains("error[withheld-name]"),
            "{path}: {more}: {printed}"
        );
        assert!(!is_published, "{path}: {more}");
    }
}

#[test]
fn references_that_became_no_links_are_found() {
    for more in [
        "As @zzart says.",
        "As `[@zzart]` says.",
        "As [see @zzart] says.",
        "Write `[[claim:zzclaim]]`.",
        "See [there](https://dossier.example/claims/zzclaim.html).",
        "```\nactor:zz\n```",
    ] {
        let (printed, is_published) = build("content/topics/matter.md", &format!("\n{more}\n"));
        assert!(
            printed.contains("error[withheld-reference]"),
            "{more}: {printed}"
        );
        assert!(!is_published, "{more}");
    }
}
