//! What a theme may rely on: `docs/templates.md` lists the variables of each template, and the
//! blocks that all built-in themes have. Both lists must be exact. `SNAPSHOTS=overwrite` writes the
//! blocks; variables have remarks, so they are written by hand.

use crate::case::folders;
use crate::folders::{compare, dossier, lay_over, project, repository, text, tree};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::Chars;

/// Paths of variables, like `claims[].text`.
type Paths = BTreeSet<String>;

/// Templates that no page is rendered with directly.
const PARTS: [&str; 4] = [
    "base.html",
    "components.html",
    "figures.html",
    "record.html",
];

/// The templates of a built-in theme.
fn templates(theme: &str) -> PathBuf {
    repository().join("themes").join(theme).join("templates")
}

fn document() -> String {
    fs::read_to_string(repository().join("docs/templates.md")).expect("read")
}

/// The rows of the table below `heading`: the first and the second cell.
fn rows<'a>(document: &'a str, heading: &str) -> Vec<(&'a str, &'a str)> {
    let (_, below) = document
        .split_once(&format!("\n## {heading}\n"))
        .expect("a heading");
    let section = below.split("\n## ").next().expect("a section");
    let lines = section.lines().filter_map(|line| line.strip_prefix("| "));
    let rows = lines.skip(1).filter_map(|line| line.split_once('|'));
    rows.map(|(name, cell)| {
        (
            name.trim().trim_matches('`'),
            cell.trim().trim_end_matches('|'),
        )
    })
    .collect()
}

/// Parses the document's notation for fields.
struct Reader<'a> {
    rest: &'a str,
    parts: &'a BTreeMap<&'a str, &'a str>,
}

impl Reader<'_> {
    /// Adds the paths of all fields up to the end, or to the bracket that closes them.
    fn fields(&mut self, path: &str, found: &mut Paths) {
        loop {
            self.rest = self.rest.trim_start_matches([' ', ',']);
            let Some(next) = self.rest.chars().next() else {
                return;
            };
            match next {
                ']' | '}' => return,
                '(' => self.comment(),
                '[' => self.list(path, found),
                '`' => {
                    let (name, rest) = self.rest[1..].split_once('`').expect("its end");
                    self.rest = rest.strip_prefix('?').unwrap_or(rest);
                    let path = match path {
                        "" => name.to_owned(),
                        path => format!("{path}.{name}"),
                    };
                    found.insert(path.clone());
                    self.value(&path, found);
                }
                _ => self.part(path, found),
            }
        }
    }

    /// Reads what follows the name of a field.
    fn value(&mut self, path: &str, found: &mut Paths) {
        self.rest = self.rest.trim_start();
        match self.rest.chars().next() {
            Some('[') => self.list(path, found),
            Some('{') => {
                self.rest = &self.rest[1..];
                self.fields(path, found);
                self.close('}');
            }
            Some(letter) if letter.is_alphabetic() => self.part(path, found),
            _ => {}
        }
    }

    fn list(&mut self, path: &str, found: &mut Paths) {
        self.rest = &self.rest[1..];
        self.fields(&format!("{path}[]"), found);
        self.close(']');
    }

    /// The fields of a part, by its name.
    fn part(&mut self, path: &str, found: &mut Paths) {
        let end = self.rest.find(|c: char| !c.is_alphabetic());
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        let fields = self.parts.get(name);
        let rest_of_part =
            fields.unwrap_or_else(|| panic!("there is no part `{name}` before {rest}"));
        Reader {
            rest: rest_of_part,
            parts: self.parts,
        }
        .fields(path, found);
        self.rest = rest;
    }

    fn comment(&mut self) {
        let end = self.rest.find(')').expect("the end of a comment");
        self.rest = &self.rest[end + 1..];
    }

    fn close(&mut self, bracket: char) {
        let rest = self.rest.strip_prefix(bracket);
        self.rest = rest.unwrap_or_else(|| panic!("no `{bracket}` before {}", self.rest));
    }
}

/// The variables of each template, as documented.
fn listed(document: &str, templates: &[String]) -> BTreeMap<String, Paths> {
    let parts: BTreeMap<&str, &str> = rows(document, "The parts").into_iter().collect();
    let paths = |cell: &str| {
        let mut found = Paths::new();
        let mut reader = Reader {
            rest: cell,
            parts: &parts,
        };
        reader.fields("", &mut found);
        assert_eq!(reader.rest, "", "this closes nothing");
        found
    };
    let common = rows(document, "What every template is given");
    let [(_, common)] = common[..] else {
        panic!("one row")
    };
    let common = paths(common);
    let rows = rows(document, "What each page's template is given").into_iter();
    // A template without a row has nothing else.
    let all = templates.iter().map(|name| (name.as_str(), ""));
    all.chain(rows)
        .map(|(name, cell)| {
            (
                name.to_owned(),
                paths(cell).union(&common).cloned().collect(),
            )
        })
        .collect()
}

/// The paths of all variables in a value as Tera prints it: like JSON, but with an empty text for
/// `none`.
fn paths(value: &mut Chars<'_>, path: &str, found: &mut Paths) {
    let rest = value.as_str();
    match rest.chars().next() {
        Some('{') => {
            value.next();
            while !value.as_str().starts_with('}') {
                let key = string(value);
                skip(value, ": ");
                let path = match path {
                    "" => key,
                    path => format!("{path}.{key}"),
                };
                found.insert(path.clone());
                paths(value, &path, found);
                skip(value, ", ");
            }
            value.next();
        }
        Some('[') => {
            value.next();
            let path = format!("{path}[]");
            while !value.as_str().starts_with(']') {
                paths(value, &path, found);
                skip(value, ", ");
            }
            value.next();
        }
        Some('"') => drop(string(value)),
        _ => {
            let end = rest.find([',', '}', ']']).unwrap_or(rest.len());
            *value = rest[end..].chars();
        }
    }
}

fn skip(value: &mut Chars<'_>, text: &str) {
    if let Some(rest) = value.as_str().strip_prefix(text) {
        *value = rest.chars();
    }
}

/// A quoted text.
fn string(value: &mut Chars<'_>) -> String {
    assert_eq!(value.next(), Some('"'), "{}", value.as_str());
    let mut text = String::new();
    loop {
        match value.next().expect("its end") {
            '"' => return text,
            '\\' => text.extend(value.next()),
            c => text.push(c),
        }
    }
}

/// Adds the variables that each template gets in the project, using a theme that prints them.
fn dump(project: &Path, templates: &[String], given: &mut BTreeMap<String, Paths>) {
    let theme = project.join("themes/dump");
    fs::create_dir_all(theme.join("templates")).expect("made");
    fs::write(theme.join("theme.toml"), "name = \"Dump\"\n").expect("written");
    for template in templates {
        let dump = format!("{template}\n{{{{ __tera_context | safe }}}}\n");
        fs::write(theme.join("templates").join(template), dump).expect("written");
    }
    let mut command = dossier("build", project);
    command.arg("--drafts").env("DOSSIER_THEME", "dump");
    command.env("SOURCE_DATE_EPOCH", "1767225600");
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
    for (path, bytes) in tree(&project.join("public")) {
        if path.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let page = text(&bytes);
        let mut lines = page.lines();
        let name = lines.next().expect("the template");
        let found = given.entry(name.to_owned()).or_default();
        paths(&mut lines.next().expect("the variables").chars(), "", found);
    }
}

/// Adds enough claims for the matrix of claims and articles to get its own page, and enough events
/// in one week for the timeline to get a close-up.
fn many(project: &Path) {
    let mut claims = "topic: matter\nclaims:\n".to_owned();
    let mut capture = String::new();
    for number in 0..300 {
        let _ = writeln!(
            claims,
            "  n{number}: {{text: It stood at {number}., evidence: [{{article: report, quote: \"stood at {number};\"}}]}}"
        );
        let _ = write!(capture, "It stood at {number}; ");
    }
    claims += "events:\n";
    let quarters = (0..10).map(|n| (2023 + n / 4, 1 + n % 4 * 3, 1));
    let days = (0..60).map(|n| (2025, 9, 1 + n / 2));
    for (number, (year, month, day)) in quarters.chain(days).enumerate() {
        let _ = writeln!(
            claims,
            "  e{number}: {{title: Event {number}, date: {year}-{month:02}-{day:02}, claims: [n{number}]}}"
        );
    }
    fs::write(project.join("content/annotations/many.yaml"), claims).expect("written");
    let report = project.join("captures/report.txt");
    let before = fs::read_to_string(&report).expect("read");
    fs::write(report, before + "\n\n" + &capture).expect("written");
}

#[test]
fn the_variables_of_templates_are_those_that_are_listed() {
    let document = document();
    let names = tree(&templates("briefing")).into_keys();
    let mut templates: Vec<String> = names
        .filter_map(|name| name.into_os_string().into_string().ok())
        .collect();
    templates.retain(|name| !PARTS.contains(&name.as_str()));
    let listed = listed(&document, &templates);
    let mut given = BTreeMap::new();
    let cases = folders("ok").into_iter();
    let mut sites: Vec<_> = cases
        .map(|case| case.join("site"))
        // A project's own templates and options belong to the theme of that case.
        .filter(|site| {
            site.is_dir() && !site.join("templates").exists() && !site.join("themes").exists()
        })
        .collect();
    sites.push(repository().join("docs/example"));
    for site in sites {
        let project = project();
        lay_over(&site, project.path());
        dump(project.path(), &templates, &mut given);
    }
    let project = project();
    many(project.path());
    dump(project.path(), &templates, &mut given);
    let mut wrong = String::new();
    let nothing = Paths::new();
    for (name, listed) in &listed {
        let given = given.get(name).unwrap_or(&nothing);
        // Nothing can be seen of a list or table that is empty on all pages.
        let is_seen = |path: &&String| {
            let above = path.rfind(['.', '[']).map_or("", |end| &path[..end]);
            above.is_empty()
                || given
                    .iter()
                    .any(|given| given != above && given.starts_with(above))
        };
        for path in listed.difference(given).filter(is_seen) {
            let _ = writeln!(wrong, "{name}: {path} is listed, and is not there");
        }
        for path in given.difference(listed) {
            let _ = writeln!(wrong, "{name}: {path} is there, and is not listed");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    // So each field of a part must be seen somewhere, except fields of other parts in it.
    let parts = rows(&document, "The parts");
    let others = parts.iter().map(|(name, _)| (*name, "")).collect();
    for (name, fields) in parts {
        let mut found = Paths::new();
        Reader {
            rest: fields,
            parts: &others,
        }
        .fields("", &mut found);
        for path in found {
            let end = format!(".{path}");
            let mut given = given.values().flatten();
            assert!(
                given.any(|given| given.ends_with(&end)),
                "no page shows `{path}` of {name}"
            );
        }
    }
}

/// The blocks of a template, in its order.
fn blocks(template: &str) -> Vec<String> {
    let tags = template.split("{%").skip(1);
    let tags = tags.map(|tag| tag.trim_start_matches('-').trim_start());
    let names = tags.filter_map(|tag| tag.strip_prefix("block ")?.split_whitespace().next());
    names.map(str::to_owned).collect()
}

#[test]
fn every_theme_has_the_blocks_that_are_listed() {
    let document = document();
    // In the order of the first theme.
    let mut of_all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for theme in ["briefing", "plain"] {
        for (path, bytes) in tree(&templates(theme)) {
            let found = blocks(&text(&bytes));
            let name = path.to_string_lossy().into_owned();
            let known = of_all.entry(name).or_insert_with(|| found.clone());
            known.retain(|block| found.contains(block));
        }
    }
    of_all.retain(|name, blocks| !blocks.is_empty() && !PARTS[1..].contains(&name.as_str()));
    // The other templates extend this one.
    let base = of_all
        .remove_entry("base.html")
        .expect("every theme has it");
    let mut table = String::new();
    for (name, blocks) in [base].into_iter().chain(of_all) {
        let blocks: Vec<_> = blocks.iter().map(|block| format!("`{block}`")).collect();
        let _ = writeln!(table, "| `{name}` | {} |", blocks.join(", "));
    }
    let head = "| template | blocks |\n|---|---|\n";
    let (before, after) = document.split_once(head).expect("the table");
    let (_, after) = after.split_once("\n\n").expect("its end");
    let document = format!("{before}{head}{table}\n{after}");
    compare(&document, &repository().join("docs/templates.md"));
}

/// The longest line of a template, in characters.
const LONGEST_LINE: usize = 160;

#[test]
fn no_line_of_a_template_is_too_long() {
    let mut long = String::new();
    for theme in ["briefing", "plain"] {
        for (path, bytes) in tree(&templates(theme)) {
            for (line, number) in text(&bytes).lines().zip(1..) {
                let length = line.chars().count();
                if length > LONGEST_LINE {
                    let _ = writeln!(long, "{theme}/{}:{number}: {length}", path.display());
                }
            }
        }
    }
    assert!(long.is_empty(), "longer than {LONGEST_LINE}:\n{long}");
}

/// Labels with elements of the theme in their places: only a template can fill these.
const WITH_ELEMENTS: [&str; 1] = ["piece.in"];

#[test]
fn templates_fill_no_labels() {
    let mut filled = BTreeSet::new();
    for theme in ["briefing", "plain"] {
        for bytes in tree(&templates(theme)).values() {
            let template = text(bytes);
            for call in template.split("label(key=\"").skip(1) {
                let (key, rest) = call.split_once('"').expect("its end");
                // What follows a key that ends in a dot chooses the term.
                let end = rest.find(')').expect("the end of a call");
                if rest[..end].contains(',') {
                    filled.insert(key.to_owned());
                }
            }
        }
    }
    let expected = WITH_ELEMENTS.map(str::to_owned).into_iter();
    assert_eq!(filled, expected.collect(), "views hold finished sentences");
}
