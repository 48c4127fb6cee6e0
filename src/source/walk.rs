//! Walks the project's folders, following links that stay inside.
//!
//! In: the root and the configuration. Out: every file with its role, added to [`Sources`], and
//! faults. Reading the files is left to `read.rs`.

use super::built_in;
use super::given::names_in;
use super::read::{link_outside, read_failed};
use super::role::{
    FOLDERS, Role, content_role, labels_role, name_within, theme_role, where_it_belongs,
};
use super::slashed::slashed;
use super::sources::{SourceFile, Sources, Unread};
use crate::diag::{Code, Diagnostic, Failure, Place, Sink};
use crate::text::{is_shown, nearest, visible};
use std::collections::BTreeSet;
use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Where the files of a project are, besides the folders that every project has.
#[derive(Debug)]
pub struct Layout<'a> {
    /// The name of the theme.
    pub theme: &'a str,
    /// Where the theme is named.
    pub theme_place: Place,
    /// The folder of captures that the configuration names, relative to the root. It may be
    /// missing.
    pub captures: &'a str,
    /// The folder of captures that was given on the command line instead. It must exist.
    pub given_captures: Option<&'a Path>,
    /// Whether the configuration could be read. If not, files that it would lead to are not missed.
    pub is_known: bool,
}

/// Adds every file of the project to `sources`, sorted by path within each folder. Hidden files are
/// skipped, except `.well-known` (RFC 8615). A file that nothing reads causes a warning.
pub fn walk(sources: &mut Sources, layout: Layout<'_>, sink: &mut Sink) {
    let theme = format!("themes/{}", layout.theme);
    let mut walker = Walker { sources, sink };
    if layout.is_known && !walker.is_folder("content") {
        walker.sink.report(
            Diagnostic::error(
                Code::UnreadableFile,
                Place::Path("content".into()),
                "there is no folder `content/`",
            )
            .help("it holds the dossier's articles, topics and annotations: create it with `dossier new topic`, or name another project with `--root`"),
        );
    }
    walker.folder("content", &content_role);
    walker.folder("templates", &|_| Some(Role::Template));
    walker.folder("static", &|_| Some(Role::Static));
    walker.folder("labels", &labels_role);
    walker.theme(layout.theme);
    walker.built_in_labels();
    walker.at_root(LOCK, Role::Lock);
    walker.at_root(OVERRIDES, Role::Overrides);
    walker.captures(layout.given_captures, layout.captures);
    if layout.is_known && walker.sources.of(Role::ThemeConfig).next().is_none() {
        let message = format!("there is no theme `{}`", layout.theme);
        // An unreadable `themes/` folder has already been reported.
        let others = themes(&walker.sources.root).unwrap_or_default();
        let near = nearest(layout.theme, others.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean `theme = \"{near}\"`?"),
            None => {
                let others: Vec<String> = others.iter().map(|name| format!("`{name}`")).collect();
                format!(
                    "use {}, or create your own theme: a folder `{theme}/` with a file `theme.toml`",
                    others.join(" or ")
                )
            }
        };
        walker
            .sink
            .report(Diagnostic::error(Code::MissingTheme, layout.theme_place, message).help(help));
    }
}

/// Adds only the files of the theme `name` to `sources`.
pub fn walk_theme(sources: &mut Sources, name: &str, sink: &mut Sink) {
    Walker { sources, sink }.theme(name);
}

/// The names of the themes that the project at `root` can use, its own and the built-in ones,
/// sorted.
///
/// # Errors
/// [`Failure`] if the project's own themes cannot be read.
pub fn themes(root: &Path) -> Result<Vec<String>, Failure> {
    let mut names: BTreeSet<String> = built_in::themes().map(str::to_owned).collect();
    let folder = root.join("themes");
    for name in names_in(&folder)? {
        let facts = folder.join(&name).join("theme.toml");
        let is_theme = facts_of(&facts).map_err(|error| Failure::new("look at", &facts, error))?;
        if is_theme.is_some_and(|facts| facts.is_file()) {
            names.extend(name.into_string());
        }
    }
    Ok(names.into_iter().collect())
}

/// The metadata of what is at `path`, following links. `None` if nothing is there.
pub(super) fn facts_of(path: &Path) -> io::Result<Option<Metadata>> {
    present(path.metadata())
}

/// Turns an error that means only "nothing is there" into `None`. Other errors are system failures.
fn present<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The path of the evidence lock, relative to the project's root.
pub const LOCK: &str = "evidence.lock";

/// The path of the record of overrides, relative to the project's root.
pub const OVERRIDES: &str = "overrides.toml";

/// A walk in progress: the files found, and the faults reported.
pub(super) struct Walker<'a> {
    pub(super) sources: &'a mut Sources,
    pub(super) sink: &'a mut Sink,
}

impl Walker<'_> {
    /// The metadata of what is at `path` in the project, following links. `None` if nothing is
    /// there, or after a system failure, which is reported.
    fn facts(&mut self, path: &str) -> Option<Metadata> {
        match facts_of(&self.sources.root.join(path)) {
            Ok(facts) => facts,
            Err(error) => {
                self.failed(path, &error);
                None
            }
        }
    }

    fn is_folder(&mut self, path: &str) -> bool {
        let before = self.sink.diagnostics().len();
        let is_folder = self.facts(path).is_some_and(|facts| facts.is_dir());
        is_folder || self.sink.diagnostics().len() > before
    }

    fn folder(&mut self, folder: &str, role: &dyn Fn(&str) -> Option<Role>) {
        let start = self.sources.root.join(folder);
        match present(start.symlink_metadata()) {
            Ok(Some(_)) => {}
            Ok(None) => return,
            Err(error) => return self.failed(folder, &error),
        }
        match Failure::guard(&start, || self.files_below(&start, folder, role)) {
            Ok(found) => {
                for (name, path) in found {
                    if let Some(name) = self.sound_name(name, &path) {
                        self.file(folder, name, role);
                    }
                }
            }
            Err(failure) => self.failed(folder, failure.reason()),
        }
    }

    /// The files below the folder at `start`, sorted. Each has its path relative to `start`, with
    /// `/`. That path is `None` if it is not UTF-8.
    fn files_below(
        &mut self,
        start: &Path,
        folder: &str,
        role: &dyn Fn(&str) -> Option<Role>,
    ) -> Vec<(Option<String>, PathBuf)> {
        let mut found = Vec::new();
        let mut refused = Vec::new();
        let project = self.sources.root.canonicalize();
        let walk = WalkDir::new(start)
            .follow_links(true)
            .into_iter()
            .filter_entry(|entry| {
                if entry.depth() > 0 && hidden(entry.path()) {
                    return false;
                }
                let stays = match entry.path_is_symlink() {
                    true => leads_into(entry.path(), &project),
                    false => Ok(true),
                };
                let is_sound = matches!(stays, Ok(true));
                if !is_sound {
                    refused.push((entry.path().to_owned(), stays.err()));
                }
                is_sound
            });
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {
                    let name = entry.path().strip_prefix(start).ok().and_then(slashed);
                    let role = name.as_deref().and_then(role);
                    if role.is_some_and(Role::is_read_as_text) {
                        self.unreadable(entry.path(), "it is a folder");
                    }
                }
                Ok(entry) if entry.file_type().is_file() => found.push(entry.into_path()),
                Ok(entry) => self.unreadable(entry.path(), "it is not a regular file"),
                Err(error) => self.report(start, folder, &error),
            }
        }
        for (path, failed) in refused {
            let place = Place::Path(self.shown(&path));
            self.sink.report(match failed {
                Some(reason) => read_failed(place, &reason),
                None => link_outside(place),
            });
        }
        // Sort by the text of the paths, which is the same on every system.
        let mut found: Vec<_> = found
            .into_iter()
            .filter_map(|path| Some((slashed(path.strip_prefix(start).ok()?), path)))
            .collect();
        found.sort();
        found
    }

    /// The name of the file at `path`, if pages, addresses and messages can contain it. Otherwise
    /// reports a fault.
    pub(super) fn sound_name(&mut self, name: Option<String>, path: &Path) -> Option<String> {
        let Some(name) = name else {
            self.unreadable(path, "its name is not UTF-8");
            return None;
        };
        if let Some(c) = name.chars().find(|c| !is_shown(*c)) {
            let why = format!(
                "its name contains the control character U+{:04X}",
                u32::from(c)
            );
            self.unreadable(path, &why);
            return None;
        }
        Some(name)
    }

    fn file(&mut self, folder: &str, name: String, role: &dyn Fn(&str) -> Option<Role>) {
        let path = format!("{folder}/{name}");
        let Some(role) = role(&name) else {
            match folder {
                "content" => {}
                "labels" => {
                    let help =
                        "name a label file after its language, like `de.toml` or `pt-BR.toml`";
                    let place = Place::Path(path);
                    self.sink.report(
                        Diagnostic::warning(Code::UnreadFile, place, "nothing reads this file")
                            .help(help),
                    );
                    return;
                }
                // A theme may contain other files, like a README or a license.
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
            // Files of one folder follow each other, so this reports the folder only once.
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

    /// Adds the files of a built-in theme.
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

    /// Adds the built-in label files.
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

    /// The misnamed folder of `content/` that holds the file `name`, and the name that was probably
    /// meant. `None` if a folder with the right name exists.
    fn misnamed_folder(&self, name: &str) -> Option<(String, &'static str)> {
        let (folder, _) = name.split_once('/')?;
        let meant = nearest(folder, FOLDERS.into_iter())?;
        let content = self.sources.root.join("content");
        // The walk itself reports a folder that cannot be examined.
        let is_missing = matches!(facts_of(&content.join(meant)), Ok(None));
        (meant != folder && is_missing).then(|| (format!("content/{folder}"), meant))
    }

    /// Adds the files of a theme: the project's own, or else the built-in one.
    fn theme(&mut self, name: &str) {
        let folder = format!("themes/{name}");
        self.folder(&folder, &theme_role);
        if !self.is_folder(&folder) {
            self.built_in_theme(name);
        }
    }

    /// Adds the file `name` at the project's root, if it exists.
    fn at_root(&mut self, name: &str, role: Role) {
        if self.facts(name).is_some() {
            self.sources.add(SourceFile {
                path: name.to_owned(),
                role,
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
            let message = "this link leads back to a folder that contains it".to_owned();
            (Code::SymlinkLoop, message, "remove the link")
        } else {
            match error.io_error() {
                Some(reason) if reason.kind() != ErrorKind::NotFound => {
                    return self.failed(&path, reason);
                }
                _ => {}
            }
            let message = "cannot read this: the link is broken".to_owned();
            let help = "check where it leads, and that you may read it";
            (Code::UnreadableFile, message, help)
        };
        self.sink
            .report(Diagnostic::error(code, Place::Path(path), message).help(help));
    }

    /// Reports that the system could not read what is at `path` in the project.
    fn failed(&mut self, path: &str, reason: &io::Error) {
        let place = Place::Path(visible(path).into_owned());
        self.sink.report(read_failed(place, reason));
    }

    /// A path relative to the root, safe to print.
    fn shown(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.sources.root).unwrap_or(path);
        visible(&path.to_string_lossy()).into_owned()
    }

    /// Reports that what is at `path` cannot be read, with the reason.
    pub(super) fn unreadable(&mut self, path: &Path, why: &str) {
        let place = Place::Path(self.shown(path));
        let message = format!("cannot read this file: {why}");
        self.sink.report(
            Diagnostic::error(Code::UnreadableFile, place, message)
                .help("replace it with a plain file, named with letters, digits and hyphens"),
        );
    }
}

/// Whether the link at `path` leads to somewhere below `folder`. A broken link counts as inside,
/// because the walk reports it.
fn leads_into(path: &Path, folder: &io::Result<PathBuf>) -> io::Result<bool> {
    let folder = folder.as_ref().map_err(|error| error.kind())?;
    let to = present(path.canonicalize())?;
    Ok(to.is_none_or(|to| to.starts_with(folder)))
}

/// Whether the walk skips what is at `path`. It skips names with a leading dot, except
/// `.well-known` (RFC 8615).
pub(super) fn hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b".") && name != ".well-known")
}
