//! `dossier serve` as a browser sees it, and as somebody sees it who means harm.

use crate::folders::{dossier, lay_over, repository, tree};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tungstenite::WebSocket;

/// What stands in files that nobody may get.
const SECRET: &str = "PRIVATE-7c1f";

/// A project, the folder around it, and the program that serves it.
struct Server {
    around: TempDir,
    child: Child,
    port: u16,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Serves `docs/example`, next to a file that is none of its.
    fn start() -> Self {
        Self::start_after(|_| {})
    }

    /// The same, after something was done to the project.
    fn start_after(change: impl FnOnce(&Path)) -> Self {
        let around = tempfile::tempdir().expect("a folder");
        let root = around.path().join("project");
        lay_over(&repository().join("docs/example"), &root);
        fs::write(around.path().join("secret.txt"), SECRET).expect("written");
        let capture = root.join("captures/gazette-closure.txt");
        let text = fs::read_to_string(&capture).expect("read");
        fs::write(capture, format!("{text}\n\n{SECRET}\n")).expect("written");
        change(&root);
        let mut child = dossier("serve", &root)
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

    fn root(&self) -> PathBuf {
        self.around.path().join("project")
    }

    fn log(&self) -> String {
        self.log.lock().expect("no panic").clone()
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let patience = Some(Duration::from_secs(15));
        stream.set_read_timeout(patience).expect("set");
        stream
    }

    /// Sends bytes as they are, and returns what comes back until the server closes.
    fn raw(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        // The server may have refused it before the end.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn request(&self, target: &str, further: &str) -> String {
        let host = format!("127.0.0.1:{}", self.port);
        self.raw(
            format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{further}\r\n")
                .as_bytes(),
        )
    }

    fn get(&self, target: &str) -> String {
        self.request(target, "")
    }

    /// A page's WebSocket, and what the server says on it first.
    fn socket(&self) -> (WebSocket<TcpStream>, serde_json::Value) {
        let url = format!("ws://127.0.0.1:{}/.dossier/live", self.port);
        let request = tungstenite::ClientRequestBuilder::new(url.parse().expect("an address"))
            .with_header("Origin", format!("http://127.0.0.1:{}", self.port));
        let (mut socket, _) = tungstenite::client(request, self.connect()).expect("it is let in");
        let state = said(&mut socket);
        (socket, state)
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
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

/// What the server says next.
fn said(socket: &mut WebSocket<TcpStream>) -> serde_json::Value {
    let message = socket.read().expect("it says something");
    serde_json::from_str(message.to_text().expect("text")).expect("JSON")
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

#[test]
fn pages_and_files_stand_where_a_build_would_put_them() {
    let server = Server::start();
    let home = server.get("/");
    assert_eq!(status(&home), "200");
    assert!(
        home.contains("content-type: text/html; charset=utf-8"),
        "{home}"
    );
    assert!(home.contains("<title>The bridge at Halden</title>"));
    assert_eq!(home.matches("/.dossier/live.js").count(), 1);
    // What is published has another address than what is served.
    assert!(!home.contains("example.org/bridge"));
    for page in [
        "/index.html",
        "/topics/closure.html",
        "/topics/closure",
        "/claims/safe-to-walk.html?a=b",
    ] {
        assert_eq!(status(&server.get(page)), "200", "{page}");
    }
    let missing = server.get("/topics/nothing/at/all.html");
    assert_eq!(status(&missing), "404");
    assert!(missing.contains("Page not found"));
    let style = home
        .split("href=\"")
        .find_map(|part| part.split('"').next().filter(|part| part.ends_with(".css")));
    let style = server.get(&format!("/{}", style.expect("a style sheet")));
    assert!(style.contains("content-type: text/css"), "{style}");
    assert!(style.contains("immutable"));
    for (file, kind) in [
        ("sitemap.xml", "text/xml"),
        ("robots.txt", "text/plain"),
        ("pagefind/pagefind.js", "text/javascript"),
    ] {
        let answer = server.get(&format!("/{file}"));
        assert_eq!(status(&answer), "200", "{file}");
        assert!(answer.contains(kind), "{file}: {answer}");
    }
    let host = format!(
        "Host: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
        server.port
    );
    let head = server.raw(format!("HEAD / HTTP/1.1\r\n{host}").as_bytes());
    assert!(
        head.ends_with("\r\n\r\n") && head.contains("content-length"),
        "{head}"
    );
    let posted = server.raw(format!("POST / HTTP/1.1\r\nContent-Length: 0\r\n{host}").as_bytes());
    assert_eq!(status(&posted), "405");
}

#[test]
fn a_save_is_seen_and_a_fault_leaves_the_last_good_pages_up() {
    let server = Server::start_after(|root| fs::create_dir(root.join("static")).expect("made"));
    let before = tree(&server.root());
    let (mut socket, first) = server.socket();
    assert_eq!(first["faults"].as_array().map(Vec::len), Some(0));

    server.edit(
        "content/topics/closure.md",
        "The bridge is closed",
        "The bridge is shut",
    );
    let second = said(&mut socket);
    assert_ne!(first["pages"], second["pages"]);
    assert!(
        server
            .get("/topics/closure.html")
            .contains("The bridge is shut")
    );

    server.edit(
        "content/topics/closure.md",
        "[[actor:city",
        "[[actor:<b>town</b>",
    );
    let faulty = said(&mut socket);
    assert_eq!(faulty["pages"], second["pages"]);
    let fault = faulty["faults"][0].as_str().expect("a text");
    assert!(fault.starts_with("error[unknown-record]"), "{fault}");
    assert!(fault.contains("content/topics/closure.md:6:"), "{fault}");
    let page = server.get("/topics/closure.html");
    assert!(page.contains("The bridge is shut") && page.contains("/.dossier/live.js"));

    server.edit(
        "content/topics/closure.md",
        "[[actor:<b>town</b>",
        "[[actor:city",
    );
    let mended = said(&mut socket);
    assert_eq!(mended["faults"].as_array().map(Vec::len), Some(0));

    // A style sheet is exchanged in place: the pages are the same.
    let taken_over =
        |css: &str| fs::write(server.root().join("static/briefing.css"), css).expect("written");
    taken_over("body { color: black }");
    let own = said(&mut socket);
    taken_over("body { color: navy }");
    let other = said(&mut socket);
    assert_eq!(own["pages"], other["pages"]);
    assert_ne!(own["styles"], other["styles"]);
    let style = other["styles"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|route| route.as_str());
    let style = style
        .into_iter()
        .find(|route| route.starts_with("briefing."))
        .expect("it is there");
    assert!(server.get(&format!("/{style}")).contains("navy"));

    // Nothing was written but what this test wrote.
    let mut after = tree(&server.root());
    after.remove(Path::new("static/briefing.css"));
    assert_eq!(
        after.keys().collect::<Vec<_>>(),
        before.keys().collect::<Vec<_>>()
    );
}

#[test]
fn files_that_are_saved_together_are_one_build() {
    let server = Server::start();
    let (mut socket, mut state) = server.socket();
    let builds = || server.log().matches(" pages from ").count();
    // A busy machine may stop this test between two files: one time of five must do.
    let together = (0..5).any(|time| {
        let before = builds();
        let names: Vec<String> = (0..10).map(|at| format!("number-{time}-{at}.md")).collect();
        for name in &names {
            let article = format!("---\ntitle: {name}\n---\nOne of ten.\n");
            fs::write(server.around.path().join(name), article).expect("written");
        }
        for name in &names {
            let to = server.root().join("content/articles").join(name);
            fs::rename(server.around.path().join(name), to).expect("moved");
        }
        let next = said(&mut socket);
        assert_ne!(next["pages"], state["pages"]);
        state = next;
        std::thread::sleep(Duration::from_millis(500));
        builds() == before + 1
    });
    let log = server.log();
    assert!(together, "{log}");
    assert!(log.contains("and 9 more: "), "{log}");
}

#[test]
fn a_save_in_two_steps_is_no_empty_file() {
    let server = Server::start();
    let (mut socket, _) = server.socket();
    let path = server.root().join("content/topics/closure.md");
    let text = fs::read_to_string(&path).expect("read");
    // A busy machine may stop this test between the two steps: one time of five must do.
    let whole = (0..5).any(|time| {
        fs::write(&path, "").expect("written");
        std::thread::sleep(Duration::from_millis(50));
        fs::write(&path, format!("{text}\nOnce more: {time}.\n")).expect("written");
        let mut next = said(&mut socket);
        let is_whole = next["faults"].as_array().map(Vec::len) == Some(0);
        while next["faults"].as_array().map(Vec::len) != Some(0) {
            next = said(&mut socket);
        }
        is_whole
    });
    assert!(whole, "{}", server.log());

    // A file that stays empty is told.
    fs::write(&path, "").expect("written");
    let empty = said(&mut socket);
    let fault = empty["faults"][0].as_str().expect("a text");
    assert!(fault.starts_with("error[empty-file]"), "{fault}");
}

#[test]
fn a_project_that_begins_with_a_fault_is_shown_as_soon_as_it_is_mended() {
    let server = Server::start_after(|root| {
        let config = root.join("site.toml");
        let text = fs::read_to_string(&config).expect("read");
        let text = text.replace("title = \"", "title = <script>alert(1)</script>\"");
        fs::write(config, text).expect("written");
    });
    let page = server.get("/");
    assert_eq!(status(&page), "500");
    assert!(page.contains("error[toml-syntax]"), "{page}");
    assert!(
        page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>alert"),
        "{page}"
    );
    let (mut socket, state) = server.socket();
    assert_eq!(state["faults"].as_array().map(Vec::len), Some(1));
    server.edit("site.toml", "<script>alert(1)</script>", "");
    assert_eq!(
        said(&mut socket)["faults"].as_array().map(Vec::len),
        Some(0)
    );
    assert!(
        server
            .get("/")
            .contains("<title>The bridge at Halden</title>")
    );
}

/// A request that means harm, and what the server may say to it at most: a status, or nothing.
struct Attack {
    name: String,
    request: Vec<u8>,
    statuses: &'static [&'static str],
}

fn attacks(server: &Server) -> Vec<Attack> {
    let port = server.port;
    let own = format!("127.0.0.1:{port}");
    let secret = server.around.path().join("secret.txt");
    let mut all = Vec::new();
    let mut add = |name: &str, request: Vec<u8>, statuses: &'static [&'static str]| {
        let name = name.to_owned();
        all.push(Attack {
            name,
            request,
            statuses,
        });
    };
    let get = |target: &str, headers: &str| {
        format!("GET {target} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n").into_bytes()
    };
    let host = format!("Host: {own}\r\n");
    for target in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/..%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/..%252fsecret.txt",
        "/..%c0%afsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "//secret.txt",
        "/topics/../../secret.txt",
        "/.dossier/../../secret.txt",
        "/pagefind/../../secret.txt",
        "/index.html%00/../../secret.txt",
        "/%ff%fe/secret.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/proc/self/environ",
        secret.to_str().expect("text"),
        "/leak.txt",
        "/leak/secret.txt",
        "/captures/gazette-closure.txt",
        "/content/index.md",
        "/site.toml",
        "/evidence.lock",
    ] {
        add(target, get(target, &host), &["404", "400"]);
    }
    add(
        "file:",
        get(&format!("file://{}", secret.display()), &host),
        &["404", "400", "421"],
    );
    for foreign in [
        "Host: example.org\r\n".to_owned(),
        format!("Host: example.org:{port}\r\n"),
        format!("Host: {own}.example.org:{port}\r\n"),
        format!("Host: localhost.example.org:{port}\r\n"),
        format!("Host: 192.0.2.1:{port}\r\n"),
        format!("Host: user@{own}\r\n"),
        format!("Host: {own}\r\nHost: example.org\r\n"),
        "Host: \r\n".to_owned(),
        String::new(),
    ] {
        add(&foreign, get("/", &foreign), &["421", "400"]);
    }
    add(
        "a foreign target",
        get(&format!("http://example.org:{port}/"), &host),
        &["421", "400"],
    );
    let upgrade = |origin: &str| {
        let headers = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        format!("GET /.dossier/live HTTP/1.1\r\n{host}{headers}{origin}\r\n").into_bytes()
    };
    for origin in [
        "",
        "Origin: null\r\n",
        "Origin: http://example.org\r\n",
        "Origin: https://localhost\r\n",
    ] {
        let close = [upgrade(origin), b"GET / HTTP/1.1\r\n\r\n".to_vec()].concat();
        add(&format!("a socket, {origin}"), close, &["403"]);
    }
    add(
        "a header of 1 MB",
        get("/", &format!("{host}X: {}\r\n", "x".repeat(1 << 20))),
        &["431", "400"],
    );
    add(
        "10,000 headers",
        get("/", &format!("{host}{}", "X: x\r\n".repeat(10_000))),
        &["431", "400"],
    );
    add(
        "a target of 1 MB",
        get(&format!("/{}", "x".repeat(1 << 20)), &host),
        &["414", "431", "400"],
    );
    add("garbage", vec![0; 4096], &["400"]);
    add(
        "a TLS hello",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(),
        &["400"],
    );
    add(
        "CONNECT",
        format!("CONNECT example.org:443 HTTP/1.1\r\n{host}Connection: close\r\n\r\n").into_bytes(),
        &["421", "405", "400"],
    );
    add(
        "PUT",
        format!(
            "PUT /index.html HTTP/1.1\r\n{host}Content-Length: 4\r\nConnection: close\r\n\r\nevil"
        )
        .into_bytes(),
        &["405"],
    );
    add(
        "DELETE",
        format!("DELETE /index.html HTTP/1.1\r\n{host}Connection: close\r\n\r\n").into_bytes(),
        &["405"],
    );
    let smuggled = format!(
        "POST / HTTP/1.1\r\n{host}Content-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /site.toml HTTP/1.1\r\n\r\n"
    );
    add("two lengths", smuggled.into_bytes(), &["405", "400"]);
    add(
        "a length of nothing",
        format!("POST / HTTP/1.1\r\n{host}Content-Length: -1\r\n\r\n").into_bytes(),
        &["400"],
    );
    all
}

#[test]
fn no_attack_gets_a_file_from_outside_or_stops_the_server() {
    let server = Server::start();
    // Links that come after the files were listed.
    #[cfg(unix)]
    {
        let files = server.root().join("content/static");
        fs::create_dir(&files).expect("made");
        fs::write(files.join("leak.txt"), "harmless").expect("written");
        fs::create_dir(files.join("leak")).expect("made");
        fs::write(files.join("leak/secret.txt"), "harmless").expect("written");
        let seen = || {
            server.get("/leak.txt").contains("harmless")
                && server.get("/leak/secret.txt").contains("harmless")
        };
        wait_until("the files are served", seen);
        fs::remove_file(files.join("leak.txt")).expect("removed");
        fs::remove_dir_all(files.join("leak")).expect("removed");
        let around = server.around.path();
        std::os::unix::fs::symlink(around.join("secret.txt"), files.join("leak.txt"))
            .expect("linked");
        std::os::unix::fs::symlink(around, files.join("leak")).expect("linked");
    }
    let attacks = attacks(&server);
    assert!(attacks.len() >= 40);
    for Attack {
        name,
        request,
        statuses,
    } in attacks
    {
        let answer = server.raw(&request);
        assert!(
            !answer.contains(SECRET) && !answer.contains("root:"),
            "{name}: {answer}"
        );
        let status = status(&answer);
        // A connection that is broken off is an answer too.
        assert!(
            answer.is_empty() || statuses.contains(&status),
            "{name}: {answer}"
        );
        assert_eq!(self::status(&server.get("/")), "200", "after {name}");
    }
}

#[test]
fn connections_that_say_nothing_do_not_stop_the_server() {
    let server = Server::start();
    let silent: Vec<TcpStream> = (0..300).map(|_| server.connect()).collect();
    let mut slow: Vec<TcpStream> = (0..50).map(|_| server.connect()).collect();
    for stream in &mut slow {
        stream
            .write_all(b"GET / HTTP/1.1\r\nHost: 127")
            .expect("sent");
    }
    assert_eq!(status(&server.get("/")), "200");
    drop((silent, slow));
    // Sockets that send what they should not, or go without a word.
    for _ in 0..20 {
        let (mut socket, _) = server.socket();
        let _ = socket.send("x".repeat(1 << 16).into());
        drop(socket);
    }
    assert_eq!(status(&server.get("/")), "200");
}

#[cfg(unix)]
#[test]
fn it_ends_when_it_is_told_to() {
    for signal in ["-INT", "-TERM"] {
        let mut server = Server::start();
        let (_socket, _) = server.socket();
        let pid = server.child.id().to_string();
        let sent = std::process::Command::new("kill")
            .args([signal, &pid])
            .status();
        assert!(sent.expect("there is `kill`").success());
        let start = Instant::now();
        let ended = loop {
            if let Some(status) = server.child.try_wait().expect("it can be asked") {
                break status;
            }
            assert!(
                start.elapsed() < Duration::from_secs(10),
                "it goes on after {signal}"
            );
            std::thread::sleep(Duration::from_millis(10));
        };
        assert_eq!(ended.code(), Some(0), "{signal}");
    }
}

#[test]
fn a_port_that_is_taken_is_told() {
    let server = Server::start();
    let output = dossier("serve", &server.root())
        .args(["--port", &server.port.to_string()])
        .output()
        .expect("it starts");
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        told.contains(&format!(
            "could not listen on `http://127.0.0.1:{}/`",
            server.port
        )),
        "{told}"
    );
    assert!(told.contains("--port"), "{told}");
}

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "not in ten seconds: {what}"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}
