//! Inserts records into files as people write them.

use super::{Addition, NotInserted, insert};
use crate::document::{Draft, DraftLine, Vocabulary};

fn claim() -> Addition {
    let lines = vec![
        DraftLine::comment("say it"),
        DraftLine::key("text", Draft::Open),
    ];
    Addition::Entry("new".into(), Draft::Map(lines))
}

fn tie() -> Addition {
    Addition::Item(vec![
        DraftLine::key("from", Draft::Text("x".into())),
        DraftLine::key("to", Draft::Open),
    ])
}

#[track_caller]
fn check(before: &str, section: &str, addition: &Addition, after: &str) {
    match insert(before, section, addition, &Vocabulary::NONE) {
        Ok(text) => assert_eq!(text, after),
        Err(error) => panic!("{before:?}: {error:?}"),
    }
}

const NEW: &str = "  new:\n    # say it\n    text:\n";

#[test]
fn at_the_end_of_its_section() {
    let before =
        "topic: x\nclaims:\n  a: {text: b}\n\n# about events\nevents:\n  e:\n    title: t\n";
    let after = format!(
        "topic: x\nclaims:\n  a: {{text: b}}\n{NEW}\n# about events\nevents:\n  e:\n    title: t\n"
    );
    check(before, "claims", &claim(), &after);
    // Indented comments belong to the section.
    let after = format!("claims:\n  a: 1\n\n    # deep\n  # last\n{NEW}# next\nevents:\n");
    check(
        "claims:\n  a: 1\n\n    # deep\n  # last\n# next\nevents:\n",
        "claims",
        &claim(),
        &after,
    );
    // Records with a blank line between them.
    let after = format!("claims:\n  a: 1\n\n  # b\n  b: 1\n\n{NEW}");
    check(
        "claims:\n  a: 1\n\n  # b\n  b: 1\n",
        "claims",
        &claim(),
        &after,
    );
}

#[test]
fn in_a_section_that_is_empty_or_not_there() {
    check("", "claims", &claim(), &format!("claims:\n{NEW}"));
    check("# c", "claims", &claim(), &format!("# c\n\nclaims:\n{NEW}"));
    check(
        "topic: x",
        "claims",
        &claim(),
        &format!("topic: x\n\nclaims:\n{NEW}"),
    );
    check(
        "claims: # c\n  # d\nevents:\n",
        "claims",
        &claim(),
        &format!("claims: # c\n  # d\n{NEW}events:\n"),
    );
    check("claims:", "claims", &claim(), &format!("claims:\n{NEW}"));
    check(
        "a: 1\n...\n",
        "claims",
        &claim(),
        &format!("a: 1\n\nclaims:\n{NEW}...\n"),
    );
    check(
        "---\nclaims: {}\n",
        "claims",
        &claim(),
        "---\nclaims: {new: {text: null}}\n",
    );
}

#[test]
fn in_the_manner_of_the_file() {
    check(
        "claims:\r\n    a:\r\n        text: b",
        "claims",
        &claim(),
        "claims:\r\n    a:\r\n        text: b\r\n    new:\r\n        # say it\r\n        text:\r\n",
    );
    check(
        " claims:\n    a: 1\n",
        "events",
        &claim(),
        " claims:\n    a: 1\n\n events:\n    new:\n       # say it\n       text:\n",
    );
}

#[test]
fn between_brackets() {
    let line = "new: {text: null}";
    check(
        "claims: {a: {text: b}} # c\n",
        "claims",
        &claim(),
        &format!("claims: {{a: {{text: b}}, {line}}} # c\n"),
    );
    check(
        "claims: {a: {text: b},}\n",
        "claims",
        &claim(),
        &format!("claims: {{a: {{text: b}}, {line},}}\n"),
    );
    let after = format!("claims: {{\n  a: 1, {line} # }}\n  }}\nx:\n");
    check(
        "claims: {\n  a: 1 # }\n  }\nx:\n",
        "claims",
        &claim(),
        &after,
    );
    check(
        "{topic: x}",
        "claims",
        &claim(),
        &format!("{{topic: x, claims: {{{line}}}}}"),
    );
    check(
        "relations: [{from: a}]",
        "relations",
        &tie(),
        "relations: [{from: a}, {from: x, to: null}]",
    );
    check(
        "relations: []",
        "relations",
        &tie(),
        "relations: [{from: x, to: null}]",
    );
}

#[test]
fn in_a_list() {
    check(
        "relations:\n- from: a\n  to: b\nx: 1\n",
        "relations",
        &tie(),
        "relations:\n- from: a\n  to: b\n- from: x\n  to:\nx: 1\n",
    );
    check(
        "relations:\n  - {from: a}\n",
        "relations",
        &tie(),
        "relations:\n  - {from: a}\n  - from: x\n    to:\n",
    );
    check(
        "relations:\n- {from: a}\n",
        "relations",
        &tie(),
        "relations:\n- {from: a}\n- from: x\n  to:\n",
    );
    check(
        "relations:\n",
        "relations",
        &tie(),
        "relations:\n  - from: x\n    to:\n",
    );
}

#[test]
fn below_texts_of_several_lines() {
    for text in [
        "|\n      # no comment\n",
        ">-\n      b\n      c\n",
        "b\n      c\n",
        "\"b\n      c\"\n",
        "|\n      b",
        "\n",
    ] {
        let before = format!("claims:\n  a:\n    text: {text}");
        let end = if before.ends_with('\n') { "" } else { "\n" };
        check(&before, "claims", &claim(), &format!("{before}{end}{NEW}"));
    }
    let before = "claims:\n  a: |+\n    b\n\nevents:\n";
    check(
        before,
        "claims",
        &claim(),
        &format!("claims:\n  a: |+\n    b\n\n{NEW}events:\n"),
    );
}

#[test]
fn what_cannot_be_added_to_is_refused() {
    for text in [
        "claims: [a]\n",
        "claims: words\n",
        "claims: ~\n",
        "- a\n",
        "words",
        "a: &x {b: 1}\nclaims: *x\n",
    ] {
        let refused = insert(text, "claims", &claim(), &Vocabulary::NONE);
        assert!(
            matches!(refused, Err(NotInserted::InTheWay(..))),
            "{text:?}: {refused:?}"
        );
    }
    for text in ["claims: {", "a: b: c", "\ta: 1"] {
        let refused = insert(text, "claims", &claim(), &Vocabulary::NONE);
        assert!(matches!(refused, Err(NotInserted::Syntax(_))), "{text:?}");
    }
    // An id that already exists, and an anchor that would mean something else.
    for text in ["claims:\n  new: 1\n", "claims: &x\n  a: 1\nb: *x\n"] {
        assert!(
            insert(text, "claims", &claim(), &Vocabulary::NONE).is_err(),
            "{text:?}"
        );
    }
}
