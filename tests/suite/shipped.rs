//! The dossier of this repository: it builds, every link works, and the same input gives the same
//! bytes.

use crate::folders::{dossier, lay_over, repository, tree};
use dossier::dossier::RecordKind;
use html5gum::{Token, Tokenizer};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn build(root: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let output = dossier("build", root)
        .args(arguments)
        .arg("--output")
        .arg(folder.path().join("site"))
        .envs(environment.iter().copied())
        .output()
        .expect("the program runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    assert_eq!(stderr, "", "the shipped dossier has no warnings");
    folder
}

/// The parts of a page that the tests need.
#[derive(Default)]
struct Page {
    ids: BTreeSet<String>,
    links: Vec<String>,
}

fn pages(site: &Path) -> BTreeMap<String, Page> {
    let html = tree(site).into_iter().filter(|(name, _)| {
        name.extension()
            .is_some_and(|extension| extension == "html")
    });
    html.map(|(name, bytes)| {
        let name = name.to_str().expect("UTF-8").to_owned();
        let mut page = Page::default();
        for token in Tokenizer::new(String::from_utf8(bytes).expect("UTF-8").as_str()) {
            let Token::StartTag(tag) = token.expect("the tokenizer takes everything") else {
                continue;
            };
            for (key, value) in &tag.attributes {
                let value = String::from_utf8(value.to_vec()).expect("UTF-8");
                match &***key {
                    b"id" => assert!(page.ids.insert(value.clone()), "{name}: `{value}` twice"),
                    b"href" | b"src" => page.links.push(value),
                    _ => {}
                }
            }
        }
        (name, page)
    })
    .collect()
}

/// The file that a relative link on `page` leads to.
fn target(page: &str, path: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    if !path.is_empty() {
        parts.pop();
        for part in path.split('/') {
            match part {
                ".." => {
                    parts.pop().expect("no link leads out of the site");
                }
                part => parts.push(part),
            }
        }
    }
    parts.join("/")
}

/// Follows every link of every page, and returns the pages reachable from the home page.
fn crawl(site: &Path) -> BTreeSet<String> {
    let pages = pages(site);
    for (name, page) in &pages {
        for link in page.links.iter().filter(|link| !link.contains("://")) {
            assert!(
                !link.starts_with('/'),
                "{name}: `{link}` holds at one path only"
            );
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let to = target(name, path);
            assert!(
                site.join(&to).is_file(),
                "{name}: `{link}` leads to nothing"
            );
            let ids = pages.get(&to).map(|page| &page.ids);
            let holds = anchor.is_empty() || ids.is_some_and(|ids| ids.contains(anchor));
            assert!(holds, "{name}: `{link}` leads to no place on its page");
        }
    }
    let mut reached = BTreeSet::new();
    let mut next = vec!["index.html".to_owned()];
    while let Some(name) = next.pop() {
        let Some(page) = pages.get(&name) else {
            continue;
        };
        if reached.insert(name.clone()) {
            let links = page.links.iter().filter(|link| !link.contains("://"));
            next.extend(
                links.map(|link| target(&name, link.split('#').next().unwrap_or_default())),
            );
        }
    }
    reached
}

#[test]
fn every_link_holds_and_every_page_is_reached() {
    let folder = build(repository(), &[], &[]);
    let site = folder.path().join("site");
    let reached = crawl(&site);
    let all: BTreeSet<String> = pages(&site).into_keys().collect();
    let apart: Vec<_> = all.difference(&reached).collect();
    assert_eq!(
        apart,
        ["404.html"],
        "only the server leads to the page of what is not there"
    );
    for page in [
        "topics/actors.html",
        "topics/contract.html",
        "topics/ultimatum.html",
        "topics/venezuela-operation.html",
        "timeline.html",
        "network.html",
        "sources.html",
        "questions.html",
    ] {
        assert!(all.contains(page), "{page}");
    }
}

/// The captures are not in the repository, so the lock vouches for the quotes.
fn copy_lock(project: &Path) {
    fs::copy(
        repository().join("evidence.lock"),
        project.join("evidence.lock"),
    )
    .expect("copied");
}

/// The switches of the kinds of pages that there are, as a project with every key has them.
fn switches(project: &str) -> Vec<String> {
    let settings = fs::read_to_string(repository().join(project).join("site.toml")).expect("read");
    let settings: toml::Table = settings.parse().expect("it is TOML");
    let switches = settings["pages"].as_table().expect("a table").keys();
    // There is no page of changes yet.
    switches.filter(|key| *key != "changes").cloned().collect()
}

#[test]
fn a_case_switches_every_kind_of_page_off() {
    let mut off = switches("tests/cases/ok/pages-switched-off/site");
    let mut all = switches("tests/schema");
    off.sort();
    all.sort();
    assert_eq!(off, all, "tests/cases/ok/pages-switched-off/site/site.toml");
}

#[test]
fn links_hold_with_kinds_of_pages_switched_off() {
    for off in switches("tests/schema") {
        let project = tempfile::tempdir().expect("a folder");
        for folder in ["content", "themes"] {
            lay_over(&repository().join(folder), &project.path().join(folder));
        }
        copy_lock(project.path());
        let config = fs::read_to_string(repository().join("site.toml")).expect("read");
        let config = format!("{config}\n[pages]\n{off} = false\n");
        fs::write(project.path().join("site.toml"), config).expect("written");
        let folder = build(project.path(), &[], &[]);
        let site = folder.path().join("site");
        crawl(&site);
        let gone = if off == "claims" {
            off
        } else {
            format!("{off}.html")
        };
        assert!(!site.join(gone).exists());
    }
}

/// The shipped dossier need not have a record of each kind.
#[test]
fn links_hold_in_a_dossier_with_every_kind_of_record() {
    let project = crate::folders::project();
    let case = "tests/cases/ok/every-kind-of-record/site";
    lay_over(&repository().join(case), project.path());
    for kind in RecordKind::ALL {
        let section = format!("{}:\n", kind.plural());
        let has = |(path, bytes): (&PathBuf, &Vec<u8>)| {
            path.starts_with(kind.plural()) || String::from_utf8_lossy(bytes).contains(&section)
        };
        let content = tree(&project.path().join("content"));
        assert!(content.iter().any(has), "{case} has no {}", kind.plural());
    }
    for off in [String::new()].into_iter().chain(switches("tests/schema")) {
        let public = project.path().join("public");
        let mut command = dossier("build", project.path());
        command.env("DOSSIER_THEME", "briefing");
        if !off.is_empty() {
            command.env(format!("DOSSIER_PAGES__{}", off.to_uppercase()), "false");
        }
        let output = command.output().expect("the program runs");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{stderr}");
        crawl(&public);
    }
}

/// The case about origins shows the lists. This test shows that the shipped theme's links work.
#[test]
fn links_hold_if_articles_go_back_to_others_indirectly() {
    let project = crate::folders::project();
    let case = repository().join("tests/cases/ok/origins-in-a-chain/site");
    lay_over(&case, project.path());
    lay_over(&repository().join("themes"), &project.path().join("themes"));
    fs::write(project.path().join("site.toml"), "title = \"Test\"\n").expect("written");
    let folder = build(project.path(), &[], &[]);
    let site = folder.path().join("site");
    crawl(&site);
    let read = |page: &str| fs::read_to_string(site.join(page)).expect("read");
    let copy = read("articles/copy-of-the-copy.html");
    assert!(copy.contains("sources.html#origin:report\">copy</a>"));
    assert!(read("sources.html").contains("The report itself"));
}

/// A figure and its list show the same items.
#[test]
fn figures_and_their_lists_have_the_same_items() {
    let folder = build(repository(), &[], &[]);
    let read = |page: &str| {
        let html = fs::read_to_string(folder.path().join("site").join(page)).expect("read");
        let (before, rest) = html.split_once("<svg").expect("a figure");
        let (figure, after) = rest.split_once("</figure>").expect("its end");
        assert!(!before.contains("<svg") && figure.contains("aria-label="));
        (figure.to_owned(), after.to_owned())
    };
    let (figure, after) = read("timeline.html");
    let dated = after
        .split("section:undated")
        .nth(1)
        .expect("undated events are listed")
        .to_owned();
    let dated = dated
        .split("id=\"section:dated\"")
        .nth(1)
        .expect("the list")
        .to_owned();
    assert_eq!(
        figure.matches("<a href").count(),
        dated.matches("<li id=\"event:").count()
    );
    let (figure, after) = read("network.html");
    let count = |of: &str| figure.matches(of).count();
    assert_eq!(
        count("<a class=\"label\""),
        after.matches("<tr id=\"tie:").count()
    );
    let actors = after
        .split("id=\"section:")
        .find(|part| part.starts_with("actors"))
        .expect("the list");
    assert_eq!(count("<a class=\"node\""), actors.matches("<li>").count());
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let first = build(
        repository(),
        &[],
        &[("RAYON_NUM_THREADS", "1"), ("TZ", "Pacific/Kiritimati")],
    );
    let elsewhere = tempfile::tempdir().expect("a folder");
    for folder in ["content", "themes"] {
        // In an order that differs from that of the names.
        for (name, bytes) in tree(&repository().join(folder)).into_iter().rev() {
            let to = elsewhere.path().join(folder).join(name);
            fs::create_dir_all(to.parent().expect("a folder")).expect("made");
            fs::write(to, bytes).expect("written");
        }
    }
    fs::copy(
        repository().join("site.toml"),
        elsewhere.path().join("site.toml"),
    )
    .expect("copied");
    copy_lock(elsewhere.path());
    let second = build(
        elsewhere.path(),
        &[],
        &[
            ("RAYON_NUM_THREADS", "4"),
            ("TZ", "America/Los_Angeles"),
            ("LC_ALL", "tr_TR.UTF-8"),
        ],
    );
    assert!(tree(first.path()) == tree(second.path()));
}

#[test]
fn a_time_is_shown_only_when_it_is_given() {
    let read =
        |folder: &TempDir| fs::read_to_string(folder.path().join("site/index.html")).expect("read");
    let without = build(repository(), &[], &[]);
    assert!(!read(&without).contains("Built on"));
    let with = build(repository(), &[], &[("SOURCE_DATE_EPOCH", "1767225600")]);
    assert!(read(&with).contains("Built on 1 January 2026, 00:00 UTC"));
}

#[test]
fn the_404_page_holds_at_any_depth() {
    let folder = build(
        repository(),
        &["--base-url", "https://example.org/some/repo"],
        &[],
    );
    let site = folder.path().join("site");
    let pages = pages(&site);
    for link in &pages["404.html"].links {
        let own = link.strip_prefix("https://example.org/some/repo/");
        let own = own.or(link.strip_prefix('#').map(|_| "404.html"));
        let path = own.unwrap_or_else(|| panic!("`{link}` holds at one depth only"));
        assert!(
            site.join(path.split('#').next().unwrap_or_default())
                .is_file(),
            "{link}"
        );
    }
}
