//! `dossier serve` as a browser sees it.

use crate::folders::{dossier, tree};
use crate::server::{Server, said, status};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

#[test]
fn pages_and_files_are_where_a_build_would_put_them() {
    let server = Server::start();
    let home = server.get("/");
    assert_eq!(status(&home), "200");
    assert!(
        home.contains("content-type: text/html; charset=utf-8"),
        "{home}"
    );
    assert!(home.contains("<title>The bridge at Halden</title>"));
    assert_eq!(home.matches("/.dossier/live.js").count(), 1);
    // A published site has a different address from a served one.
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
    let fixed = said(&mut socket);
    assert_eq!(fixed["faults"].as_array().map(Vec::len), Some(0));

    // A style sheet is exchanged in place, and the pages stay the same.
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

    // The server wrote nothing: all changes are this test's own.
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
    // A busy machine may pause this test between two files, so one success in five is enough.
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
fn a_save_in_two_steps_is_not_an_empty_file() {
    let server = Server::start();
    let (mut socket, _) = server.socket();
    let path = server.root().join("content/topics/closure.md");
    let text = fs::read_to_string(&path).expect("read");
    // A busy machine may pause this test between the two steps, so one success in five is enough.
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

    // A file that stays empty is reported.
    fs::write(&path, "").expect("written");
    let empty = said(&mut socket);
    let fault = empty["faults"][0].as_str().expect("a text");
    assert!(fault.starts_with("error[empty-file]"), "{fault}");
}

#[test]
fn a_project_that_begins_with_a_fault_is_shown_once_it_is_fixed() {
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

#[cfg(unix)]
#[test]
fn it_stops_on_a_signal() {
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
fn a_port_in_use_is_reported() {
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
