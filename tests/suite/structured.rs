//! Machine-readable parts of pages: JSON-LD, preview tags and the sitemap. `.ci/structured/` checks
//! that the vocabulary is used as defined.

use crate::folders::{dossier, lay_over, project, repository, tree};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The bytes that structured data may add to a page: to pages that list records, and to others.
const MOST_OF_LISTS: usize = 6_000;
const MOST: usize = 1_500;

fn build(root: &Path, arguments: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let output = dossier("build", root)
        .args(arguments)
        .arg("--output")
        .arg(folder.path().join("site"))
        .output()
        .expect("the program runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    folder
}

/// The pages of the site in `folder`.
fn pages(folder: &TempDir) -> BTreeMap<String, String> {
    let files = tree(&folder.path().join("site")).into_iter();
    files
        .map(|(name, bytes)| (name.to_str().expect("UTF-8").to_owned(), bytes))
        .filter(|(name, _)| name.ends_with(".html"))
        .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("UTF-8")))
        .collect()
}

/// The texts of a page's JSON-LD script elements, as a browser finds them. Asserts that there are
/// no others.
fn blocks(html: &str) -> Vec<String> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut blocks: Vec<String> = Vec::new();
    let mut inside = false;
    for token in Tokenizer::new_with_emitter(html, emitter) {
        match token.expect("the tokenizer takes everything") {
            Token::StartTag(tag) if &**tag.name == b"script" => {
                let kind = tag.attributes.get(b"type".as_slice());
                let kind = kind.map(|kind| String::from_utf8_lossy(kind).into_owned());
                inside = kind.as_deref() == Some("application/ld+json");
                blocks.extend(inside.then(String::new));
            }
            Token::EndTag(tag) if &**tag.name == b"script" => inside = false,
            Token::String(text) if inside => {
                let block = blocks.last_mut().expect("begun with the element");
                block.push_str(&String::from_utf8_lossy(&text));
            }
            _ => {}
        }
    }
    blocks
}

fn data(name: &str, html: &str) -> Option<Value> {
    let blocks = blocks(html);
    let expected = usize::from(name != "404.html");
    assert_eq!(blocks.len(), expected, "{name}: {blocks:?}");
    let parsed = |block: &String| serde_json::from_str(block).expect("JSON");
    blocks.first().map(parsed)
}

#[test]
fn each_page_says_in_few_words_what_it_is_about() {
    let folder = build(
        repository(),
        &["--base-url", "https://example.org/dossier/"],
    );
    let mut types = BTreeSet::new();
    for (name, html) in pages(&folder) {
        let Some(data) = data(&name, &html) else {
            continue;
        };
        let kind = data["@type"].as_str().expect("a type").to_owned();
        let most = match kind.as_str() {
            "CollectionPage" => MOST_OF_LISTS,
            // Absolute addresses are longer than relative ones.
            _ => MOST * 4 / 3,
        };
        let length = blocks(&html)[0].len();
        assert!(length <= most, "{name}: {length} bytes");
        types.insert(kind);
        let own = if name == "index.html" { "" } else { &name };
        let id = data["@id"].as_str().expect("an address");
        let id = id.strip_prefix("https://example.org/dossier/");
        let id = id.and_then(|id| id.split('#').next());
        assert_eq!(id, Some(own));
    }
    for wanted in [
        "Report",
        "Claim",
        "NewsArticle",
        "Person",
        "Corporation",
        "CollectionPage",
    ] {
        assert!(types.contains(wanted), "{types:?}");
    }
}

#[test]
fn no_text_ends_its_script_element() {
    let project = project();
    let case = "tests/cases/ok/structured-data-of-hostile-texts/site";
    lay_over(&repository().join(case), project.path());
    lay_over(&repository().join("themes"), &project.path().join("themes"));
    let evil = "</script><script>alert(1)</script>";
    for theme in ["plain", "briefing"] {
        let config = project.path().join("site.toml");
        let text = fs::read_to_string(&config).expect("read");
        let text = text.replace("theme = \"plain\"", &format!("theme = \"{theme}\""));
        fs::write(&config, text).expect("written");
        let folder = build(project.path(), &[]);
        let pages = pages(&folder);
        let of = |name: &str| data(name, &pages[name]).expect("a block");
        assert_eq!(of("index.html")["name"], evil);
        assert_eq!(of("articles/hostile.html")["headline"], evil);
        assert_eq!(of("topics/hostile.html")["name"], evil);
        let claim = of("claims/hostile.html");
        let text = format!("Somebody wrote {evil} & <!-- \u{2028} \"so\".");
        assert_eq!(claim["text"], text.as_str());
        for name in pages.keys() {
            data(name, &pages[name]);
        }
    }
}

#[test]
fn the_sitemap_has_each_page_once() {
    let project = project();
    let case = repository().join("tests/cases/ok/every-kind-of-record/site");
    lay_over(&case, project.path());
    let base = "https://example.org/repo/";
    let folder = build(project.path(), &["--base-url", base]);
    let map = fs::read_to_string(folder.path().join("site/sitemap.xml")).expect("read");
    let listed: Vec<&str> = map
        .split("<loc>")
        .skip(1)
        .map(|rest| rest.split("</loc>").next().unwrap_or_default())
        .collect();
    // The 404 page, pages of withdrawn records and the print page are left out.
    let left_out = ["404.html", "claims/gone.html", "print.html"];
    let pages = pages(&folder).into_keys();
    let expected: BTreeSet<String> = pages
        .filter(|name| !left_out.contains(&name.as_str()))
        .map(|name| format!("{base}{}", name.trim_start_matches("index.html")))
        .collect();
    let once: BTreeSet<String> = listed.iter().map(|&address| address.to_owned()).collect();
    assert_eq!(listed.len(), once.len(), "{map}");
    assert_eq!(once, expected);
    // The dates of pages are unknown: files have that of the copy, and records those of events.
    assert!(!map.contains("lastmod"));
}
