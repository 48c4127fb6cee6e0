//! The search index: its content, that it is the same each time, and that it can be switched off.

use crate::folders::{dossier, lay_over, repository, text, tree};
use crate::index::{documents, unpacked};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn build(root: &Path, output: &Path, arguments: &[&str]) {
    let mut command = dossier("build", root);
    let output = command.arg("--output").arg(output).args(arguments).output();
    let output = output.expect("the program runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
}

/// The project of the case `ok/search`.
fn project() -> tempfile::TempDir {
    let project = crate::folders::project();
    let case = repository().join("tests/cases/ok/search/site");
    lay_over(&case, project.path());
    project
}

#[test]
fn what_is_withheld_is_in_no_file_of_the_index() {
    let project = project();
    let public = project.path().join("public");
    // None of these words is in anything that may be published.
    let withheld = ["secret", "hidden", "unpublished", "amber", "red person"];
    let found = |site: &BTreeMap<PathBuf, Vec<u8>>| {
        let packed = site
            .iter()
            .filter(|(name, _)| name.starts_with("pagefind/"));
        let packed = packed.filter(|(_, bytes)| bytes.starts_with(&[0x1f, 0x8b]));
        let packed = packed.filter(|(name, _)| name.extension() != Some("pagefind".as_ref()));
        let mut all = String::new();
        for (_, bytes) in packed {
            all += &String::from_utf8_lossy(&unpacked(bytes)).to_lowercase();
        }
        assert!(all.contains("landing"), "words are in it");
        withheld.map(|word| all.contains(word))
    };
    build(project.path(), &public, &[]);
    assert_eq!(found(&tree(&public)), [false; 5]);
    // They are found in a build that may publish them.
    build(project.path(), &public, &["--drafts"]);
    assert_eq!(found(&tree(&public)), [true, true, true, false, false]);
    let config = project.path().join("site.toml");
    let marked = fs::read_to_string(&config).expect("read") + "marking = \"TLP:RED\"\n";
    fs::write(&config, marked).expect("written");
    build(project.path(), &public, &["--drafts"]);
    assert_eq!(found(&tree(&public)), [true; 5]);
}

#[test]
fn the_index_is_the_same_in_two_builds() {
    let project = project();
    let (one, other) = (project.path().join("one"), project.path().join("other"));
    build(project.path(), &one, &[]);
    build(project.path(), &other, &[]);
    let (one, other) = (tree(&one), tree(&other));
    assert!(one.keys().any(|name| name.starts_with("pagefind/index")));
    assert_eq!(
        one.keys().collect::<Vec<_>>(),
        other.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in &one {
        assert!(*bytes == other[name], "{}", name.display());
    }
}

#[test]
fn a_site_without_search_has_no_file_of_it() {
    let project = project();
    lay_over(&repository().join("themes"), &project.path().join("themes"));
    let config = "title = \"Test\"\n[pages]\nsearch = false\n";
    fs::write(project.path().join("site.toml"), config).expect("written");
    // The site has no files here, so other files may use the folder.
    let own = project.path().join("content/static/pagefind");
    fs::create_dir_all(&own).expect("made");
    fs::write(own.join("own.txt"), "x").expect("written");
    let public = project.path().join("public");
    build(project.path(), &public, &[]);
    let site = tree(&public);
    let of_search = site.keys().filter(|name| name.starts_with("pagefind/"));
    assert_eq!(
        of_search.collect::<Vec<_>>(),
        ["pagefind/own.txt"].map(Path::new)
    );
    assert!(!site.contains_key(Path::new("search.html")));
    let home = String::from_utf8_lossy(&site[Path::new("index.html")]);
    assert!(home.contains("timeline.html") && !home.contains("search.html"));
}

#[test]
fn a_check_makes_no_index() {
    let project = project();
    let before = tree(project.path());
    let output = dossier("check", project.path()).output();
    assert!(output.expect("the program runs").status.success());
    assert_eq!(tree(project.path()), before);
}

#[test]
fn every_page_of_the_shipped_dossier_that_has_a_text_is_found_at_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let public = folder.path().join("public");
    build(repository(), &public, &[]);
    let site = tree(&public);
    let documents = documents(&site);
    for url in documents.keys() {
        let (page, anchor) = url.split_once('#').unwrap_or((url, "main"));
        let html = String::from_utf8_lossy(&site[Path::new(page)]);
        let at = format!(" id=\"{anchor}\"");
        assert!(
            anchor == "main" || html.contains(&at),
            "{url} leads to no place"
        );
    }
    for page in site.keys().filter_map(|name| name.to_str()) {
        let lists = [
            "404.html",
            "network.html",
            "print.html",
            "questions.html",
            "search.html",
            "sources.html",
            "timeline.html",
        ];
        let is_page = page.ends_with(".html") && !lists.contains(&page);
        assert!(
            !is_page || documents.contains_key(page),
            "{page} is not found"
        );
    }
}
