//! Runs every command that the documentation shows.
//!
//! A document is `README.md` or a file of `docs/`. Its blocks are read from top to bottom, in one
//! empty folder:
//!
//! - If the paragraph before a block begins with a path in backticks and ends with a colon, the
//!   block is written to that file. A `diff` changes the file.
//! - In a `console` block, `bash` runs each line that begins with `$ `. The lines after it, if any,
//!   are compared with its output: `…` stands for words that vary, and alone on a line for any
//!   lines. A command may fail only if an error is shown.
//! - `<!-- in a copy of FOLDER -->` starts over in a copy of a folder of this repository, and
//!   `<!-- in an empty folder -->` in an empty one.
//!
//! [`NOT_RUN`] lists the commands that cannot be run, and why.
#![cfg(unix)]

use crate::folders::{repository, text};
use crate::shell::{Shell, is_shown};
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

/// The beginnings of commands that no test runs, and why.
const NOT_RUN: &[(&str, &str)] = &[
    (
        "cargo run ",
        "builds this repository; `.ci/run` runs the same",
    ),
    ("cargo test", "is what runs this test"),
    (
        "cargo install ",
        "builds the program anew, which takes minutes",
    ),
];

/// A part of a document that matters here.
#[derive(Debug, PartialEq)]
enum Part<'a> {
    /// Start over, in a copy of a folder or in an empty one.
    Begin(Option<&'a str>),
    /// A file, or a change to one.
    File {
        path: &'a str,
        language: &'a str,
        text: String,
    },
    /// Lines typed and printed.
    Console(Vec<&'a str>),
    /// Any other block: its language.
    Block(&'a str),
}

fn parts(document: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    // The paragraph before a block.
    let (mut first, mut last) = ("", "");
    let mut is_new = true;
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        if let Some(folder) = between(line, "<!-- in a copy of ", " -->") {
            parts.push(Part::Begin(Some(folder)));
        } else if line == "<!-- in an empty folder -->" {
            parts.push(Part::Begin(None));
        } else if let Some(fence) = fence_of(line) {
            let language = &line[fence.len()..];
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
            let path = between(first, "`", "`").filter(|_| last.ends_with(':'));
            parts.push(match (language, path) {
                ("console", _) => Part::Console(block),
                (_, Some(path)) if is_path(path) => Part::File {
                    path,
                    language,
                    text: block.iter().map(|line| format!("{line}\n")).collect(),
                },
                _ => Part::Block(language),
            });
            (first, last) = ("", "");
        } else if line.is_empty() {
            is_new = true;
        } else {
            if is_new {
                first = line;
            }
            is_new = false;
            last = line;
        }
    }
    parts
}

/// The backticks that begin and end a block, at least three.
fn fence_of(line: &str) -> Option<&str> {
    let length = line.len() - line.trim_start_matches('`').len();
    (length >= 3).then(|| &line[..length])
}

fn between<'a>(line: &'a str, before: &str, after: &str) -> Option<&'a str> {
    line.strip_prefix(before)?
        .split_once(after)
        .map(|(text, _)| text)
}

fn is_path(text: &str) -> bool {
    let (_, extension) = text.rsplit_once('.').unwrap_or_default();
    !text.contains([' ', '[', '{', '=']) && !extension.is_empty() && !extension.contains('/')
}

/// The documents: their names and texts.
fn documents() -> Vec<(String, String)> {
    let mut names = vec!["README.md".to_owned()];
    let entries = fs::read_dir(repository().join("docs")).expect("read");
    let entries = entries.filter_map(|entry| entry.expect("read").file_name().into_string().ok());
    let docs = entries.filter(|name| name.ends_with(".md"));
    names.extend(docs.map(|name| format!("docs/{name}")));
    names.sort();
    let read = |name: String| {
        let text = fs::read_to_string(repository().join(&name)).expect("read");
        (name, text)
    };
    names.into_iter().map(read).collect()
}

/// The commands of a `console` block, each with the output shown for it.
fn typed<'a>(name: &str, lines: &[&'a str]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut typed: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in lines {
        match line.strip_prefix("$ ") {
            Some(command) => typed.push((command, Vec::new())),
            None => match typed.last_mut() {
                Some((_, shown)) => shown.push(*line),
                None => panic!("{name}: a console begins with a command: {line}"),
            },
        }
    }
    for (_, shown) in &mut typed {
        while shown.last().is_some_and(|line| line.is_empty()) {
            shown.pop();
        }
    }
    typed
}

/// What came of the commands of documents.
#[derive(Default)]
struct Followed {
    /// The entries of [`NOT_RUN`] that they contain.
    not_run: BTreeSet<&'static str>,
    /// What is not as shown.
    wrong: String,
}

/// Runs the commands of a document.
fn follow(name: &str, document: &str, followed: &mut Followed) {
    let parts = parts(document);
    if !parts.iter().any(|part| matches!(part, Part::Console(_))) {
        return;
    }
    let mut shell = Shell::begin(None);
    for part in &parts {
        match part {
            Part::Begin(copy_of) => shell = Shell::begin(*copy_of),
            Part::File {
                path,
                language,
                text,
            } => shell.write(path, language, text),
            Part::Block(language) => {
                if ["sh", "bash", "shell", "zsh"].contains(language) {
                    followed.wrong += &format!(
                        "{name}: write `console` and `$ ` for what is typed, so that it is run\n"
                    );
                }
            }
            Part::Console(lines) => {
                for (command, shown) in typed(name, lines) {
                    if let Some((begin, _)) =
                        NOT_RUN.iter().find(|(begin, _)| command.starts_with(begin))
                    {
                        followed.not_run.insert(*begin);
                        continue;
                    }
                    if let Err(wrong) = run(&mut shell, command, &shown) {
                        followed.wrong += &format!("{name}: {wrong}\n");
                    }
                }
            }
        }
    }
}

/// Runs a command, and compares what it prints with what is shown.
fn run(shell: &mut Shell, command: &str, shown: &[&str]) -> Result<(), String> {
    let said = shell.run(command);
    let may_fail = shown.iter().any(|line| line.starts_with("error"));
    if said.done == may_fail {
        let not = if may_fail { "does not fail" } else { "fails" };
        return Err(format!("`{command}` {not}\n{}", said.text));
    }
    let lines: Vec<&str> = said.text.trim_end().lines().collect();
    if shown.is_empty() || is_shown(&lines, shown) {
        return Ok(());
    }
    Err(format!(
        "`{command}` prints something else\n--- shown\n{}\n--- printed\n{}",
        shown.join("\n"),
        said.text
    ))
}

#[test]
fn every_command_that_a_document_shows_is_run() {
    let mut followed = Followed::default();
    for (name, document) in documents() {
        follow(&name, &document, &mut followed);
    }
    let listed: BTreeSet<&str> = NOT_RUN.iter().map(|(begin, _)| *begin).collect();
    assert!(followed.wrong.is_empty(), "{}", followed.wrong);
    assert_eq!(
        followed.not_run, listed,
        "these are shown, and these are listed"
    );
}

/// Checks that a document is wrong in this way.
fn assert_wrong(document: &str, wrong: &str) {
    let mut followed = Followed::default();
    follow("it", document, &mut followed);
    assert!(followed.wrong.starts_with(wrong), "{}", followed.wrong);
}

#[test]
fn a_document_that_shows_something_else_is_seen() {
    let document = "```console\n$ echo one\ntwo\n```\n";
    assert_wrong(document, "it: `echo one` prints something else\n");
}

#[test]
fn a_command_in_another_kind_of_block_is_seen() {
    let document = "```console\n$ true\n```\n\n```sh\necho one\n```\n";
    assert_wrong(document, "it: write `console`");
}

#[test]
fn a_command_that_fails_is_seen() {
    let document = "```console\n$ no-such-program\n```\n";
    assert_wrong(document, "it: `no-such-program` fails\n");
}

/// The help of a command or a subcommand, like `theme eject`.
fn help(command: &str) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_dossier"));
    let words = command.split(' ');
    let output = program.arg("help").args(words).output().expect("it runs");
    let help = text(&output.stdout);
    assert!(output.status.success(), "there is no command `{command}`");
    help
}

/// The commands that `dossier --help` lists.
fn commands() -> Vec<String> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_dossier"));
    let help = text(&program.arg("-h").output().expect("it runs").stdout);
    let names = listed(&help);
    assert!(names.len() >= 10, "{help}");
    names
}

/// The commands that a help lists.
fn listed(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let lines = lines.take_while(|line| !line.is_empty());
    let lines = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = lines.filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// All commands and their subcommands, like `theme eject`.
fn commands_and_their_own() -> Vec<String> {
    let mut all = Vec::new();
    for command in commands() {
        let own = listed(&help(&command));
        let own = own.iter().map(|own| format!("{command} {own}"));
        let own: Vec<String> = own.collect();
        all.push(command);
        all.extend(own);
    }
    all
}

/// Commands shown within texts use commands and options that exist.
#[test]
fn commands_within_texts_have_options_that_there_are() {
    let commands = commands();
    for (name, document) in documents() {
        // Commands in that file are mistakes, or examples of mistakes.
        if name == "docs/mistakes.md" {
            continue;
        }
        let spans = document
            .lines()
            .flat_map(|line| line.split('`').skip(1).step_by(2));
        for span in spans {
            let Some(typed) = span.strip_prefix("dossier ") else {
                continue;
            };
            let mut words = typed.split_whitespace();
            let command = words.next().expect("a word");
            if !command.starts_with(|c: char| c.is_ascii_lowercase()) {
                continue;
            }
            assert!(
                commands.iter().any(|known| known == command) || command == "help",
                "{name}: `{span}`"
            );
            let mut words = words.peekable();
            let has_own = help(command).contains("\nCommands:\n");
            let command = match words.next_if(|word| has_own && !word.starts_with('-')) {
                Some(own) => format!("{command} {own}"),
                None => command.to_owned(),
            };
            for option in words.filter(|word| word.starts_with("--")) {
                let option = option.split('=').next().expect("an option");
                assert!(help(&command).contains(option), "{name}: `{span}`");
            }
        }
    }
}

/// Runs the examples in each command's help. Each runs in a copy of `docs/example` with an empty
/// folder `harbour`, saved pages in `saved/`, and captures in `~/kept`.
#[test]
fn every_command_has_examples_that_run() {
    let mut without = Vec::new();
    for command in commands_and_their_own() {
        let help = help(&command);
        let Some((_, examples)) = help.split_once("\nExamples:\n") else {
            without.push(command);
            continue;
        };
        for example in examples.lines().take_while(|line| line.starts_with("  ")) {
            let typed = example.trim_start().split("  ").next().expect("a command");
            assert!(typed.contains(&format!("dossier {command}")), "{example}");
            // One opens a browser, and the other needs a shell that may not be installed.
            if typed.contains("--open") || typed.contains("fish |") {
                continue;
            }
            let mut shell = Shell::begin(Some("docs/example"));
            let prepared = shell.run(
                "mkdir harbour saved && cp -r captures ~/kept && cp captures/gazette-closure.txt saved/ferry.txt && \
                 printf '<title>The ferry</title><p>It sails again.' > saved/ferry.html && dossier lock",
            );
            assert!(prepared.done, "{}", prepared.text);
            let said = shell.run(typed);
            assert!(said.done, "{typed}\n{}", said.text);
        }
    }
    assert!(without.is_empty(), "no examples: {without:?}");
}

#[test]
fn each_shell_gets_every_command() {
    let commands = commands();
    for name in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_dossier"));
        let output = program.args(["completions", name]).output();
        let script = text(&output.expect("it runs").stdout);
        for command in &commands {
            assert!(script.contains(command.as_str()), "{name} has no {command}");
        }
    }
    let said = Shell::begin(None).run(
        "source <(dossier completions bash) && COMP_WORDS=(dossier loc) COMP_CWORD=1 && _dossier dossier loc && echo \"${COMPREPLY[@]}\"",
    );
    assert_eq!(said.text, "lock\n");
    let said = Shell::begin(None).run("dossier completions bash");
    assert!(
        said.text.contains(" quote-not-found "),
        "codes to be explained"
    );
}

#[test]
fn there_is_a_manual_page_for_each_command() {
    let mut shell = Shell::begin(None);
    let said = shell.run("dossier man --output man");
    assert!(said.done, "{}", said.text);
    let mut pages = vec!["dossier".to_owned()];
    let commands = commands_and_their_own();
    pages.extend(
        commands
            .iter()
            .map(|name| format!("dossier-{}", name.replace(' ', "-"))),
    );
    for page in &pages {
        let file = shell.folder().join(format!("man/{page}.1"));
        let text = fs::read_to_string(&file).unwrap_or_else(|_| panic!("there is no {page}"));
        assert!(
            text.contains(".SH NAME") && text.contains(".SH EXAMPLES\n.nf\n"),
            "{page}"
        );
    }
    assert_eq!(said.text.lines().count(), pages.len());
    assert_eq!(
        shell.run("dossier man").text,
        shell.run("cat man/dossier.1").text
    );
}
