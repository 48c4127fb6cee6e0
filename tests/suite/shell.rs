//! Runs the commands of a document one after another, as a shell in one folder.
#![cfg(unix)]

use crate::bridge::{read, write};
use crate::folders::{lay_over, repository, text};
use dossier::config::Environment;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A temporary folder, and the current folder of its shell.
pub(crate) struct Shell {
    home: TempDir,
    folder: PathBuf,
}

/// The output of a command on both streams, and whether it succeeded.
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) done: bool,
}

impl Shell {
    /// A shell in an empty folder, or in a copy of a folder of this repository.
    pub(crate) fn begin(copy_of: Option<&str>) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("work");
        fs::create_dir(&folder).expect("made");
        if let Some(from) = copy_of {
            lay_over(&repository().join(from), &folder);
        }
        Self { home, folder }
    }

    /// The shell's current folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file, or patches it if `language` is `diff`.
    pub(crate) fn write(&self, path: &str, language: &str, content: &str) {
        if language != "diff" {
            return write(&self.folder, path, content);
        }
        let side = |sign: char| -> String {
            let lines = content
                .lines()
                .filter(|line| line.starts_with([' ', sign]) || line.is_empty());
            lines.fold(String::new(), |text, line| {
                text + line.get(1..).unwrap_or_default() + "\n"
            })
        };
        let (old, new) = (side('-'), side('+'));
        let before = read(&self.folder, path).unwrap_or_else(|| panic!("there is no {path}"));
        let places = before.matches(&old).count();
        assert_eq!(places, 1, "{path} has at {places} places:\n{old}");
        write(&self.folder, path, before.replacen(&old, &new, 1));
    }

    /// Runs a command. `dossier serve` is stopped once it prints the site's address.
    pub(crate) fn run(&mut self, command: &str) -> Said {
        let stands = self.home.path().join("stands");
        let script = format!(
            "{command}\ncode=$?\npwd > '{}'\nexit $code",
            stands.display()
        );
        let said = if command.contains("dossier serve") {
            self.serve(command)
        } else {
            let output = self.command(&format!("exec 2>&1\n{script}")).output();
            let output: Output = output.expect("bash runs");
            let text = text(&output.stdout);
            if let Ok(folder) = fs::read_to_string(stands) {
                self.folder = PathBuf::from(folder.trim_end_matches('\n'));
            }
            let done = output.status.success();
            Said { text, done }
        };
        let home = self.home.path().to_str().expect("text");
        Said {
            text: said.text.replace(home, "~"),
            ..said
        }
    }

    /// A shell without this process's settings, in which `dossier` is the program under test.
    fn command(&self, script: &str) -> Command {
        let program = Path::new(env!("CARGO_BIN_EXE_dossier"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = program.parent().map(Path::to_path_buf);
        let folders = folders.into_iter().chain(std::env::split_paths(&path));
        let mut command = Command::new("bash");
        command
            .args(["--noprofile", "--norc", "-c", script])
            .current_dir(&self.folder)
            .env("PATH", std::env::join_paths(folders).expect("a path"))
            .env("HOME", self.home.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_AUTHOR_NAME", "test")
            .env("GIT_AUTHOR_EMAIL", "test@example.org")
            .env("GIT_COMMITTER_NAME", "test")
            .env("GIT_COMMITTER_EMAIL", "test@example.org")
            .env_remove("SOURCE_DATE_EPOCH")
            .env_remove("CLICOLOR_FORCE");
        for (name, _) in std::env::vars_os() {
            if Environment::is_setting(&name) {
                command.env_remove(name);
            }
        }
        command
    }

    /// Serves on a free port until the address is printed. The output shows the port that the
    /// command asks for.
    fn serve(&self, command: &str) -> Said {
        let script = format!("exec {command} --port 0 2>&1");
        let script = match command.split_once(" --port ") {
            None => script,
            Some((before, _)) => format!("exec {before} --port 0 2>&1"),
        };
        let mut child = self
            .command(&script)
            .stdout(Stdio::piped())
            .spawn()
            .expect("bash runs");
        let mut output = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut said = String::new();
        let mut line = String::new();
        while output.read_line(&mut line).expect("text") > 0 {
            if let Some((before, after)) = line.split_once("http://127.0.0.1:") {
                let (port, after) = after.split_once('/').expect("an address");
                // Once it answers, it also handles the signal.
                let page = home_page(port.parse().expect("a number"));
                assert!(page.starts_with("HTTP/1.1 200 "), "{command}:\n{page}");
                said += &format!("{before}http://127.0.0.1:1111/{after}");
                let id = child.id().to_string();
                let ended = Command::new("kill").args(["-INT", &id]).status();
                assert!(ended.expect("kill runs").success());
            } else {
                said += &line;
            }
            line.clear();
        }
        output.read_to_string(&mut said).expect("text");
        let done = child.wait().expect("it ends").success();
        assert!(said.contains("stopped"), "{command}:\n{said}");
        Said { text: said, done }
    }
}

/// The home page of a server on this machine.
fn home_page(port: u16) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    let request = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("it answers");
    String::from_utf8_lossy(&answer).into_owned()
}

/// Whether `said` matches `shown`. In `shown`, `…` stands for any words in a line, and alone on a
/// line for any lines.
pub(crate) fn is_shown(said: &[&str], shown: &[&str]) -> bool {
    match (said, shown) {
        (_, []) => said.is_empty(),
        (_, [first, rest @ ..]) if first.trim() == "…" => {
            (0..=said.len()).any(|skipped| is_shown(&said[skipped..], rest))
        }
        ([], _) => false,
        ([line, others @ ..], [first, rest @ ..]) => {
            is_like(line.trim_end(), first.trim_end()) && is_shown(others, rest)
        }
    }
}

fn is_like(said: &str, shown: &str) -> bool {
    let mut parts = shown.split('…');
    let Some(rest) = said.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut rest = rest;
    let mut last = None;
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
        last = Some(part);
    }
    match last {
        None => rest.is_empty(),
        Some(last) => said.ends_with(last),
    }
}

#[test]
fn an_ellipsis_stands_for_words_and_for_lines() {
    assert!(is_shown(&["a 12 ms", "b"], &["a … ms", "b"]));
    assert!(is_shown(&["a", "b", "c"], &["a", "…", "c"]));
    assert!(!is_shown(&["a", "b"], &["a"]));
    assert!(!is_shown(&["a 12 ms"], &["a … s, b"]));
    assert!(!is_shown(&["a"], &["a", "b"]));
}
