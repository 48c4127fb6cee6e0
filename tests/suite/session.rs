//! A session reuses the results that an edit does not affect. It must produce the same site as a
//! full build of the same files, after any edits in any order and number.

use crate::folders::{lay_over, repository};
use dossier::config::{Environment, Project};
use dossier::diag::{Failure, Sink};
use dossier::pipeline::{BuildOptions, Session, Update};
use dossier::plan::{Destination, Fate, Route};
use dossier::report::{Faults, plain};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tempfile::TempDir;

/// A change to a file that is undone by repeating it.
enum Toggle {
    /// Replaces one text with the other, or back.
    Words(&'static str, &'static str, &'static str),
    /// Creates a file with this text, or removes it.
    File(&'static str, &'static str),
}

use Toggle::{File, Words};

const CLOSURE: &str = "content/annotations/closure.yaml";
const GAZETTE: &str = "content/articles/gazette-closure.md";
const RIVER: &str = "content/articles/river-news-closure.md";
const LETTER: &str = "content/articles/engineers-letter.md";
const TOPIC: &str = "content/topics/closure.md";

const TOGGLES: &[Toggle] = &[
    // Words.
    Words(
        GAZETTE,
        "Reports the closure",
        "Tells of Ines Holm, and of the closure",
    ),
    Words(
        TOPIC,
        "The bridge is closed",
        "## Now\n\nBrandt and Sons: the bridge is closed",
    ),
    Words(
        "content/index.md",
        "The bridge is closed",
        "Closed is the bridge",
    ),
    Words(LETTER, "for thirty years", "for forty years"),
    // Names that other records refer to.
    Words(
        GAZETTE,
        "title: Bridge closed after inspection",
        "title: Bridge closed",
    ),
    Words(
        CLOSURE,
        "text: The bridge stays closed until May.",
        "text: The bridge opens in May.",
    ),
    Words(CLOSURE, "aliases: [the city]", "aliases: [the city, City]"),
    Words(CLOSURE, "name: Ines Holm", "name: Ines Holm-Vale"),
    Words(TOPIC, "title: The closure", "title: The shutting"),
    // Things derived from records.
    Words(RIVER, "id: city-press-release", "id: city-press-relaese"),
    Words(
        RIVER,
        "origin: {id: city-press-release",
        "origin: {id: gazette-closure",
    ),
    Words(
        GAZETTE,
        "reliability: B",
        "reliability: B\nretracted: {on: 2026-03-12, why: It was wrong.}",
    ),
    Words(GAZETTE, "published: 2026-03-02", "published: 2026-03-22"),
    Words(CLOSURE, "speaker: holm", "speaker: brandt"),
    Words(CLOSURE, "stance: disputes", "stance: mentions"),
    Words(
        CLOSURE,
        "    claims: [two-bearings-rusted]\n  opening",
        "    claims: [closed-until-may]\n  opening",
    ),
    Words(CLOSURE, "  lorries-banned:", "  lorries-forbidden:"),
    Words(CLOSURE, "member_of: city", "member_of: brandt"),
    Words(
        CLOSURE,
        "likelihood: likely",
        "draft: true\n    likelihood: likely",
    ),
    Words(
        RIVER,
        "published: 2026-03\n",
        "published: 2026-03\nmarking: \"TLP:AMBER\"\n",
    ),
    Words(TOPIC, "order: 1", "order: 1\ndraft: true"),
    // Faults.
    Words(CLOSURE, "quote: rust in two", "quote: rust in three"),
    Words(CLOSURE, "claims:\n  closed", "claims: [\n  closed"),
    Words(CLOSURE, "  ferris: {name", "  feris: {name"),
    Words(
        CLOSURE,
        "    evidence:\n      - article: engineers",
        "    evidnce:\n      - article: engineers",
    ),
    Words(CLOSURE, "credibility: 2", "credibility: 1"),
    Words(TOPIC, "[[actor:city|The city]]", "[[actor:town|The city]]"),
    Words(LETTER, "on foot across.", "on foot across <b>now</b>."),
    Words(RIVER, "---\nTells", "Tells"),
    Words("site.toml", "network = false", "network = fasle"),
    // Settings, captures, the theme.
    Words("site.toml", "network = false", "network = true"),
    Words("site.toml", "max_words = 20", "max_words = 2"),
    Words(
        "captures/gazette-closure.txt",
        "two of the six",
        "two of the  six",
    ),
    Words(
        "captures/gazette-closure.txt",
        "two of the six",
        "all of the six",
    ),
    File(
        "captures/engineers-letter.txt",
        "A letter\n\nThe deck carries people as well as ever; it is the lorries that it will not bear.",
    ),
    File("captures/nobody.txt", "A text of nobody's.\n"),
    File(
        "content/articles/wire.md",
        "---\ntitle: The wire\norigin: {id: wire, stated: true}\n---\nSays nothing of [[actor:ferris]].\n",
    ),
    File(
        "content/articles/city-press-release.md",
        "---\ntitle: The release\n---\nThe release itself.\n",
    ),
    File(
        "content/topics/ferry.md",
        "---\ntitle: The ferry\n---\nSee [[topic:closure#now]].\n",
    ),
    File(
        "content/annotations/ferry.yaml",
        "topic: ferry\nclaims:\n  sails:\n    text: The ferry sails.\n    evidence:\n      - {article: river-news-closure, quote: take the ferry}\n",
    ),
    File(
        "content/annotations/a-first.yaml",
        "topic: closure\nclaims:\n  shut:\n    text: It is shut.\n    evidence:\n      - {article: gazette-closure, quote: Bridge closed after inspection}\nactors:\n  zoe: {name: Zoe, kind: Person}\n",
    ),
    File(
        "content/annotations/again.yaml",
        "topic: closure\nactors:\n  city: {name: Another City, kind: Organization}\n",
    ),
    File("content/static/note.txt", "A note.\n"),
    File("content/static/index.html", "In the way.\n"),
    File("static/briefing.css", "body { color: black }\n"),
    File(
        "templates/404.html",
        "{% extends \"briefing/404.html\" %}{% block main %}Nothing.{% endblock main %}",
    ),
    File("templates/claim.html", "{{ nothing.here }}"),
    File("templates/actor.html", "{% if %}"),
];

/// Makes the change, and returns the path of the changed file.
fn toggle(root: &Path, number: usize) -> PathBuf {
    match &TOGGLES[number] {
        Words(file, one, other) => {
            let path = root.join(file);
            if let Ok(text) = fs::read_to_string(&path) {
                // Either text may be part of the other.
                let is_done = match other.contains(one) {
                    true => text.contains(other),
                    false => !text.contains(one),
                };
                let text = match is_done {
                    true => text.replace(other, one),
                    false => text.replace(one, other),
                };
                fs::write(&path, text).expect("written");
            }
            path
        }
        File(file, text) => {
            let path = root.join(file);
            if path.exists() {
                fs::remove_file(&path).expect("removed");
            } else {
                fs::create_dir_all(path.parent().expect("a folder")).expect("made");
                fs::write(&path, text).expect("written");
            }
            path
        }
    }
}

fn project() -> TempDir {
    let project = tempfile::tempdir().expect("a folder");
    lay_over(&repository().join("docs/example"), project.path());
    project
}

fn options(root: &Path) -> BuildOptions {
    BuildOptions::new(Project {
        root: root.to_path_buf(),
        config: "site.toml".into(),
        environment: Environment::default(),
    })
}

/// All files of the site, and all faults.
type Outcome = (BTreeMap<String, Vec<u8>>, Vec<String>);

fn outcome(update: &Update) -> Outcome {
    let files = Files::default();
    let faults = update.faults.located.iter();
    let mut faults: Vec<String> = faults
        .map(|fault| plain(fault, &update.faults.texts))
        .collect();
    if let Some(site) = &update.site {
        for copy in &site.plan().copies {
            let bytes = update.sources.bytes(copy.file).expect("it can be read");
            files.put(&copy.route, &bytes).expect("kept");
        }
        let mut sink = Sink::new();
        if site.render(&files, &mut sink).is_err() {
            let Faults { located, texts } =
                dossier::report::locate(sink.diagnostics(), &update.sources);
            faults.extend(located.iter().map(|fault| plain(fault, &texts)));
        }
    }
    (files.0.into_inner().expect("no page panics"), faults)
}

#[derive(Default)]
struct Files(Mutex<BTreeMap<String, Vec<u8>>>);

impl Destination for Files {
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<Fate, Failure> {
        let mut files = self.0.lock().expect("no page panics");
        files.insert(route.as_str().to_owned(), bytes.to_vec());
        Ok(Fate::Written)
    }
}

/// Asserts that a session's outcome equals a full build's. Failures name only the differences,
/// because the whole outcome is long.
fn assert_same(session: &Outcome, fresh: &Outcome) {
    assert_eq!(session.1, fresh.1, "faults");
    let names = |outcome: &Outcome| outcome.0.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(session), names(fresh), "files");
    for (name, bytes) in &fresh.0 {
        let (now, new) = (&session.0[name], bytes);
        let (now, new) = (String::from_utf8_lossy(now), String::from_utf8_lossy(new));
        assert!(now == new, "{name}:\n{now}\n=== from nothing ===\n{new}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_session_equals_a_full_build(
        batches in proptest::collection::vec(proptest::collection::vec(0..TOGGLES.len(), 1..4), 1..9)
    ) {
        let project = project();
        let root = project.path().canonicalize().expect("it is there");
        let mut session = Session::new(options(&root));
        let mut last = outcome(&session.build());
        prop_assert!(!last.0.is_empty() && last.1.is_empty(), "{:?}", last.1);
        for batch in batches {
            let changed: BTreeSet<PathBuf> = batch.iter().map(|number| toggle(&root, *number)).collect();
            if let Some(update) = session.update(&changed) {
                last = outcome(&update);
            }
            let fresh = outcome(&Session::new(options(&root)).build());
            assert_same(&last, &fresh);
        }
    }
}

#[test]
fn each_edit_and_its_undoing_are_seen() {
    let project = project();
    let root = project.path().canonicalize().expect("it is there");
    let mut session = Session::new(options(&root));
    let first = outcome(&session.build());
    for number in 0..TOGGLES.len() {
        let mut last = first.clone();
        for step in ["done", "undone"] {
            let changed = BTreeSet::from([toggle(&root, number)]);
            let update = session.update(&changed).expect("something has changed");
            let now = outcome(&update);
            assert!(now != last, "toggle {number} {step} changes nothing");
            assert_same(&now, &outcome(&Session::new(options(&root)).build()));
            last = now;
        }
        assert_same(&last, &first);
    }
}

#[test]
fn a_folder_that_comes_back_with_other_files_is_read_again() {
    let project = project();
    let root = project.path().canonicalize().expect("it is there");
    let mut session = Session::new(options(&root));
    session.build();
    let (folder, aside) = (root.join("content/topics"), root.join("aside"));
    fs::rename(&folder, &aside).expect("moved");
    let gone = session
        .update(&BTreeSet::from([folder.clone()]))
        .expect("it is gone");
    assert!(gone.site.is_none());
    let topic = aside.join("closure.md");
    let text = fs::read_to_string(&topic)
        .expect("read")
        .replace("The bridge is", "This bridge is");
    fs::write(&topic, text).expect("written");
    fs::rename(&aside, &folder).expect("moved back");
    let back = session
        .update(&BTreeSet::from([folder]))
        .expect("it is back");
    let fresh = Session::new(options(&root)).build();
    assert_same(&outcome(&back), &outcome(&fresh));
}

#[test]
fn unrelated_files_change_nothing() {
    let project = project();
    let root = project.path().canonicalize().expect("it is there");
    let mut session = Session::new(options(&root));
    session.build();
    let paths = [
        "content/articles/.a.md.swp",
        "notes.txt",
        "content/articles/4913",
    ];
    let changed = paths.iter().map(|path| root.join(path)).collect();
    assert!(session.update(&changed).is_none());
}
