//! Labels: every word on a site that is not content comes from a label, and a theme has exactly the
//! labels that its templates ask for.
//!
//! The sites use a language in which each word of every label is between `⟦` and `⟧`. All content
//! words of the dossier `marked/` begin with `zz`. Any other word is neither content nor label, and
//! would be English on a site in any language.

use crate::folders::{dossier, lay_over, repository, text, tree};
use crate::index::documents;
use crate::marked::{PROGRAM, THEMES, english, flat, labels, marked, of_theme, projects};
use html5gum::{Token, Tokenizer};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Labels that the dossiers do not show, and why.
const NOT_SHOWN: &[(&str, &str)] = &[
    ("date.month-open-day-known", "no such date is read yet"),
    ("date.part-of-year", "no such date is read yet"),
    (
        "page.the-briefing",
        "for other themes: this one says it within a sentence",
    ),
    ("support.reports", "for other themes: see the next"),
    (
        "support.rests-on",
        "for other themes: this one has a sentence of its own on each page",
    ),
    (
        "timeline.of-no-topic",
        "every event has a topic that is not withheld",
    ),
];

/// Names of standards, which are the same in every language.
const NAMES: [&str; 2] = ["SHA", "EDTF"];

fn build(project: &Path, theme: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let output = dossier("build", project)
        .env("SOURCE_DATE_EPOCH", "1767225600")
        .env("DOSSIER_THEME", theme)
        .output();
    let output = output.expect("the program runs");
    let stderr = text(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    // The dossier may have other warnings, but none about labels.
    assert!(!stderr.contains("labels"), "{stderr}");
    tree(&project.join("public"))
}

/// The words of a text that are neither a label's nor the dossier's.
fn foreign(text: &str) -> Vec<String> {
    let mut outside = String::new();
    let mut depth = 0;
    for c in text.chars() {
        match c {
            // A script replaces text in braces.
            '⟦' | '{' => depth += 1,
            '⟧' | '}' => {
                depth -= 1;
                outside.push(' ');
            }
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    let is_address = |word: &&str| word.contains("://") || word.contains('@');
    let tokens = outside
        .split_whitespace()
        .filter(|word| !is_address(word) && !word.starts_with("TLP:"));
    let words = tokens.flat_map(|token| token.split(|c: char| !c.is_alphanumeric()));
    let is_word = |word: &&str| {
        let is_number = word.contains(|c: char| c.is_ascii_digit()) || *word == "XX";
        word.chars().count() > 1 && !is_number && !NAMES.contains(word)
    };
    let foreign = words
        .filter(is_word)
        .filter(|word| !word.to_lowercase().starts_with("zz"));
    foreign.map(str::to_owned).collect()
}

/// The texts of a page that people read or hear: those between tags, and in attributes.
fn read(page: &str) -> Vec<String> {
    let mut texts = Vec::new();
    // Elements with code, or with text in another language.
    let mut passed_over: Option<Vec<u8>> = None;
    for token in Tokenizer::new(page) {
        match token.expect("the tokenizer takes everything") {
            Token::StartTag(tag) => {
                let name = tag.name.to_vec();
                let attributes: BTreeMap<String, String> = tag
                    .attributes
                    .iter()
                    .map(|(key, value)| {
                        (
                            String::from_utf8_lossy(key).into_owned(),
                            String::from_utf8_lossy(value).into_owned(),
                        )
                    })
                    .collect();
                let get = |key: &str| attributes.get(key).map_or("", String::as_str);
                let meta = [get("name"), get("property")].concat();
                for (key, value) in &attributes {
                    let is_words = match key.as_str() {
                        "alt" | "title" | "aria-label" | "placeholder" => true,
                        "content" => ["description", "title", "site_name"]
                            .iter()
                            .any(|end| meta.ends_with(end)),
                        // Words for scripts. The rest are classes and addresses.
                        key => key.starts_with("data-") && value.contains('⟦'),
                    };
                    match serde_json::from_str::<Value>(value) {
                        _ if !is_words => {}
                        Ok(json @ Value::Object(_)) => in_json(&json, &mut texts),
                        _ => texts.push(value.clone()),
                    }
                }
                let json = get("type") == "application/ld+json";
                if (name == b"script" && !json) || name == b"style" || name == b"code" {
                    passed_over = Some(name);
                }
            }
            Token::EndTag(tag) if passed_over.as_deref() == Some(&*tag.name) => {
                passed_over = None;
            }
            Token::String(text) if passed_over.is_none() => {
                let text = String::from_utf8_lossy(&text).into_owned();
                match serde_json::from_str::<Value>(&text) {
                    Ok(value @ Value::Object(_)) => in_json(&value, &mut texts),
                    _ => texts.push(text),
                }
            }
            _ => {}
        }
    }
    texts
}

/// The texts in structured data that consist of words.
fn in_json(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let is_code = key.starts_with('@')
                    || ["inLanguage", "url", "creativeWorkStatus"].contains(&key.as_str());
                if !is_code {
                    in_json(value, texts);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| in_json(item, texts)),
        Value::String(text) => texts.push(text.clone()),
        _ => {}
    }
}

/// The texts of a style sheet that a build generates.
fn in_css(css: &str) -> Vec<String> {
    let properties = css.split("--");
    let fonts = ["serif:", "sans:"];
    let words = properties.filter(|property| !fonts.iter().any(|name| property.starts_with(name)));
    let texts = words.flat_map(|property| property.split('"').skip(1).step_by(2));
    texts.map(str::to_owned).collect()
}

/// The words of a site that come from neither a label nor the dossier, each with its place. Also
/// returns all texts.
fn words_of(site: &BTreeMap<PathBuf, Vec<u8>>) -> (BTreeSet<String>, String) {
    let mut found = BTreeSet::new();
    let mut told = String::new();
    let mut pages = 0;
    for (name, bytes) in site {
        let shown = name.display().to_string();
        let texts = match name.extension().and_then(|end| end.to_str()) {
            Some("html") => read(&String::from_utf8_lossy(bytes)),
            Some("css") if shown.starts_with("site.") => in_css(&String::from_utf8_lossy(bytes)),
            _ => continue,
        };
        pages += 1;
        for text in texts {
            for word in foreign(&text) {
                found.insert(format!("{shown}: {word}, in `{}`", text.trim()));
            }
            told.push_str(&text);
        }
    }
    for (address, document) in documents(site) {
        let mut texts = Vec::new();
        in_json(&document["meta"], &mut texts);
        texts.push(document["content"].as_str().expect("a text").to_owned());
        for text in texts {
            for word in foreign(&text) {
                found.insert(format!("the index, {address}: {word}, in `{text}`"));
            }
            told.push_str(&text);
        }
    }
    assert!(pages > 30, "{pages}");
    (found, told)
}

#[test]
fn every_word_of_a_site_is_content_or_a_label() {
    for theme in THEMES {
        let mut found = BTreeSet::new();
        let mut told = String::new();
        for project in projects(theme) {
            let (foreign, texts) = words_of(&build(project.path(), theme));
            found.extend(foreign);
            told.push_str(&texts);
        }
        assert!(
            found.is_empty(),
            "{theme}: {} words: {found:#?}",
            found.len()
        );
        // Labels that are never shown are not tested above. Some of the program's labels are for
        // drawn figures, which not every theme has.
        let mut own = BTreeMap::new();
        flat(&labels(&of_theme(theme)), "", &mut own);
        let labels = english(theme);
        let shown = |number: usize| told.contains(&format!("⟦{number}:"));
        let not_shown: BTreeSet<&str> = labels
            .iter()
            .enumerate()
            .filter(|(_, (key, _))| theme == "briefing" || own.contains_key(*key))
            .filter(|(number, (_, label))| !shown(*number) && marked(label, *number) != **label)
            .map(|(_, (key, _))| key.as_str())
            .collect();
        let listed: BTreeSet<&str> = match theme {
            "briefing" => NOT_SHOWN.iter().map(|(key, _)| *key).collect(),
            _ => BTreeSet::new(),
        };
        assert_eq!(
            not_shown, listed,
            "{theme}: these are not shown, and these are listed"
        );
    }
}

/// The keys that a theme's templates ask for, `key="…"`. A key that ends in a dot or a hyphen is
/// the beginning of several.
fn asked_for(theme: &str) -> BTreeSet<String> {
    let templates = tree(&repository().join("themes").join(theme).join("templates"));
    let mut keys = BTreeSet::new();
    for text in templates.values() {
        let text = String::from_utf8_lossy(text).into_owned();
        for part in text.split("key=\"").skip(1) {
            let key = part.split('"').next().unwrap_or_default();
            keys.insert(key.to_owned());
        }
    }
    keys
}

#[test]
fn a_theme_has_the_labels_that_it_asks_for_and_no_others() {
    for theme in THEMES {
        let all = english(theme);
        let asked = asked_for(theme);
        let is_of_several = |key: &str| key.ends_with(['.', '-']);
        let undefined: Vec<&String> = asked
            .iter()
            .filter(|key| match is_of_several(key) {
                true => !all.keys().any(|known| known.starts_with(*key)),
                false => !all.contains_key(*key),
            })
            .collect();
        assert!(undefined.is_empty(), "{theme}: {undefined:?}");
        let mut own = BTreeMap::new();
        flat(&labels(&of_theme(theme)), "", &mut own);
        let several: Vec<&String> = asked.iter().filter(|key| is_of_several(key)).collect();
        let is_asked = |key: &str| {
            asked.contains(key) || several.iter().any(|begin| key.starts_with(begin.as_str()))
        };
        // Rust fills in those that the program has too.
        let mut program = BTreeMap::new();
        flat(&labels(PROGRAM), "", &mut program);
        let is_used = |key: &str| program.contains_key(key) || is_asked(key);
        let unused: Vec<&String> = own.keys().filter(|key| !is_used(key)).collect();
        assert!(unused.is_empty(), "{theme}: {unused:?}");
    }
}

#[test]
fn a_german_site_needs_its_language_only() {
    let project = tempfile::tempdir().expect("a folder");
    lay_over(&repository().join("tests/marked"), project.path());
    let config = project.path().join("site.toml");
    let text = fs::read_to_string(&config).expect("read");
    fs::write(&config, text.replace("\"qaa\"", "\"de\"")).expect("written");
    let site = build(project.path(), "briefing");
    let home = String::from_utf8_lossy(&site[Path::new("index.html")]).into_owned();
    assert!(home.contains("<html lang=\"de\">") && home.contains("Zum Inhalt springen"));
    let of_themes = THEMES.iter().map(|theme| of_theme(theme));
    for path in of_themes.chain([PROGRAM.to_owned()]) {
        let (mut english, mut german) = (BTreeMap::new(), BTreeMap::new());
        flat(&labels(&path), "", &mut english);
        flat(
            &labels(&path.replace("en.toml", "de.toml")),
            "",
            &mut german,
        );
        assert!(english.keys().eq(german.keys()), "{path}");
    }
}

#[test]
fn words_that_are_not_labels_are_noticed() {
    let page = "<p title=\"⟦1:a⟧ of\">⟦2:b c⟧ zzit is <code>so</code></p><script>no</script>";
    let words: Vec<String> = read(page).iter().flat_map(|text| foreign(text)).collect();
    assert_eq!(words, ["of", "is"]);
    assert_eq!(
        marked("[the {a}](b) c {d}", 7),
        "[⟦7:the⟧ {a}](b) ⟦7:c⟧ {d}"
    );
}
