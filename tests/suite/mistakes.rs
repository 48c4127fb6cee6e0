//! `docs/mistakes.md`: each mistake is made in a copy of the dossier `tests/bridge`, and the
//! program must print the documented message. `SNAPSHOTS=overwrite cargo test` updates the
//! messages.
//!
//! Below each heading is the mistake: a path and a `diff` of that file, or a sentence that [`Deed`]
//! knows. The last block, a `text`, is the program's message.

use crate::bridge::{bridge, read, said, write};
use crate::folders::{compare, repository};
use std::fs;
use std::path::Path;

/// The mistake that somebody made.
#[derive(Debug)]
enum Deed {
    /// A file was changed or written: `` `path`: `` and a `diff`.
    Changed { path: String, diff: Vec<String> },
    /// `` `path` is now `path`. ``
    Renamed { from: String, to: String },
    /// `` `path` is saved as … ``
    Saved { path: String, how: String },
    /// `` `dossier …` is typed. ``
    Typed(Vec<String>),
}

/// A part of the document, unchanged: its heading, the mistake, and the text up to the message.
struct Mistake {
    heading: String,
    before_message: String,
    deeds: Vec<Deed>,
    /// The heading of the next section, if there is one.
    after_message: String,
}

fn document() -> String {
    fs::read_to_string(repository().join("docs/mistakes.md")).expect("read")
}

/// The text above the first mistake, and the mistakes.
fn parse(document: &str) -> (String, Vec<Mistake>) {
    let mut parts = document.split("\n### ");
    let head = parts.next().expect("a beginning").to_owned();
    (head, parts.map(mistake).collect())
}

fn mistake(part: &str) -> Mistake {
    let heading = part.lines().next().expect("a heading").to_owned();
    let (part, section) = part.split_once("\n## ").unwrap_or((part, ""));
    let before_message = part.split("\n```text\n").next().expect("a beginning");
    let mut deeds = Vec::new();
    let mut lines = before_message.lines().skip(1);
    while let Some(line) = lines.next() {
        let spans: Vec<String> = line
            .split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect();
        match spans.as_slice() {
            [path] if line == format!("`{path}`:") => {
                let block = lines.by_ref().skip_while(|line| *line != "```diff").skip(1);
                let diff = block.take_while(|line| *line != "```").map(str::to_owned);
                deeds.push(Deed::Changed {
                    path: path.clone(),
                    diff: diff.collect(),
                });
            }
            [from, to] if line.contains("is now") => {
                deeds.push(Deed::Renamed {
                    from: from.clone(),
                    to: to.clone(),
                });
            }
            [path] if line.contains("is saved as") => {
                deeds.push(Deed::Saved {
                    path: path.clone(),
                    how: line.to_owned(),
                });
            }
            [typed] if line.contains("is typed") => {
                let words = typed.split(' ').skip(1).map(str::to_owned);
                deeds.push(Deed::Typed(words.collect()));
            }
            _ => {}
        }
    }
    Mistake {
        heading,
        before_message: before_message.trim_end().to_owned(),
        deeds,
        after_message: match section {
            "" => String::new(),
            section => format!("\n## {}\n", section.trim_end()),
        },
    }
}

impl Deed {
    /// Makes the mistake in `project`.
    fn happen(&self, project: &Path) {
        match self {
            Self::Changed { path, diff } => {
                let side = |sign: char| -> String {
                    let lines = diff.iter().filter(|line| line.starts_with([' ', sign]));
                    lines.fold(String::new(), |text, line| text + &line[1..] + "\n")
                };
                let (old, new) = (side('-'), side('+'));
                let content = match read(project, path) {
                    None => new,
                    Some(content) => {
                        let places = content.matches(&old).count();
                        assert!(
                            places == 1 && !old.is_empty(),
                            "{path} has at {places} places:\n{old}"
                        );
                        content.replacen(&old, &new, 1)
                    }
                };
                write(project, path, content);
            }
            Self::Renamed { from, to } => {
                let content = read(project, from).expect("it is there");
                fs::remove_file(project.join(from)).expect("removed");
                write(project, to, content);
            }
            Self::Saved { path, how } => {
                let content = read(project, path).expect("it is there");
                let bytes: Vec<u8> = if how.contains("UTF-16") {
                    let units = std::iter::once(0xfeff).chain(content.encode_utf16());
                    units.flat_map(u16::to_le_bytes).collect()
                } else if how.contains("Windows") {
                    let content = content.replace('\n', "\r\n");
                    format!("\u{feff}{content}").into_bytes()
                } else if how.contains("empty") {
                    Vec::new()
                } else {
                    panic!("no such deed: {how}");
                };
                write(project, path, bytes);
            }
            Self::Typed(_) => {}
        }
    }
}

/// The program's message, without the line that counts the faults.
fn message(mistake: &Mistake) -> String {
    let project = bridge();
    assert!(
        !mistake.deeds.is_empty(),
        "nothing was done: {}",
        mistake.heading
    );
    let mut typed = vec!["check"];
    for deed in &mistake.deeds {
        deed.happen(project.path());
        if let Deed::Typed(words) = deed {
            typed = words.iter().map(String::as_str).collect();
        }
    }
    let said = said(project.path(), &typed);
    let faults = said
        .split("\n\n")
        .take_while(|part| !part.contains("more about "));
    let message = faults.collect::<Vec<_>>().join("\n\n");
    message.trim_end().to_owned()
}

#[test]
fn each_mistake_is_reported_as_documented() {
    let document = document();
    let (head, mistakes) = parse(&document);
    assert!(mistakes.len() >= 40);
    let mut now = head;
    let mut trails = Vec::new();
    for mistake in &mistakes {
        let message = message(mistake);
        now += &format!(
            "\n### {}\n\n```text\n{message}\n```\n{}",
            mistake.before_message, mistake.after_message
        );
        let faults = message
            .lines()
            .filter(|line| line.starts_with("error") || line.starts_with("warning"));
        if faults.count() > 1 {
            trails.push(&mistake.heading);
        }
    }
    compare(&now, &repository().join("docs/mistakes.md"));
    assert!(
        trails.is_empty(),
        "these mistakes draw a trail: {trails:#?}"
    );
}
