//! Tests of all labels that come with the program.

use super::file::{self, Defined, Definition};
use super::label::Label;
use super::words::{GROUPS, Labels, USED};
use crate::diag::Sink;
use crate::dossier::{
    ActorKind, Confidence, Credibility, EdtfDate, Likelihood, Moment, RecordKind, Reliability,
    Stance, Status,
};
use crate::plan::PageType;
use crate::text::FileId;
use std::collections::{BTreeMap, BTreeSet};

const ENGLISH: &str = include_str!("en.toml");
const GERMAN: &str = include_str!("de.toml");

fn read(text: &str, language: &str, defined: &Defined) -> BTreeMap<String, Label> {
    let mut sink = Sink::new();
    let defines = defined.is_empty();
    let labels = file::read(text, FileId::new(0), language, defined, defines, &mut sink);
    assert!(sink.diagnostics().is_empty(), "{:?}", sink.diagnostics());
    labels
}

fn defined() -> Defined {
    let english = read(ENGLISH, "en", &Defined::new()).into_iter();
    english
        .map(|(key, label)| (key, Definition::of(&label)))
        .collect()
}

impl Labels {
    /// The program's labels in English.
    pub(crate) fn english() -> Self {
        Self::new(read(ENGLISH, "en", &Defined::new()))
    }

    fn german() -> Self {
        Self::new(read(GERMAN, "de", &defined()))
    }
}

/// The keys of the labels for all terms of the model.
fn terms() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut add = |group: &str, words: &mut dyn Iterator<Item = String>| {
        assert!(GROUPS.contains(&group), "{group}");
        keys.extend(words.map(|word| format!("{group}.{word}")));
    };
    let words = |word: &str| word.replace(' ', "-");
    add("status", &mut Status::ALL.iter().map(|s| words(s.word())));
    add("meaning", &mut Status::ALL.iter().map(|s| words(s.word())));
    add("stance", &mut Stance::ALL.iter().map(|s| words(s.word())));
    add(
        "record-kind",
        &mut RecordKind::ALL.iter().map(|k| words(k.word())),
    );
    add(
        "record-kinds",
        &mut RecordKind::ALL.iter().map(|k| words(k.word())),
    );
    add(
        "actor-kind",
        &mut ActorKind::ALL.iter().map(|k| words(k.word())),
    );
    add(
        "reliability",
        &mut Reliability::ALL.iter().map(|r| words(r.word())),
    );
    add(
        "credibility",
        &mut Credibility::ALL.iter().map(|c| words(c.word())),
    );
    add(
        "likelihood",
        &mut Likelihood::ALL.iter().map(|l| words(l.term())),
    );
    add(
        "confidence",
        &mut Confidence::ALL.iter().map(|c| words(c.word())),
    );
    add("months", &mut (1..=12).map(|month| month.to_string()));
    add("months-short", &mut (1..=12).map(|month| month.to_string()));
    add("seasons", &mut (21..=24).map(|season| season.to_string()));
    let pages = PageType::ALL.into_iter();
    let pages = pages.filter_map(|page| page.facts().in_navigation);
    keys.extend(pages.map(|word| format!("page.{word}")));
    keys
}

#[test]
fn english_has_what_is_asked_for_and_nothing_else() {
    let english = defined();
    let mut wanted = terms();
    for (key, places) in USED {
        wanted.insert((*key).to_owned());
        let places: BTreeSet<String> = places.iter().map(|place| (*place).to_owned()).collect();
        let has = english.get(*key).map(|of| {
            // A number may choose a form that does not say it.
            let number = of.is_counted.then(|| "count".to_owned());
            of.places.iter().cloned().chain(number).collect()
        });
        assert_eq!(has, Some(places), "{key}");
    }
    assert_eq!(english.into_keys().collect::<BTreeSet<_>>(), wanted);
}

#[test]
fn german_is_complete() {
    let german = read(GERMAN, "de", &defined());
    assert_eq!(
        german.into_keys().collect::<Vec<_>>(),
        defined().into_keys().collect::<Vec<_>>()
    );
}

#[test]
fn what_is_uncertain_stays_uncertain_in_words() {
    let (english, german) = (Labels::english(), Labels::german());
    for (edtf, words, worte) in [
        ("2026-01-09", "9 January 2026", "9. Januar 2026"),
        ("2026-01", "January 2026", "Januar 2026"),
        ("2026", "2026", "2026"),
        ("2020-05-03~", "about 3 May 2020", "etwa 3. Mai 2020"),
        (
            "2020-05-XX",
            "May 2020, day not stated",
            "Mai 2020, Tag nicht genannt",
        ),
        (
            "2026-XX",
            "2026, month not stated",
            "2026, Monat nicht genannt",
        ),
        (
            "2026-01-29?",
            "29 January 2026 (uncertain)",
            "29. Januar 2026 (unsicher)",
        ),
        (
            "2026-01%",
            "about January 2026 (uncertain)",
            "etwa Januar 2026 (unsicher)",
        ),
        (
            "202X",
            "202X, year not fully stated",
            "202X, Jahr nicht vollständig genannt",
        ),
        (
            "2026-01/2026-02",
            "between January 2026 and February 2026",
            "zwischen Januar 2026 und Februar 2026",
        ),
        (
            "2026-02-01/..",
            "1 February 2026 or later",
            "1. Februar 2026 oder später",
        ),
        (
            "../2026-02",
            "February 2026 or earlier",
            "Februar 2026 oder früher",
        ),
        (
            "2026-02/",
            "from February 2026, end not known",
            "ab Februar 2026, Ende nicht bekannt",
        ),
        ("2026-21", "spring 2026", "Frühling 2026"),
        (
            "2026-01-09T10:05:00Z",
            "9 January 2026, 10:05",
            "9. Januar 2026, 10:05 Uhr",
        ),
        ("-0044", "-44", "-44"),
    ] {
        let date = EdtfDate::new(edtf).expect(edtf);
        assert_eq!(english.date(&date), words, "{edtf}");
        assert_eq!(german.date(&date), worte, "{edtf}");
    }
    let epoch = Moment::of_epoch(0).expect("it is in range");
    assert_eq!(english.moment(&epoch), "1 January 1970, 00:00 UTC");
    assert_eq!(german.moment(&epoch), "1. Januar 1970, 00:00 Uhr (UTC)");
}

#[test]
fn numbers_choose_their_forms() {
    let english = Labels::english();
    assert_eq!(english.articles(1), "1 article");
    assert_eq!(english.articles(0), "0 articles");
    let polish = read(
        "[support]\narticles = {one = \"{count} artykuł\", few = \"{count} artykuły\", many = \"{count} artykułów\", other = \"{count} artykułu\"}",
        "pl",
        &defined(),
    );
    let polish = Labels::new(polish);
    for (count, words) in [
        (1, "1 artykuł"),
        (3, "3 artykuły"),
        (5, "5 artykułów"),
        (22, "22 artykuły"),
    ] {
        assert_eq!(polish.articles(count), words);
    }
}

#[test]
fn without_words_the_key_is_said() {
    assert_eq!(Labels::default().topics(), "page.topics");
    assert_eq!(Labels::default().articles(2), "support.articles");
}
