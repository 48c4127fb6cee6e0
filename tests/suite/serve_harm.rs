//! `dossier serve` under attack.

use crate::server::{SECRET, Server, status, wait_until};
use std::fs;
use std::io::Write;
use std::net::TcpStream;

/// A harmful request, and the status that the server may answer with, if it answers at all.
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
        format!("Host: 127.0.0.1:0{port}\r\n"),
        format!("Host: localhost:00{port}\r\n"),
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
    // Links created after the files were listed.
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
        // A closed connection is also an answer.
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
    // WebSockets that send invalid data, or disappear without notice.
    for _ in 0..20 {
        let (mut socket, _) = server.socket();
        let _ = socket.send("x".repeat(1 << 16).into());
        drop(socket);
    }
    assert_eq!(status(&server.get("/")), "200");
}

/// Four clients request `targets` one after another while `work` runs. Returns how often they got a
/// harmless file, and how often the one from outside. Other answers are not counted.
#[cfg(target_os = "linux")]
fn ask_while(server: &Server, targets: &[&str], work: impl FnOnce()) -> (usize, usize) {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    let (over, inside, outside) = (
        AtomicBool::new(false),
        AtomicUsize::new(0),
        AtomicUsize::new(0),
    );
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for target in targets.iter().cycle() {
                    if over.load(Ordering::Relaxed) {
                        return;
                    }
                    let answer = server.get(target);
                    if answer.contains(SECRET) {
                        outside.fetch_add(1, Ordering::Relaxed);
                    } else if status(&answer) == "200" {
                        inside.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
        work();
        over.store(true, Ordering::Relaxed);
    });
    (inside.into_inner(), outside.into_inner())
}

/// A link can replace a file between any two accesses to it. The variable `EXCHANGES` sets how
/// often that is tried (3,000 by default).
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_is_exchanged_with_a_link_to_one_outside_is_never_sent() {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use std::os::unix::fs::symlink;
    let exchanges = std::env::var("EXCHANGES").map_or(3_000, |times| {
        times.parse::<usize>().expect("a number of exchanges")
    });
    let server = Server::start_after(|root| {
        for folder in ["content/static/folder", "content/static/way", "static"] {
            fs::create_dir_all(root.join(folder)).expect("made");
        }
        for file in [
            "content/static/file.txt",
            "content/static/folder/secret.txt",
            "content/static/way/plain.txt",
            "static/style.css",
        ] {
            fs::write(root.join(file), "harmless").expect("written");
        }
        symlink("way/plain.txt", root.join("content/static/link.txt")).expect("linked");
    });
    let outside = server.around.path();
    let style = "/style.css";
    let targets = ["/file.txt", "/folder/secret.txt", "/link.txt", style];
    let root = server.root();
    let topic = fs::read_to_string(root.join("content/topics/closure.md")).expect("read");
    fs::write(
        outside.join("topic.md"),
        topic.replace("The bridge", SECRET),
    )
    .expect("written");
    fs::create_dir(outside.join("folder")).expect("made");
    fs::write(outside.join("folder/secret.txt"), SECRET).expect("written");
    // A path in the project, and the target of the link that replaces what is at the path.
    let pairs = [
        ("content/static/file.txt", "secret.txt"),
        ("content/static/folder", "folder"),
        ("content/static/link.txt", "secret.txt"),
        ("static/style.css", "secret.txt"),
        ("content/topics/closure.md", "topic.md"),
    ];
    let pairs = pairs.map(|(path, target)| {
        let link = outside.join(format!("link-{}", path.replace('/', "-")));
        symlink(outside.join(target), &link).expect("linked");
        (root.join(path), link)
    });
    let all = [&targets[..], &["/topics/closure.html"]].concat();
    let (inside, from_outside) = ask_while(&server, &all, || {
        for _ in 0..exchanges {
            for (path, link) in &pairs {
                renameat_with(CWD, path, CWD, link, RenameFlags::EXCHANGE).expect("exchanged");
            }
        }
    });
    let told = format!(
        "{exchanges} exchanges of each: {inside} answers with a file, {from_outside} from outside\n"
    );
    if std::env::var_os("EXCHANGES").is_some() {
        std::io::stdout().write_all(told.as_bytes()).expect("told");
    }
    assert_eq!(from_outside, 0, "{told}");
    // Faults are shown over pages and printed, with lines of files.
    let (_socket, state) = server.socket();
    assert!(!state.to_string().contains(SECRET));
    assert!(!server.log().contains(SECRET), "{}", server.log());
    for (path, link) in &pairs {
        if path.is_symlink() && path.ends_with("link.txt") {
            let _ = fs::remove_file(path);
            symlink("way/plain.txt", path).expect("linked");
        } else if path.is_symlink() {
            renameat_with(CWD, path, CWD, link, RenameFlags::EXCHANGE).expect("exchanged");
        }
    }
    for target in targets {
        wait_until("it is served again", || {
            server.get(target).ends_with("harmless")
        });
    }
}

#[cfg(unix)]
#[test]
fn special_files_are_refused_without_waiting() {
    use crate::server::make_pipe;
    use std::os::unix::fs::symlink;
    let server = Server::start_after(|root| {
        let files = root.join("content/static");
        fs::create_dir(&files).expect("made");
        for name in ["pipe", "device", "folder"] {
            fs::write(files.join(name), "harmless").expect("written");
        }
    });
    for name in ["pipe", "device", "folder"] {
        let file = server.root().join("content/static").join(name);
        let _ = fs::remove_file(&file);
        match name {
            "pipe" => make_pipe(&file),
            "device" => symlink("/dev/zero", &file).expect("linked"),
            _ => fs::create_dir(&file).expect("made"),
        }
        for _ in 0..50 {
            let answer = server.get(&format!("/{name}"));
            assert_eq!(status(&answer), "404", "{name}: {answer}");
        }
    }
}

#[cfg(unix)]
#[test]
fn files_are_sent_whole_in_parts_or_not_at_all() {
    let server = Server::start_after(|root| {
        fs::create_dir(root.join("content/static")).expect("made");
        fs::write(root.join("content/static/data.txt"), "0123456789").expect("written");
        let real = root.join("content/static/real.svg");
        fs::write(&real, "<svg/>").expect("written");
        std::os::unix::fs::symlink("real.svg", root.join("content/static/near.svg"))
            .expect("linked");
        std::os::unix::fs::symlink(real, root.join("content/static/whole.svg")).expect("linked");
    });
    let get = |further: &str| server.request("/data.txt", further).to_lowercase();
    let whole = get("");
    assert!(whole.ends_with("\r\n\r\n0123456789"), "{whole}");
    for header in [
        "content-length: 10\r\n",
        "content-type: text/plain; charset=utf-8\r\n",
        "cache-control: no-cache\r\n",
        "accept-ranges: bytes\r\n",
    ] {
        assert!(whole.contains(header), "{header}: {whole}");
    }
    for (range, sent, part) in [
        ("2-4", "bytes 2-4/10", "234"),
        ("7-", "bytes 7-9/10", "789"),
        ("-2", "bytes 8-9/10", "89"),
        ("8-100", "bytes 8-9/10", "89"),
    ] {
        let answer = get(&format!("Range: bytes={range}\r\n"));
        assert_eq!(status(&answer), "206", "{answer}");
        assert!(answer.contains(sent), "{answer}");
        assert!(answer.ends_with(&format!("\r\n\r\n{part}")), "{answer}");
    }
    assert_eq!(status(&get("Range: bytes=10-\r\n")), "416");
    for name in ["last-modified", "etag"] {
        let value = whole
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{name}: ")));
        let value = value.expect("it is there").to_uppercase();
        let asked = match name {
            "etag" => "If-None-Match",
            _ => "If-Modified-Since",
        };
        // Names of days and months need their capitals.
        let value = match name {
            "etag" => value.to_lowercase().replace("w/", "W/"),
            _ => title_case(&value),
        };
        let answer = get(&format!("{asked}: {value}\r\n"));
        assert_eq!(status(&answer), "304", "{asked}: {value}: {answer}");
        assert!(answer.ends_with("\r\n\r\n"), "{answer}");
    }
    let head = server.raw(
        format!(
            "HEAD /data.txt HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            server.port
        )
        .as_bytes(),
    );
    assert!(head.to_lowercase().contains("content-length: 10\r\n"));
    assert!(head.ends_with("\r\n\r\n"), "{head}");
    for link in ["/near.svg", "/whole.svg"] {
        let answer = server.get(link);
        assert!(answer.ends_with("<svg/>"), "{link}: {answer}");
        assert!(answer.contains("image/svg+xml"), "{link}: {answer}");
    }
}

/// Turns `FRI, 27 NOV` into `Fri, 27 Nov`, and keeps `GMT`.
#[cfg(unix)]
fn title_case(text: &str) -> String {
    let words = text.split(' ').map(|word| match word {
        "GMT" => word.to_owned(),
        _ => {
            let (first, rest) = word.split_at(1);
            format!("{first}{}", rest.to_lowercase())
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Opens `count` connections that ask for `target` and read nothing.
fn that_do_not_read(server: &Server, target: &str, count: usize) -> Vec<TcpStream> {
    let request = format!(
        "GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
        server.port
    );
    let connections = (0..count).map(|_| {
        let mut stream = server.connect();
        // The server may have closed it already.
        let _ = stream.write_all(request.as_bytes());
        stream
    });
    connections.collect()
}

fn with_large_files(root: &std::path::Path) {
    for folder in ["content/static", "static"] {
        fs::create_dir_all(root.join(folder)).expect("made");
        let file = fs::File::create(root.join(folder).join("large.bin")).expect("made");
        file.set_len(30 << 20).expect("made longer");
    }
}

/// There are fewer places than connections, and no connection gives its place back.
#[cfg(unix)]
#[test]
fn clients_that_do_not_read_keep_nobody_waiting() {
    let server = Server::start_among(256, |root| {
        with_large_files(root);
        // The two files get different names.
        let folder = root.join("content/static");
        fs::rename(folder.join("large.bin"), folder.join("file.bin")).expect("renamed");
    });
    let mut held = Vec::new();
    for target in ["/file.bin", "/large.bin", "/print.html"] {
        held.extend(that_do_not_read(&server, target, 100));
        for _ in 0..3 {
            assert_eq!(status(&server.get("/")), "200", "{target}");
        }
    }
    // A file is still sent whole to a client that reads it.
    let file = server.get("/file.bin");
    assert!(file.len() > 30 << 20);
}

#[cfg(target_os = "linux")]
#[test]
fn clients_that_do_not_read_cost_no_memory() {
    let server = Server::start_after(|root| {
        with_large_files(root);
        fs::remove_dir_all(root.join("content/static")).expect("removed");
    });
    let memory = || {
        let status = fs::read_to_string(format!("/proc/{}/status", server.child.id()));
        let status = status.expect("read");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        number
            .expect("a number")
            .parse::<usize>()
            .expect("a number")
            >> 10
    };
    let before = memory();
    let held = that_do_not_read(&server, "/large.bin", 100);
    assert_eq!(status(&server.get("/")), "200");
    // One copy per connection would take 3,000 MB.
    let after = memory();
    assert!(after < before + 500, "{before} MB before, {after} MB after");
    drop(held);
}

#[cfg(unix)]
#[test]
fn sockets_of_pages_have_their_own_places() {
    let server = Server::start_among(256, |_| {});
    let upgrade = format!(
        "GET /.dossier/live HTTP/1.1\r\nHost: 127.0.0.1:{0}\r\nOrigin: http://127.0.0.1:{0}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        server.port
    );
    let mut sockets = Vec::new();
    let mut refused = 0;
    for _ in 0..100 {
        let mut stream = server.connect();
        stream.write_all(upgrade.as_bytes()).expect("sent");
        let mut line = [0; 12];
        std::io::Read::read_exact(&mut stream, &mut line).expect("an answer");
        match &line {
            b"HTTP/1.1 101" => sockets.push(stream),
            b"HTTP/1.1 503" => refused += 1,
            other => panic!("{}", String::from_utf8_lossy(other)),
        }
    }
    assert!(!sockets.is_empty() && refused > 0, "{refused} refused");
    assert_eq!(status(&server.get("/")), "200");
    // Once one closes, another can connect.
    sockets.pop();
    wait_until("there is room again", || {
        let mut stream = server.connect();
        stream.write_all(upgrade.as_bytes()).expect("sent");
        let mut line = [0; 12];
        std::io::Read::read_exact(&mut stream, &mut line).expect("an answer");
        &line == b"HTTP/1.1 101"
    });
}
