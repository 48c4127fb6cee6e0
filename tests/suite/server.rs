//! Runs `dossier serve` for tests, sends requests to it, and returns its answers.

use crate::folders::{dossier, lay_over, repository};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tungstenite::WebSocket;

/// The content of files that must never be sent.
pub(crate) const SECRET: &str = "PRIVATE-7c1f";

/// A project, the folder around it, and the program that serves it.
pub(crate) struct Server {
    pub(crate) around: TempDir,
    pub(crate) child: Child,
    pub(crate) port: u16,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Serves `docs/example`, next to a file that is not part of it.
    pub(crate) fn start() -> Self {
        Self::start_after(|_| {})
    }

    /// The same, after `change` to the project.
    pub(crate) fn start_after(change: impl FnOnce(&Path)) -> Self {
        Self::of(change, dossier)
    }

    /// The same, with at most `files` files open at a time.
    #[cfg(unix)]
    pub(crate) fn start_among(files: u32, change: impl FnOnce(&Path)) -> Self {
        Self::of(change, |subcommand, root| {
            let program = dossier(subcommand, root);
            let mut shell = std::process::Command::new("sh");
            shell
                .args(["-c", &format!("ulimit -n {files} && exec \"$0\" \"$@\"")])
                .arg(program.get_program())
                .args(program.get_args());
            for (name, _) in program.get_envs() {
                shell.env_remove(name);
            }
            shell
        })
    }

    fn of(change: impl FnOnce(&Path), command: impl FnOnce(&str, &Path) -> Command) -> Self {
        let around = tempfile::tempdir().expect("a folder");
        let root = around.path().join("project");
        lay_over(&repository().join("docs/example"), &root);
        fs::write(around.path().join("secret.txt"), SECRET).expect("written");
        let capture = root.join("captures/gazette-closure.txt");
        let text = fs::read_to_string(&capture).expect("read");
        fs::write(capture, format!("{text}\n\n{SECRET}\n")).expect("written");
        change(&root);
        let mut child = command("serve", &root)
            .args(["--port", "0"])
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut lines = BufReader::new(child.stderr.take().expect("it is piped")).lines();
        let log = Arc::new(Mutex::new(String::new()));
        let port = loop {
            let line = lines.next().expect("it says where it is").expect("text");
            log.lock().expect("no panic").push_str(&format!("{line}\n"));
            if let Some((_, rest)) = line.split_once("http://127.0.0.1:") {
                let (port, _) = rest.split_once('/').expect("an address");
                break port.parse().expect("a number");
            }
        };
        let copy = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                copy.lock()
                    .expect("no panic")
                    .push_str(&format!("{line}\n"));
            }
        });
        Self {
            around,
            child,
            port,
            log,
        }
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.around.path().join("project")
    }

    pub(crate) fn log(&self) -> String {
        self.log.lock().expect("no panic").clone()
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let patience = Some(Duration::from_secs(15));
        stream.set_read_timeout(patience).expect("set");
        stream
    }

    /// Sends raw bytes, and returns everything until the server closes the connection.
    pub(crate) fn raw(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        // The server may have refused the request before all of it was sent.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub(crate) fn request(&self, target: &str, further: &str) -> String {
        let host = format!("127.0.0.1:{}", self.port);
        self.raw(
            format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{further}\r\n")
                .as_bytes(),
        )
    }

    pub(crate) fn get(&self, target: &str) -> String {
        self.request(target, "")
    }

    /// A page's WebSocket, and the server's first message on it.
    pub(crate) fn socket(&self) -> (WebSocket<TcpStream>, serde_json::Value) {
        let url = format!("ws://127.0.0.1:{}/.dossier/live", self.port);
        let request = tungstenite::ClientRequestBuilder::new(url.parse().expect("an address"))
            .with_header("Origin", format!("http://127.0.0.1:{}", self.port));
        let (mut socket, _) = tungstenite::client(request, self.connect()).expect("it is let in");
        let state = said(&mut socket);
        (socket, state)
    }

    pub(crate) fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.root().join(file);
        let text = fs::read_to_string(&path).expect("read");
        assert!(text.contains(from), "{file} has no `{from}`");
        fs::write(path, text.replace(from, to)).expect("written");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The server's next message.
pub(crate) fn said(socket: &mut WebSocket<TcpStream>) -> serde_json::Value {
    let message = socket.read().expect("it says something");
    serde_json::from_str(message.to_text().expect("text")).expect("JSON")
}

pub(crate) fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

/// Waits until a condition holds. A busy machine may need long.
pub(crate) fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "not in a minute: {what}"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Creates a pipe.
#[cfg(unix)]
pub(crate) fn make_pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status();
    assert!(made.expect("there is `mkfifo`").success());
}
