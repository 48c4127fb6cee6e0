//! The table of statuses, `tests/statuses.md`. Each row becomes a claim in one dossier, and the
//! built pages must show its status.

use crate::folders::{dossier, project, repository};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// One row of the table.
struct Row {
    evidence: Vec<Piece>,
    status: String,
    lines_for: usize,
    lines_against: usize,
}

/// `for a/wire@mayor retracted`
struct Piece {
    stance: &'static str,
    article: String,
    origin: Option<String>,
    speaker: Option<String>,
    retracted: bool,
}

fn rows() -> Vec<Row> {
    let table = fs::read_to_string(repository().join("tests/statuses.md")).expect("read");
    let rows = table.lines().filter(|line| line.starts_with('|')).skip(2);
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [evidence, status, lines_for, lines_against, _why] = cells.as_slice() else {
            panic!("five cells: {line}");
        };
        Row {
            evidence: evidence.split(", ").map(piece).collect(),
            status: (*status).to_owned(),
            lines_for: lines_for.parse().expect("a number"),
            lines_against: lines_against.parse().expect("a number"),
        }
    };
    rows.map(row).collect()
}

fn piece(text: &str) -> Piece {
    let mut words = text.split(' ');
    let stance = match words.next() {
        Some("for") => "supports",
        Some("against") => "disputes",
        Some("mentions") => "mentions",
        other => panic!("no stance: {other:?}"),
    };
    let source = words.next().expect("an article");
    let (source, speaker) = match source.split_once('@') {
        Some((source, speaker)) => (source, Some(speaker.to_owned())),
        None => (source, None),
    };
    let (article, origin) = match source.split_once('/') {
        Some((article, origin)) => (article, Some(origin.to_owned())),
        None => (source, None),
    };
    Piece {
        stance,
        article: article.to_owned(),
        origin,
        speaker,
        retracted: words.next() == Some("retracted"),
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

/// Writes a dossier with one claim for each row. The names in one row are independent of those in
/// the others.
fn write_dossier(rows: &[Row], root: &Path) {
    let mut claims = String::from("topic: matter\nclaims:\n");
    for (number, row) in rows.iter().enumerate() {
        let _ = write!(
            claims,
            "  r{number}:\n    text: Row {number}.\n    evidence:\n"
        );
        let mut fronts: BTreeMap<&str, String> = BTreeMap::new();
        for (at, piece) in row.evidence.iter().enumerate() {
            let _ = writeln!(
                claims,
                "      - {{article: r{number}-{}, quote: piece {at} of row {number}, stance: {}, speaker: {}}}",
                piece.article,
                piece.stance,
                piece.speaker.as_deref().unwrap_or("null")
            );
            let mut front = format!("title: {} of row {number}\n", piece.article);
            if let Some(origin) = &piece.origin {
                let _ = writeln!(front, "origin: {{id: r{number}-{origin}, stated: true}}");
            }
            if piece.retracted {
                front.push_str("retracted: {on: 2026-01-01, why: it was wrong}\n");
            }
            fronts.insert(&piece.article, front);
        }
        let words: String = (0..row.evidence.len()).fold(String::new(), |mut words, at| {
            let _ = write!(words, "Here is piece {at} of row {number}. ");
            words
        });
        for (article, front) in fronts {
            let id = format!("r{number}-{article}");
            write(
                &root.join(format!("content/articles/{id}.md")),
                &format!("---\n{front}---\n"),
            );
            write(&root.join(format!("captures/{id}.txt")), &words);
        }
    }
    claims.push_str("actors:\n  mayor: {name: The Mayor, kind: Person}\n  clerk: {name: The Clerk, kind: Person}\n");
    write(&root.join("content/annotations/rows.yaml"), &claims);
}

#[test]
fn claims_have_the_statuses_in_the_table() {
    let rows = rows();
    assert!(rows.len() > 30);
    let project = project();
    write_dossier(&rows, project.path());
    let output = dossier("build", project.path())
        .output()
        .expect("the program runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    for (number, row) in rows.iter().enumerate() {
        let path = format!("public/claims/r{number}.html");
        let page = fs::read_to_string(project.path().join(path)).expect("read");
        let count = |start: &str| page.lines().filter(|line| line.starts_with(start)).count();
        let status = format!("status: {}", row.status);
        let status = page.lines().any(|line| line == status);
        assert!(status, "row {number} is not {}:\n{page}", row.status);
        assert_eq!(count("line for:"), row.lines_for, "row {number}:\n{page}");
        assert_eq!(
            count("line against:"),
            row.lines_against,
            "row {number}:\n{page}"
        );
        let recalled = row.evidence.iter().filter(|piece| piece.retracted).count();
        assert_eq!(count("recalled"), recalled, "row {number}:\n{page}");
    }
}
