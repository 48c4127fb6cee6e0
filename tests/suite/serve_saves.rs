//! Whatever happens to the files of a project, `dossier serve` sees the next good save.

use crate::folders::{lay_over, repository};
use crate::server::{Server, wait_until};
use std::fs;
use std::path::Path;
use std::time::Duration;

const TOPIC: &str = "content/topics/closure.md";

/// Saves the topic with unique words, and waits until they are on its page.
fn sees_a_save(server: &Server, what: &str) {
    let path = server.root().join(TOPIC);
    let text = fs::read_to_string(&path).expect("read");
    let words = format!("Saved after {what}.");
    fs::write(&path, format!("{text}\n{words}\n")).expect("written");
    wait_until(&words, || {
        server.get("/topics/closure.html").contains(&words)
    });
    fs::write(&path, text).expect("written");
    wait_until("they are gone", || {
        !server.get("/topics/closure.html").contains(&words)
    });
}

/// Does harm and undoes it, once immediately and once with time for a build in between. Each time,
/// the next save must be seen.
fn goes_on_after(what: &str, harm: impl Fn(&Path), repair: impl Fn(&Path)) {
    let server = Server::start();
    let root = server.root();
    for (pause, how) in [(0, "at a stroke"), (400, "with a pause")] {
        harm(&root);
        std::thread::sleep(Duration::from_millis(pause));
        repair(&root);
        sees_a_save(&server, &format!("{what}, {how}"));
    }
}

#[test]
fn after_bad_contents() {
    let server = Server::start();
    let path = server.root().join(TOPIC);
    let good = fs::read_to_string(&path).expect("read");
    let bad = |number: usize| -> Vec<u8> {
        match number % 10 {
            0 => b"---\ntitle: [\n---\n".to_vec(),
            1 => good.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            2 => Vec::new(),
            3 => b"---\n".repeat(500),
            4 => [b"---\ntitle: ".to_vec(), b"[".repeat(1000)].concat(),
            5 => good.replace("The bridge", "The \0 bridge").into_bytes(),
            6 => "wrong: key\n".repeat(50).into_bytes(),
            7 => format!("{good}{}", "[[actor:nobody]] ".repeat(50)).into_bytes(),
            8 => (0..4096)
                .map(|at: usize| (at * at * 31 + number) as u8)
                .collect(),
            _ => format!("---\ntitle: {}", "x".repeat(50_000)).into_bytes(),
        }
    };
    for number in 0..150 {
        fs::write(&path, bad(number)).expect("written");
        // Some are built separately, some together.
        std::thread::sleep(Duration::from_millis(if number < 30 { 60 } else { 5 }));
    }
    fs::write(&path, &good).expect("written");
    sees_a_save(&server, "bad contents");
}

#[test]
fn after_a_folder_was_removed() {
    goes_on_after(
        "a folder was removed",
        |root| fs::remove_dir_all(root.join("content/topics")).expect("removed"),
        |root| {
            let good = repository().join("docs/example/content/topics");
            lay_over(&good, &root.join("content/topics"));
        },
    );
}

#[test]
fn after_a_folder_was_away() {
    goes_on_after(
        "a folder was away",
        |root| fs::rename(root.join("content/topics"), root.join("away")).expect("renamed"),
        |root| fs::rename(root.join("away"), root.join("content/topics")).expect("renamed"),
    );
}

#[test]
fn after_all_content_was_away() {
    goes_on_after(
        "all content was away",
        |root| fs::rename(root.join("content"), root.join("away")).expect("renamed"),
        |root| fs::rename(root.join("away"), root.join("content")).expect("renamed"),
    );
}

/// Like a version control system that checks out another version.
#[test]
fn after_all_content_was_replaced() {
    let server = Server::start();
    let root = server.root();
    for time in 0..3 {
        let (new, old) = (root.join("new"), root.join(format!("old-{time}")));
        lay_over(&root.join("content"), &new);
        fs::rename(root.join("content"), old).expect("renamed");
        fs::rename(new, root.join("content")).expect("renamed");
        sees_a_save(&server, "all content was replaced");
    }
}

#[test]
fn after_a_folder_was_in_the_place_of_a_file() {
    goes_on_after(
        "a folder was in the place of a file",
        |root| {
            fs::rename(root.join(TOPIC), root.join("aside.md")).expect("renamed");
            fs::create_dir(root.join(TOPIC)).expect("made");
        },
        |root| {
            fs::remove_dir(root.join(TOPIC)).expect("removed");
            fs::rename(root.join("aside.md"), root.join(TOPIC)).expect("renamed");
        },
    );
}

#[test]
fn after_the_configuration_was_away() {
    goes_on_after(
        "the configuration was away",
        |root| fs::rename(root.join("site.toml"), root.join("aside.toml")).expect("renamed"),
        |root| fs::rename(root.join("aside.toml"), root.join("site.toml")).expect("renamed"),
    );
}

#[test]
fn after_many_files_came_in_new_folders() {
    let server = Server::start();
    let folder = server.root().join("content/annotations");
    for number in 0..100 {
        let folder = folder.join(format!("{number}/below"));
        fs::create_dir_all(&folder).expect("made");
        for name in ["a", "b", "c"] {
            let id = format!("{name}-{number}");
            let actor = format!("actors:\n  {id}: {{name: The Actor {id}, kind: Person}}\n");
            fs::write(folder.join(format!("{name}.yaml")), actor).expect("written");
        }
    }
    wait_until("the last one is read", || {
        server.get("/actors/c-99.html").contains("The Actor c-99")
    });
    fs::remove_dir_all(folder.join("99")).expect("removed");
    sees_a_save(&server, "many files came");
}

/// The captures may be anywhere, and an edit of the configuration may move them.
#[test]
fn after_the_captures_have_moved() {
    let server = Server::start();
    let root = server.root();
    fs::rename(root.join("captures"), root.join("elsewhere")).expect("renamed");
    let config = fs::read_to_string(root.join("site.toml")).expect("read");
    assert!(!config.contains("[captures]"));
    fs::write(
        root.join("site.toml"),
        format!("{config}\n[captures]\ndir = \"elsewhere\"\n"),
    )
    .expect("written");
    sees_a_save(&server, "the captures have moved");
    let capture = root.join("elsewhere/gazette-closure.txt");
    let text = fs::read_to_string(&capture).expect("read");
    fs::write(&capture, "Nothing of it is left.\n").expect("written");
    let faults = || {
        let (_socket, state) = server.socket();
        state["faults"].as_array().map_or(0, Vec::len)
    };
    wait_until("the capture is read", || faults() > 0);
    fs::write(&capture, text).expect("written");
    wait_until("the capture is read again", || faults() == 0);
}

#[cfg(unix)]
mod on_unix {
    use super::{TOPIC, goes_on_after, sees_a_save};
    use crate::folders::lay_over;
    use crate::server::{Server, make_pipe};
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;

    fn aside(root: &Path) {
        fs::rename(root.join(TOPIC), root.join("aside.md")).expect("renamed");
    }

    fn back(root: &Path) {
        fs::rename(root.join("aside.md"), root.join(TOPIC)).expect("renamed");
    }

    #[test]
    fn after_a_pipe_was_in_the_place_of_a_file() {
        goes_on_after(
            "a pipe was in the place of a file",
            |root| {
                aside(root);
                make_pipe(&root.join(TOPIC));
            },
            back,
        );
    }

    #[test]
    fn after_a_link_to_a_device_was_in_the_place_of_a_file() {
        goes_on_after(
            "a link to a device was in the place of a file",
            |root| {
                aside(root);
                symlink("/dev/zero", root.join(TOPIC)).expect("linked");
            },
            back,
        );
    }

    #[test]
    fn after_a_pipe_was_in_the_place_of_the_configuration() {
        goes_on_after(
            "a pipe was in the place of the configuration",
            |root| {
                fs::rename(root.join("site.toml"), root.join("aside.toml")).expect("renamed");
                make_pipe(&root.join("site.toml"));
            },
            |root| fs::rename(root.join("aside.toml"), root.join("site.toml")).expect("renamed"),
        );
    }

    /// If the user who runs this may read everything, removing permissions has no effect.
    #[test]
    fn after_permissions_were_taken_away() {
        for path in [TOPIC, "content/topics", "content", "site.toml"] {
            let set = |root: &Path, mode| {
                let mode = fs::Permissions::from_mode(mode);
                fs::set_permissions(root.join(path), mode).expect("set");
            };
            goes_on_after(
                &format!("{path} could not be read"),
                |root| set(root, 0o000),
                |root| set(root, 0o755),
            );
        }
    }

    /// The same, if the server starts without permissions.
    #[test]
    fn after_it_began_without_permissions() {
        for path in ["content/topics", "content"] {
            let set = |root: &Path, mode| {
                let mode = fs::Permissions::from_mode(mode);
                fs::set_permissions(root.join(path), mode).expect("set");
            };
            let server = Server::start_after(|root| set(root, 0o000));
            set(&server.root(), 0o755);
            sees_a_save(&server, path);
        }
    }

    #[test]
    fn after_content_became_a_link() {
        let server = Server::start();
        let root = server.root();
        for time in 0..2 {
            let real = root.join(format!("real-{time}"));
            let content = root.join("content").canonicalize().expect("there");
            lay_over(&content, &real);
            let gone = root.join(format!("gone-{time}"));
            fs::rename(root.join("content"), gone).expect("renamed");
            symlink(format!("real-{time}"), root.join("content")).expect("linked");
            sees_a_save(&server, "content became a link");
        }
    }
}
