//! Suggestions in messages work: each replacement that a help shows is made, and the fault is gone.
//!
//! The faults come from `tests/cases/bad`, and from texts that are difficult because of quotation
//! marks, commas and brackets.

use crate::cases::cases;
use crate::folders::dossier;
use serde_json::Value;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::Output;

/// A fault, as `check --format json` lists it.
#[derive(Debug, Clone, PartialEq)]
struct Fault {
    code: String,
    message: String,
    file: String,
    /// The first and last line, the first column, and the column after the last. All count from 1.
    place: Option<[usize; 4]>,
    help: String,
    /// Whether it has further places.
    is_many: bool,
}

fn faults(output: &Output) -> Vec<Fault> {
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let faults = json["diagnostics"].as_array().expect("a list");
    let fault = |fault: &Value| {
        let text = |key: &str| fault[key].as_str().unwrap_or_default().to_owned();
        let number = |key: &str| fault[key].as_u64().map(|number| number as usize);
        let place = number("line").zip(number("column"));
        let end = number("end_line").zip(number("end_column"));
        Fault {
            code: text("code"),
            message: text("message"),
            file: text("file"),
            place: place
                .zip(end)
                .map(|((line, column), (end, after))| [line, end, column, after]),
            help: text("help"),
            is_many: fault["related"].is_array(),
        }
    };
    faults.iter().map(fault).collect()
}

/// The text to write, or the path to move the file to.
#[derive(Debug)]
enum Fix<'a> {
    Write(&'a str),
    Move(&'a str),
}

/// The suggestions in a help, without those that only show a form.
fn replacements(help: &str) -> Vec<Fix<'_>> {
    const WRITES: [&str; 5] = [
        "write `",
        "did you mean `",
        "put the text in quotes: `",
        "of the same hue, `",
        "(write `",
    ];
    const MOVES: [&str; 3] = ["rename it to `", "move it to `", "name it `"];
    const FORMS: [&str; 9] = [
        "…",
        "kind:id",
        "NAME",
        "#1d4f7a",
        "logo.svg",
        "\"text\"",
        "\"Georgia\"",
        "the desk",
        "key: value",
    ];
    let mut replacements = Vec::new();
    for (start, is_move) in WRITES
        .map(|start| (start, false))
        .into_iter()
        .chain(MOVES.map(|start| (start, true)))
    {
        for (at, _) in help.match_indices(start) {
            let rest = &help[at + start.len()..];
            let Some((shown, after)) = rest.split_once('`') else {
                continue;
            };
            let is_form = FORMS.iter().any(|form| shown.contains(form))
                // The key of something longer, or one of several names.
                || shown.ends_with(':')
                || after.starts_with(", then the key")
                || shown.starts_with("--");
            if !is_form {
                replacements.push(match is_move {
                    true => Fix::Move(shown),
                    false => Fix::Write(shown),
                });
            }
        }
    }
    replacements
}

/// The ranges of `text` that a suggestion may replace, for a fault at `place`.
fn ranges(text: &str, [line, end_line, column, after]: [usize; 4]) -> Vec<Range<usize>> {
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let byte = |line: usize, column: usize| {
        let start = starts[line - 1];
        let mut chars = text[start..].char_indices();
        chars
            .nth(column - 1)
            .map_or(text.len(), |(at, _)| start + at)
    };
    let words = |line: usize| {
        let start = starts[line - 1];
        let whole = text[start..].lines().next().unwrap_or_default();
        let start = start + whole.len() - whole.trim_start().len();
        start..start + whole.trim().len()
    };
    let span = byte(line, column)..byte(end_line, after);
    let own = words(line);
    let mut ranges = vec![span.clone(), own.clone()];
    // Inside its quotation marks.
    if text[span.clone()].starts_with(['"', '\'']) && span.len() > 1 {
        ranges.push(span.start + 1..span.end - 1);
    }
    // With the braces around it.
    if text[..span.start].ends_with('{') && text[span.end..].starts_with('}') {
        ranges.push(span.start - 1..span.end + 1);
    }
    // After the dash of a list item.
    if text[own.clone()].starts_with("- ") {
        ranges.push(own.start + 2..own.end);
    }
    // With the brackets around it.
    let (before, behind) = (&text[own.start..span.start], &text[span.end..own.end]);
    if let (Some(open), Some(close)) = (before.rfind('['), behind.find(']')) {
        let open = own.start + before[..open].trim_end_matches('[').len();
        let closing = &behind[close..];
        let close = span.end + close + closing.len() - closing.trim_start_matches(']').len();
        ranges.push(open..close);
    }
    // The quotation marks around a value, and its key before it.
    if let Some(colon) = text[own.clone()].find([':', '=']) {
        let value = &text[own.start + colon + 1..own.end];
        ranges.push(own.end - value.trim_start().len()..own.end);
    }
    if line > 1 {
        ranges.push(words(line - 1));
    }
    ranges
}

/// Whether `fix`, suggested by `fault` in the project `root`, works: `check` no longer reports the
/// fault, and no new one on its line. `before` lists the faults reported first. If the text was not
/// valid YAML or TOML, the line may now have faults of another kind.
fn is_mended(
    root: &Path,
    before: &[Fault],
    fault: &Fault,
    fix: &Fix<'_>,
    check: &dyn Fn() -> Output,
) -> bool {
    let is_syntax = |fault: &Fault| fault.code.ends_with("-syntax");
    let count = |faults: &[Fault]| {
        let same = |other: &&Fault| other.code == fault.code && other.message == fault.message;
        faults.iter().filter(same).count()
    };
    let path = root.join(&fault.file);
    let written = match fix {
        Fix::Move(to) => {
            let to = match to.contains('/') {
                true => root.join(to),
                false => path.with_file_name(to),
            };
            fs::rename(&path, &to).expect("moved");
            let after = faults(&check());
            fs::rename(&to, &path).expect("moved back");
            return count(&after) < count(before);
        }
        Fix::Write(written) => written,
    };
    let bytes = fs::read(&path).expect("read");
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    let place = fault.place.expect("a place in the file");
    let fixed = ranges(&text, place).into_iter().any(|range| {
        let line = text[..range.start].matches('\n').count() + 1;
        let mut fixed = text.clone();
        fixed.replace_range(range, written);
        fs::write(&path, fixed).expect("written");
        let after = faults(&check());
        let is_new = |other: &&Fault| {
            let stands_there =
                other.file == fault.file && other.place.is_some_and(|at| at[0] == line);
            let known = |old: &Fault| old.code == other.code && old.message == other.message;
            let counts = is_syntax(other) || !is_syntax(fault);
            stands_there && counts && !before.iter().any(known)
        };
        count(&after) < count(before) && !after.iter().any(|other| is_new(&other))
    });
    fs::write(&path, bytes).expect("written back");
    fixed
}

/// The suggestions that do not fix their fault. Adds the number of suggestions tried to `tried`.
fn failing(root: &Path, check: &dyn Fn() -> Output, tried: &mut usize) -> Vec<String> {
    let mut failing = Vec::new();
    let before = faults(&check());
    for fault in &before {
        let is_text =
            fs::read(root.join(&fault.file)).is_ok_and(|bytes| String::from_utf8(bytes).is_ok());
        for replacement in replacements(&fault.help) {
            let can_be_tried = match replacement {
                // A cause reported once for several places must be fixed at each of them.
                Fix::Write(_) => fault.place.is_some() && is_text && !fault.is_many,
                Fix::Move(_) => root.join(&fault.file).exists(),
            };
            if can_be_tried {
                *tried += 1;
                if !is_mended(root, &before, fault, &replacement, check) {
                    failing.push(format!("{replacement:?} of {fault:?}"));
                }
            }
        }
    }
    failing
}

#[test]
fn what_the_cases_suggest_is_accepted() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for case in cases("bad") {
        let project = case.project();
        let check = || case.run("check", project.path(), &["--format=json"]);
        for failing in failing(project.path(), &check, &mut tried) {
            wrong.push(format!("{}: {failing}", case.folder.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 45, "only {tried} suggestions were found");
}

/// Values with a special meaning in YAML, TOML or Markdown.
const VALUES: [&str; 14] = [
    "a, b",
    "He said: \"no\", and: 'yes'",
    "\"Yes\", she said",
    "'tis so",
    "\"open",
    "[open",
    "[open] and more",
    "{a: [b",
    "\"C:\\new\"",
    "100 % sure: # really",
    "@somebody",
    "`code`: and more",
    "a\u{a0}b: c",
    "2026-02-31",
];

/// Annotations with `{}` in place of the value.
const PLACES: [&str; 6] = [
    "claims:\n  a-claim:\n    text: {}\n    evidence: [{article: report, quote: it is so}]\n",
    "claims:\n  a-claim:\n    text {}\n    evidence: [{article: report, quote: it is so}]\n",
    "claims:\n  a-claim: {text: It is., topics: {}, evidence: [{article: report, quote: it is so}]}\n",
    "events:\n  an-event: {title: A day, date: {}, claims: [it-is-so]}\n",
    "actors:\n  other:\n    name: Other\n    kind: Person\n    aliases: {}\n",
    "actors:\n  other: {}\n",
];

/// Texts of a topic that are nearly right.
const TEXTS: [&str; 12] = [
    "It is so [@report; @second].",
    "It is so [@report, @second; p. 12].",
    "It is so [@report, p. 12].",
    "It is so [@report @second].",
    "It is so [@A Report].",
    "It is so @report[1].",
    "It is [[clam:it-is-so]].",
    "It is [[clam:somebody|so]].",
    "It is [[it-is-so]].",
    "See [this](../articles/reprot.md) and [that](../annotations/bsae.yaml).",
    "See [this](../static/a-file%20%281%29.pdff).",
    "See [this](#nothing) there.",
];

#[test]
fn what_is_suggested_for_difficult_texts_is_accepted() {
    let project = crate::folders::project();
    let root = project.path();
    let check = || {
        let output = dossier("check", root).arg("--format=json").output();
        output.expect("the program runs")
    };
    let report = fs::read_to_string(root.join("content/articles/report.md")).expect("read");
    fs::write(root.join("content/articles/second.md"), report).expect("written");
    fs::create_dir(root.join("content/static")).expect("made");
    fs::write(root.join("content/static/a-file (1).pdf"), "").expect("written");
    let (mut tried, mut wrong) = (0, Vec::new());
    let mut try_all = |path: &str, text: &str| {
        let path = root.join(path);
        let before = fs::read(&path).ok();
        fs::write(&path, text).expect("written");
        for failing in failing(root, &check, &mut tried) {
            wrong.push(format!("{text:?}: {failing}"));
        }
        match before {
            Some(bytes) => fs::write(&path, bytes).expect("written"),
            None => fs::remove_file(&path).expect("removed"),
        }
    };
    for value in VALUES {
        for place in PLACES {
            let text = format!("topic: matter\n{}", place.replace("{}", value));
            try_all("content/annotations/more.yaml", &text);
        }
        let config = fs::read_to_string(root.join("site.toml")).expect("read");
        for line in ["language: {}", "base url = {}", "base_url = \"{}\""] {
            let line = line.replace("{}", value);
            try_all("site.toml", &format!("{line}\n{config}"));
        }
    }
    let topic = fs::read_to_string(root.join("content/topics/matter.md")).expect("read");
    for text in TEXTS {
        try_all("content/topics/matter.md", &format!("{topic}\n{text}\n"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 40, "only {tried} suggestions were found");
}
