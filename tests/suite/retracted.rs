//! The themes' texts, in both languages, about an item with claims that rested on retracted
//! articles. Other sources support all of these claims, some of them, or none.

use crate::folders::{dossier, project, text};
use std::fs;
use std::path::Path;

const ANNOTATIONS: &str = "\
topic: matter
claims:
  lost: {text: All is well., evidence: [{article: wrong, quote: All is well}]}
  lost-twice: {text: All was well., evidence: [{article: wrong, quote: All is well}, {article: worse, quote: it was so before}]}
  left: {text: It is so and so., evidence: [{article: report, quote: no more words}, {article: wrong, quote: Nothing else is well}]}
  left-twice: {text: It was so., evidence: [{article: report, quote: it is so}, {article: wrong, quote: Nothing else is well}, {article: worse, quote: it was so before}]}
  sound: {text: It stays so., evidence: [{article: report, quote: has no more words}]}
events:
  of-one-left: {title: Alpha, date: 2026-01-01, claims: [left, sound]}
  of-two-left: {title: Bravo, date: 2026-01-02, claims: [left-twice]}
  of-some-lost: {title: Charlie, date: 2026-01-03, claims: [lost, left]}
  of-some-lost-twice: {title: Delta, date: 2026-01-04, claims: [lost-twice, left, sound]}
  of-one-lost: {title: Echo, date: 2026-01-05, claims: [lost]}
  of-two-lost: {title: Foxtrot, date: 2026-01-06, claims: [lost-twice, lost]}
  of-none: {title: Golf, date: 2026-01-07, claims: [sound]}
relations:
  - {from: somebody, to: other, kind: friend-of, claims: [left]}
judgements:
  j1: {text: It stays well., likelihood: likely, confidence: low, claims: [lost]}
actors:
  other: {name: Other Body, kind: Person}
";

/// The words of a page, without its tags.
fn words(root: &Path, page: &str) -> String {
    let html = fs::read_to_string(root.join("public").join(page)).expect("it is built");
    let mut words = String::new();
    for part in html.split('<') {
        let (_, shown) = part.split_once('>').unwrap_or(("", part));
        words.push_str(shown);
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn built(theme: &str, language: &str) -> tempfile::TempDir {
    let project = project();
    let root = project.path();
    // The built-in theme.
    fs::remove_dir_all(root.join("themes")).expect("removed");
    let config = format!(
        "title = \"Test\"\ntheme = \"{theme}\"\nlanguage = \"{language}\"\n[pages]\nsearch = false\n"
    );
    fs::write(root.join("site.toml"), config).expect("written");
    for (id, words) in [
        ("wrong", "All is well, it says. Nothing else is well."),
        ("worse", "Others say that it was so before that day."),
    ] {
        let record = format!(
            "---\ntitle: {id}\nretracted: {{on: 2026-02-01, why: it was wrong}}\n---\nA digest.\n"
        );
        fs::write(root.join(format!("content/articles/{id}.md")), record).expect("written");
        fs::write(root.join(format!("captures/{id}.txt")), words).expect("written");
    }
    fs::write(root.join("content/annotations/more.yaml"), ANNOTATIONS).expect("written");
    let output = dossier("build", root).output().expect("it runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
    project
}

#[test]
fn the_page_says_whether_other_sources_still_support_it() {
    for theme in ["briefing", "plain"] {
        for (language, sentences) in [
            (
                "en",
                [
                    "One of its sources, wrong, was retracted.",
                    "2 of its sources were retracted: worse, wrong.",
                    "One of its sources, wrong, was retracted; for 1 of its 2 claims there is no other.",
                    "2 of its sources were retracted: worse, wrong; for 1 of its 3 claims there is no other.",
                    "wrong was retracted, and no other source supports it.",
                    "worse, wrong were retracted, and no other source supports it.",
                ],
            ),
            (
                "de",
                [
                    "Eine der Quellen, wrong, wurde widerrufen.",
                    "2 der Quellen wurden widerrufen: worse, wrong.",
                    "Eine der Quellen, wrong, wurde widerrufen; für 1 von 2 Aussagen gibt es keine andere.",
                    "2 der Quellen wurden widerrufen: worse, wrong; für 1 von 3 Aussagen gibt es keine andere.",
                    "wrong wurde widerrufen, und keine andere Quelle stützt dies.",
                    "worse, wrong wurden widerrufen, und keine andere Quelle stützt dies.",
                ],
            ),
        ] {
            let project = built(theme, language);
            let timeline = words(project.path(), "timeline.html");
            let list = &timeline[timeline.find("Alpha").expect("an event")..];
            let titles = [
                "Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf",
            ];
            let of = |at: usize| {
                let start = list.rfind(&format!("{} ", titles[at])).expect("its title");
                let end = titles
                    .get(at + 1)
                    .and_then(|next| list.rfind(&format!("{next} ")));
                &list[start..end.unwrap_or(list.len())]
            };
            for (at, sentence) in sentences.iter().enumerate() {
                let said = of(at).replace(" ,", ",");
                assert!(
                    said.contains(sentence),
                    "{theme}, {language}: {sentence}\n{said}"
                );
            }
            let none = of(6);
            assert!(
                !none.contains("retracted") && !none.contains("widerrufen"),
                "{none}"
            );
            let tie = words(project.path(), "network.html");
            assert!(tie.contains(sentences[0]), "{theme}, {language}: {tie}");
            let judgement = words(project.path(), "topics/matter.html");
            assert!(
                judgement.contains(sentences[4]),
                "{theme}, {language}: {judgement}"
            );
            assert!(!timeline.contains("taken back") && !timeline.contains("zurückgezogen"));
        }
    }
}
