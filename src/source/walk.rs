//! The walk over the project's folders: the only file that names `walkdir`.

use super::{Role, SourceFile, Sources, Unread, built_in};
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{LanguageTag, Slug, nearest};
use crate::text::shell_word;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Adds every file of the project to `sources`, in the order of their paths. Hidden files are
/// left out, but for `.well-known` (RFC 8615); a file that stands where nothing reads it gets a warning.
/// The captures stand in the configured folder, or in `captures`, which must be there then.
pub fn walk(sources: &mut Sources, config: &Config, captures: Option<&Path>, sink: &mut Sink) {
    let theme = format!("themes/{}", config.theme);
    let mut walker = Walker { sources, sink };
    if config.readable && !walker.sources.root.join("content").is_dir() {
        walker.sink.report(
            Diagnostic::error(
                Code::UnreadableFile,
                Place::Path("content".into()),
                "the folder `content/` is not there",
            )
            .help("a dossier's articles, topics and annotations stand in it: `dossier new topic` makes it; or name another project with `--root`"),
        );
    }
    walker.folder("content", &content_role);
    walker.folder("templates", &|_| Some(Role::Template));
    walker.folder("static", &|_| Some(Role::Static));
    walker.folder("labels", &labels_role);
    walker.theme(config.theme.as_str());
    walker.built_in_labels();
    walker.at_root(LOCK, Role::Lock);
    walker.at_root(OVERRIDES, Role::Overrides);
    walker.captures(captures, &config.captures.dir);
    if config.readable && walker.sources.of(Role::ThemeConfig).next().is_none() {
        let place = config.place(walker.sources, "theme");
        let message = format!("the theme `{}` is not there", config.theme);
        let others = themes(&walker.sources.root);
        let near = nearest(config.theme.as_str(), others.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean `theme = \"{near}\"`?"),
            None => {
                let others: Vec<String> = others.iter().map(|name| format!("`{name}`")).collect();
                format!(
                    "there is {}; a theme of your own is a folder `{theme}/` with a file `theme.toml`",
                    others.join(" and ")
                )
            }
        };
        walker
            .sink
            .report(Diagnostic::error(Code::MissingTheme, place, message).help(help));
    }
}

/// Adds the files of the theme `name` alone to `sources`.
pub fn walk_theme(sources: &mut Sources, name: &str, sink: &mut Sink) {
    Walker { sources, sink }.theme(name);
}

/// The names of the themes that the project at `root` can use, its own and those that the program brings along, in order.
pub fn themes(root: &Path) -> Vec<String> {
    let folders = std::fs::read_dir(root.join("themes"));
    let own = folders.into_iter().flatten().filter_map(Result::ok);
    let own = own.filter(|entry| entry.path().join("theme.toml").is_file());
    let own = own.filter_map(|entry| entry.file_name().into_string().ok());
    let names: BTreeSet<String> = own.chain(built_in::themes().map(str::to_owned)).collect();
    names.into_iter().collect()
}

/// What a file under `content/` is for.
fn content_role(path: &str) -> Option<Role> {
    let (folder, rest) = path.split_once('/').unwrap_or(("", path));
    let flat = !rest.contains('/');
    match folder {
        "" if path == "index.md" => Some(Role::Home),
        "articles" if flat && rest.ends_with(".md") => Some(Role::Article),
        "topics" if flat && rest.ends_with(".md") => Some(Role::Topic),
        "annotations" if rest.ends_with(".yaml") || rest.ends_with(".yml") => {
            Some(Role::Annotations)
        }
        "static" => Some(Role::ContentStatic),
        _ => None,
    }
}

/// What a file under `labels/` is for.
fn labels_role(path: &str) -> Option<Role> {
    let language = path.strip_suffix(".toml");
    language.and_then(LanguageTag::new).map(|_| Role::Labels)
}

/// The folders of `content/`.
const FOLDERS: [&str; 4] = ["articles", "topics", "annotations", "static"];

/// The mend of a file under `content/` that nothing reads.
fn where_it_belongs(path: &str, is_there: impl Fn(&str) -> bool) -> String {
    const GENERAL: &str = "articles and topics are `.md` files in `content/articles/` and `content/topics/`, annotations are \
                           `.yaml` files in `content/annotations/`, and what is copied stands in `content/static/`";
    let (folder, rest) = path.split_once('/').unwrap_or(("", path));
    let name = rest.rsplit('/').next().unwrap_or(rest);
    let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
    let is_yaml = extension.starts_with("yaml") || extension.starts_with("yml");
    let meant = match nearest(folder, FOLDERS.into_iter()) {
        Some(folder) => folder,
        None if folder.is_empty() && is_yaml => "annotations",
        None => return GENERAL.into(),
    };
    let wanted = if meant == "annotations" { "yaml" } else { "md" };
    // The name of an article or a topic is its id.
    let id = Slug::from_text(stem).map_or_else(|| stem.to_owned(), |id| id.to_string());
    let stem = if wanted == "md" { &id } else { stem };
    match extension {
        "html" | "htm" => match shell_word(&format!("content/{path}")) {
            Some(path) => format!("if this is an article as you saved it: `dossier import {path}`"),
            None => "if this is an article as you saved it, give it another name and import it with `dossier import`".into(),
        },
        _ if meant == "static" => put("move", format!("content/{meant}/{name}"), is_there),
        extension if extension == wanted => {
            put("move", format!("content/{meant}/{stem}.{wanted}"), is_there)
        }
        "" | "txt" | "text" | "markdown" | "mdx" | "yaml" | "yml" | "json" => put(
            "rename",
            format!("content/{meant}/{stem}.{wanted}"),
            is_there,
        ),
        extension if extension.starts_with(wanted) => put(
            "rename",
            format!("content/{meant}/{stem}.{wanted}"),
            is_there,
        ),
        _ => GENERAL.into(),
    }
}

/// The mend of a file that belongs at `path`.
fn put(verb: &str, path: String, is_there: impl Fn(&str) -> bool) -> String {
    match is_there(&path) {
        true => format!(
            "`{path}` is there too: delete one of them, or give this one another name there"
        ),
        false => format!("{verb} it to `{path}`"),
    }
}

/// What a file of a theme is for.
fn theme_role(path: &str) -> Option<Role> {
    match path.split_once('/') {
        None if path == "theme.toml" => Some(Role::ThemeConfig),
        Some(("templates", _)) => Some(Role::ThemeTemplate),
        Some(("static", _)) => Some(Role::ThemeStatic),
        Some(("labels", name)) if labels_role(name).is_some() => Some(Role::ThemeLabels),
        _ => None,
    }
}

/// The path of a file relative to the folder of its role, where `name` is the path in the folder that was walked.
fn name_within(role: Role, name: String) -> String {
    match role {
        Role::Home | Role::ThemeConfig | Role::Template | Role::Static | Role::Labels => name,
        _ => name
            .split_once('/')
            .map_or(name.clone(), |(_, rest)| rest.to_owned()),
    }
}

/// The lock of the quotes, at the project's root.
pub const LOCK: &str = "evidence.lock";

/// What the project's own versions of a theme's files were made of, at the project's root.
pub const OVERRIDES: &str = "overrides.toml";

struct Walker<'a> {
    sources: &'a mut Sources,
    sink: &'a mut Sink,
}

impl Walker<'_> {
    fn folder(&mut self, folder: &str, role: &dyn Fn(&str) -> Option<Role>) {
        let start = self.sources.root.join(folder);
        if !start.exists() {
            return;
        }
        let mut found = Vec::new();
        let mut outside = Vec::new();
        let project = self.sources.root.canonicalize();
        let walk = WalkDir::new(&start)
            .follow_links(true)
            .into_iter()
            .filter_entry(|entry| {
                let seen = entry.depth() == 0 || !hidden(entry.path());
                let stays = !entry.path_is_symlink() || leads_into(entry.path(), &project);
                if seen && !stays {
                    outside.push(entry.path().to_owned());
                }
                seen && stays
            });
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {
                    let name = entry.path().strip_prefix(&start).ok().and_then(slashed);
                    let role = name.as_deref().and_then(role);
                    if role.is_some_and(|role| role <= Role::Annotations) {
                        self.unreadable(entry.path(), "it is a folder");
                    }
                }
                Ok(entry) if entry.file_type().is_file() => found.push(entry.into_path()),
                Ok(entry) => self.unreadable(entry.path(), "it is no regular file"),
                Err(error) => self.report(&start, folder, &error),
            }
        }
        for path in outside {
            self.report_outside(&path);
        }
        // By the text of the paths, which is the same on every system.
        let mut found: Vec<_> = found
            .into_iter()
            .filter_map(|path| Some((slashed(path.strip_prefix(&start).ok()?), path)))
            .collect();
        found.sort();
        for (name, path) in found {
            let Some(name) = name else {
                self.unreadable(&path, "its name is not UTF-8");
                continue;
            };
            self.file(folder, name, role);
        }
    }

    fn file(&mut self, folder: &str, name: String, role: &dyn Fn(&str) -> Option<Role>) {
        let path = format!("{folder}/{name}");
        let Some(role) = role(&name) else {
            match folder {
                "content" => {}
                "labels" => {
                    let help =
                        "a file of labels is called as its language: `de.toml`, `pt-BR.toml`";
                    let place = Place::Path(path);
                    self.sink.report(
                        Diagnostic::warning(Code::UnreadFile, place, "nothing reads this file")
                            .help(help),
                    );
                    return;
                }
                // A theme may bring a README and a license.
                _ => return,
            }
            let told = self.misnamed_folder(&name);
            let (message, told_at, help) = match told {
                Some((folder, meant)) => (
                    "nothing reads the files in this folder",
                    folder,
                    format!("rename it to `content/{meant}`"),
                ),
                None => (
                    "nothing reads this file",
                    path.clone(),
                    where_it_belongs(&name, |path| self.sources.root.join(path).exists()),
                ),
            };
            // The files of a folder come one after another.
            let last = self.sources.unread.last();
            if last.is_none_or(|last| last.told_at != told_at) {
                let place = Place::Path(told_at.clone());
                self.sink.report(
                    Diagnostic::warning(Code::UnreadFile, place, message).help(help.clone()),
                );
            }
            self.sources.unread.push(Unread {
                path,
                told_at,
                help,
            });
            return;
        };
        let name = name_within(role, name);
        self.sources.add(SourceFile {
            path,
            role,
            name,
            built_in: None,
        });
    }

    /// Adds the files of a theme that the program brings along.
    fn built_in_theme(&mut self, theme: &str) {
        for (name, bytes) in built_in::theme(theme) {
            if let Some(role) = theme_role(&name) {
                self.sources.add(SourceFile {
                    path: format!("themes/{theme}/{name} (built in)"),
                    role,
                    name: name_within(role, name),
                    built_in: Some(bytes),
                });
            }
        }
    }

    /// Adds the labels that the program brings along.
    fn built_in_labels(&mut self) {
        for (name, bytes) in built_in::LABELS {
            self.sources.add(SourceFile {
                path: format!("src/labels/{name} (built in)"),
                role: Role::BaseLabels,
                name: name.to_owned(),
                built_in: Some(bytes),
            });
        }
    }

    /// The folder of `content/` in which the file `name` stands, and the one that was meant, where that is missing.
    fn misnamed_folder(&self, name: &str) -> Option<(String, &'static str)> {
        let (folder, _) = name.split_once('/')?;
        let meant = nearest(folder, FOLDERS.into_iter())?;
        let content = self.sources.root.join("content");
        (meant != folder && !content.join(meant).exists())
            .then(|| (format!("content/{folder}"), meant))
    }

    /// Adds the files of a theme: the project's own, or one that the program brings along.
    fn theme(&mut self, name: &str) {
        let folder = format!("themes/{name}");
        self.folder(&folder, &theme_role);
        if !self.sources.root.join(&folder).exists() {
            self.built_in_theme(name);
        }
    }

    /// Adds the file `name` at the project's root, where it is there.
    fn at_root(&mut self, name: &str, role: Role) {
        if self.sources.root.join(name).exists() {
            self.sources.add(SourceFile {
                path: name.to_owned(),
                role,
                name: name.to_owned(),
                built_in: None,
            });
        }
    }

    /// Adds the files of one folder, without those below it.
    fn captures(&mut self, given: Option<&Path>, configured: &str) {
        let (folder, shown) = match given {
            Some(folder) => (folder.to_path_buf(), folder.to_string_lossy().into_owned()),
            None => (self.sources.root.join(configured), configured.to_owned()),
        };
        self.sources.captures.clone_from(&folder);
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            // A clone has no captures.
            Err(error) if given.is_none() && error.kind() == ErrorKind::NotFound => return,
            Err(error) => {
                self.sources.captures_are_unread = true;
                let message = match error.kind() {
                    ErrorKind::NotFound => "the folder of the captures is not there".into(),
                    _ => format!("cannot read the captures: {error}"),
                };
                self.sink.report(
                    Diagnostic::error(Code::UnreadableFile, Place::Path(shown), message)
                        .help("name the folder in which the articles' saved texts stand"),
                );
                return;
            }
        };
        let mut names: Vec<_> = entries
            .filter_map(Result::ok)
            .filter(|entry| !hidden(&entry.path()) && entry.path().is_file())
            .map(|entry| entry.file_name())
            .collect();
        names.sort();
        for name in names {
            let Some(name) = name.to_str() else {
                self.unreadable(&folder.join(&name), "its name is not UTF-8");
                continue;
            };
            self.sources.add(SourceFile {
                path: format!("{}/{name}", shown.trim_end_matches(['/', '\\'])),
                role: Role::Capture,
                name: name.to_owned(),
                built_in: None,
            });
        }
    }

    fn report(&mut self, start: &Path, folder: &str, error: &walkdir::Error) {
        let path = error
            .path()
            .and_then(|path| slashed(path.strip_prefix(start).ok()?))
            .map_or(folder.to_owned(), |name| format!("{folder}/{name}"));
        let (code, message, help) = if error.loop_ancestor().is_some() {
            let message = "this link leads back to a folder that holds it".to_owned();
            (Code::SymlinkLoop, message, "remove the link")
        } else {
            let message = match error.io_error() {
                Some(reason) if reason.kind() == ErrorKind::NotFound => {
                    "cannot read this: it is a link to nothing".to_owned()
                }
                Some(reason) => format!("cannot read this: {reason}"),
                None => format!("cannot read this: {error}"),
            };
            let help = "check where it leads, and that you may read it";
            (Code::UnreadableFile, message, help)
        };
        self.sink
            .report(Diagnostic::error(code, Place::Path(path), message).help(help));
    }

    fn report_outside(&mut self, path: &Path) {
        let path = path.strip_prefix(&self.sources.root).unwrap_or(path);
        let place = Place::Path(path.to_string_lossy().into_owned());
        let message = "this link leads out of the project's folder";
        self.sink.report(
            Diagnostic::error(Code::LinkOutside, place, message)
                .help("put the file itself in its place: what a link leads to would be published, and is missing on other machines"),
        );
    }

    fn unreadable(&mut self, path: &Path, why: &str) {
        let path = path.strip_prefix(&self.sources.root).unwrap_or(path);
        let place = Place::Path(path.to_string_lossy().into_owned());
        let message = format!("cannot read this file: {why}");
        self.sink.report(
            Diagnostic::error(Code::UnreadableFile, place, message)
                .help("put a plain file in its place, with a name of letters, digits and hyphens"),
        );
    }
}

/// Whether the link at `path` leads to a place below `folder`. One that leads nowhere is told by the walk.
fn leads_into(path: &Path, folder: &std::io::Result<PathBuf>) -> bool {
    match (path.canonicalize(), folder) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => true,
    }
}

fn hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b".") && name != ".well-known")
}

/// The path with `/` between its parts, or `None` where it is not UTF-8.
pub(super) fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/"))
}
