//! Withheld records leave no trace. This holds for each kind of record, withheld by its marking or
//! as a draft.
//!
//! `withheld/` is a dossier with one record of each kind that may be withheld. All words of these
//! records begin with `zz`. In its files, `#WITHHOLD KIND` marks the line where the record of that
//! kind gets its marking or its `draft`. `#GOES KIND` ends a line that is removed in the dossier
//! without that record. Files with names that begin with `zz` and the kind are removed too.
//!
//! A site with the record withheld equals the site without the record, byte for byte. A withheld
//! speaker, and a withheld report that others go back to, still join lines. Then the site is the
//! same whoever or whatever they are.

use crate::folders::{dossier, repository, text, tree};
use crate::index::unpacked;
use dossier::dossier::RecordKind;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// What leaves no trace, with the keys that withhold it. `mention` is an actor named in a text,
/// which is allowed only if the actor is a draft.
fn kinds() -> Vec<(&'static str, &'static [&'static str])> {
    let kinds = RecordKind::ALL.map(RecordKind::word).into_iter();
    let kinds = kinds.chain(["relation", "withdrawn"]);
    let kinds = kinds.map(|kind| (kind, BOTH));
    kinds.chain([("mention", &[DRAFT][..])]).collect()
}

/// The kinds that join lines even if withheld.
const JOINING: [&str; 2] = ["speaker", "origin"];

const MARKED: &str = "marking: \"TLP:RED\"";

const DRAFT: &str = "draft: true";

const BOTH: &[&str] = &[MARKED, DRAFT];

/// The dossier with `key` in the records of the kinds `withheld`, without the record of the kind
/// `gone`.
fn project(withheld: &[&str], key: &str, gone: &str) -> Files {
    let mut files = tree(&repository().join("tests/withheld"));
    files.retain(|path, _| {
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.expect("a name of UTF-8");
        gone.is_empty() || !name.starts_with(&format!("zz{gone}"))
    });
    for bytes in files.values_mut() {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let mut made = String::new();
        for line in text.lines() {
            let line = match line.split_once(" #GOES ") {
                Some((_, kind)) if kind == gone => continue,
                Some((line, _)) => line,
                None => line,
            };
            match line.split_once("#WITHHOLD ") {
                Some((indent, kind)) if withheld.contains(&kind) => {
                    made.push_str(&[indent, key].concat());
                }
                Some(_) => continue,
                None => made.push_str(line),
            }
            made.push('\n');
        }
        *bytes = made.into_bytes();
    }
    files
}

/// The site built from a project.
fn site(files: &Files) -> Files {
    let project = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = project.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }
    let output = dossier("build", project.path()).output();
    let output = output.expect("the program runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
    tree(&project.path().join("public"))
}

/// The words and years of the records that may be withheld.
fn words(files: &Files) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (name, bytes) in files {
        let text = String::from_utf8_lossy(bytes);
        let name = name.to_string_lossy();
        for word in text.split(not_of_word).chain(name.split(not_of_word)) {
            let is_year = word.len() == 4 && word.starts_with("18");
            if word.to_lowercase().starts_with("zz") || is_year || word == "qaz" {
                words.insert(word.to_lowercase());
            }
        }
    }
    words
}

fn not_of_word(c: char) -> bool {
    !c.is_alphanumeric()
}

/// The forms of a word in pages, addresses and JSON.
fn forms(word: &str) -> BTreeSet<String> {
    let with = |each: fn(char) -> String| {
        let chars = word.chars();
        chars
            .map(|c| if c.is_ascii() { c.into() } else { each(c) })
            .collect::<String>()
    };
    let mut forms = BTreeSet::from([word.to_owned()]);
    forms.insert(with(|c| {
        let bytes = c.to_string().into_bytes();
        bytes.iter().map(|byte| format!("%{byte:02x}")).collect()
    }));
    forms.insert(with(|c| format!("\\u{:04x}", u32::from(c))));
    forms.insert(with(|c| format!("&#{};", u32::from(c))));
    forms.insert(with(|c| format!("&#x{:x};", u32::from(c))));
    // Addresses and the search index may leave out letters that are not ASCII.
    forms.insert(with(|_| String::new()));
    forms
}

/// All text of a site, unpacked and in lower case.
fn readable(site: &Files) -> Vec<String> {
    let texts = site.iter().flat_map(|(name, bytes)| {
        let is_packed = name.starts_with("pagefind")
            && bytes.starts_with(&[0x1f, 0x8b])
            && name.extension() != Some("pagefind".as_ref());
        let text = match is_packed {
            true => String::from_utf8_lossy(&unpacked(bytes)).to_lowercase(),
            false => String::from_utf8_lossy(bytes).to_lowercase(),
        };
        [name.to_string_lossy().to_lowercase(), text]
    });
    texts.collect()
}

/// The `words` found in a site, in any form.
fn found<'a>(words: impl Iterator<Item = &'a String>, site: &[String]) -> BTreeSet<&'a String> {
    // A year's digits may occur by chance in numbers and digests.
    let is_in = |text: &String, form: &String| match form.as_bytes()[0] {
        b'1' => text.match_indices(form.as_str()).any(|(at, _)| {
            let around = [
                text[..at].chars().next_back(),
                text[at + form.len()..].chars().next(),
            ];
            !around
                .into_iter()
                .flatten()
                .any(|c| c.is_alphanumeric() || c == '.')
        }),
        _ => text.contains(form.as_str()),
    };
    words
        .filter(|word| {
            let forms = forms(word);
            site.iter()
                .any(|text| forms.iter().any(|form| is_in(text, form)))
        })
        .collect()
}

/// Where two sites differ.
fn differences(one: &Files, other: &Files) -> String {
    let names: BTreeSet<&PathBuf> = one.keys().chain(other.keys()).collect();
    let differing = names
        .into_iter()
        .filter(|name| one.get(*name) != other.get(*name));
    let each = differing.map(|name| {
        let text = |site: &Files| {
            let bytes = site.get(name).map_or(&[][..], Vec::as_slice);
            let text = String::from_utf8_lossy(bytes);
            text.replace(|c: char| c.is_control() && c != '\n', "")
        };
        let (one, other) = (text(one), text(other));
        let common = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b);
        let at = common.count();
        let near = |text: &str| -> String {
            let bytes = &text.as_bytes()[at.saturating_sub(80).min(text.len())..];
            String::from_utf8_lossy(&bytes[..bytes.len().min(240)]).into_owned()
        };
        format!(
            "{}:\n- {}\n+ {}\n",
            name.display(),
            near(&one),
            near(&other)
        )
    });
    each.collect()
}

#[test]
fn all_words_of_records_that_may_be_withheld_are_shown_where_they_may_be() {
    let files = project(&[], "", "");
    let all = words(&files);
    assert!(all.len() > 90, "{}", all.len());
    let site = readable(&site(&files));
    let shown = found(all.iter(), &site);
    let missing: Vec<_> = all.iter().filter(|word| !shown.contains(word)).collect();
    assert!(missing.is_empty(), "these are no test: {missing:?}");
}

#[test]
fn a_site_with_a_record_withheld_is_the_site_without_it() {
    let mut traces = String::new();
    for (kind, keys) in kinds() {
        for key in keys {
            // With drafts, the records that join lines are withheld too.
            let others = match *key {
                DRAFT => &JOINING[..],
                _ => &[],
            };
            let gone = project(others, key, kind);
            let files = project(&[others, &[kind]].concat(), key, "");
            let (withheld, without) = (site(&files), site(&gone));
            let (all, left) = (words(&files), words(&gone));
            let own: BTreeSet<&String> = all.difference(&left).collect();
            assert!(!own.is_empty(), "{kind}");
            // A word of the record may be part of an author's word, and its year may be on the
            // timeline.
            let by_chance = found(own.iter().copied(), &readable(&without));
            let seen = found(own.iter().copied(), &readable(&withheld));
            let seen: Vec<_> = seen.difference(&by_chance).collect();
            if !seen.is_empty() {
                traces += &format!("== {kind}, {key}: {seen:?} can be read\n");
            }
            if withheld != without {
                let differences = differences(&withheld, &without);
                traces += &format!("== {kind}, {key}:\n{differences}");
            }
        }
    }
    assert!(traces.is_empty(), "{traces}");
}

#[test]
fn withheld_records_that_join_lines_stay_anonymous() {
    for kind in JOINING {
        for key in BOTH {
            let files = project(&[kind], key, "");
            let (word, capital) = (format!("zz{kind}"), format!("Zz{kind}"));
            let other = |text: &str| {
                let text = text.replace(&word, "aanobody");
                let text = text.replace(&capital, "Aanobody");
                match kind {
                    "origin" => text.replace("1861", "1999"),
                    _ => text,
                }
            };
            let renamed: Files = files
                .iter()
                .map(|(name, bytes)| {
                    let name = PathBuf::from(other(&name.to_string_lossy()));
                    (name, other(&String::from_utf8_lossy(bytes)).into_bytes())
                })
                .collect();
            let (one, two) = (site(&files), site(&renamed));
            assert!(one == two, "{kind}, {key}:\n{}", differences(&one, &two));
            let all = words(&files);
            let own = all.iter().filter(|name| name.starts_with(&word));
            let year = (kind == "origin").then(|| "1861".to_owned());
            let seen = found(own.chain(&year), &readable(&one));
            assert!(seen.is_empty(), "{kind}, {key}: {seen:?}");
            let claim = String::from_utf8_lossy(&one[Path::new("claims/shut.html")]).into_owned();
            let joint = match kind {
                "speaker" => "report one speaker, who is withheld",
                _ => "withheld-report-1",
            };
            assert!(claim.contains(joint), "{kind}: lines are joined");
        }
    }
}
