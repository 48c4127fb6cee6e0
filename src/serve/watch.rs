//! What has changed on the disk: the only file that names `notify-debouncer-full`.

use crate::diag::Failure;
use crate::source::{LOCK, OVERRIDES};
use notify_debouncer_full::notify::{self, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, NoCache, new_debouncer_opt};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// A file that is written in several steps, as editors do, counts as changed when it has been quiet for so long.
const QUIET: Duration = Duration::from_millis(15);

/// How often that is looked at.
const TICK: Duration = Duration::from_millis(5);

/// Files that are saved together are one change: the next one is waited for so long …
const TOGETHER: Duration = Duration::from_millis(10);

/// … longer while one of them is empty, as a file is between the two steps in which most programs save it …
const EMPTY: Duration = Duration::from_millis(100);

/// … or is a folder, whose files are reported only once it is watched …
const FOLDER: Duration = Duration::from_millis(100);

/// … and all of them at most so long.
const LONGEST: Duration = Duration::from_millis(500);

/// The folders of a project that a site is made of.
const FOLDERS: [&str; 5] = ["content", "labels", "static", "templates", "themes"];

/// Watches the files of a project.
pub(super) struct Watch {
    debouncer: Debouncer<RecommendedWatcher, NoCache>,
    batches: Receiver<DebounceEventResult>,
    /// Folders to watch with everything in them, and whether each is watched now. The folder of captures is the last one.
    folders: Vec<(PathBuf, bool)>,
    /// Files beside them that count.
    files: Vec<PathBuf>,
    /// Folders in which changes may have been missed, because too much happened at once.
    unsure: BTreeSet<PathBuf>,
}

/// What has changed.
#[derive(Default)]
struct Changes {
    /// Paths that a site may be made of.
    paths: BTreeSet<PathBuf>,
    /// Watched folders that may have been replaced by others, or have links in them that may lead elsewhere now.
    stale: BTreeSet<PathBuf>,
}

impl Watch {
    /// Watches the project at `root`, whose configuration is the file `config`, and its `captures`.
    pub(super) fn new(root: &Path, config: &Path, captures: &Path) -> Result<Self, Failure> {
        let failed = |error: notify::Error| Failure::new("watch", root, io(error));
        let (sender, batches) = channel();
        let settings = notify::Config::default();
        let mut debouncer =
            new_debouncer_opt(QUIET, Some(TICK), sender, NoCache, settings).map_err(failed)?;
        let mut above = BTreeSet::from([root]);
        above.extend(config.parent());
        above.extend(captures.parent().filter(|folder| folder.is_dir()));
        for folder in above {
            debouncer
                .watch(folder, RecursiveMode::NonRecursive)
                .map_err(failed)?;
        }
        let folders = FOLDERS.iter().map(|folder| root.join(folder));
        let folders = folders.chain([captures.to_path_buf()]);
        let mut watch = Self {
            debouncer,
            batches,
            folders: folders.map(|folder| (folder, false)).collect(),
            files: vec![config.to_path_buf(), root.join(LOCK), root.join(OVERRIDES)],
            unsure: BTreeSet::new(),
        };
        watch.watch_folders(&BTreeSet::new());
        Ok(watch)
    }

    /// Watches `captures`, where the captures were in another folder so far.
    pub(super) fn look_for_captures(&mut self, captures: &Path) {
        let Some((folder, is_watched)) = self.folders.last_mut() else {
            return;
        };
        if folder == captures {
            return;
        }
        if *is_watched {
            // An error only says that it is gone.
            let _ = self.debouncer.unwatch(&*folder);
        }
        *folder = captures.to_path_buf();
        *is_watched = false;
        if let Some(above) = captures.parent().filter(|folder| folder.is_dir()) {
            let _ = self.debouncer.watch(above, RecursiveMode::NonRecursive);
        }
        self.watch_folders(&BTreeSet::new());
    }

    /// Waits until something has changed, and returns the paths; `None` where nothing can be told any more.
    pub(super) fn next(&mut self) -> Option<BTreeSet<PathBuf>> {
        loop {
            let mut changes = Changes::default();
            let first = match self.unsure.is_empty() {
                true => self
                    .batches
                    .recv()
                    .map_err(|_| RecvTimeoutError::Disconnected),
                false => self.batches.recv_timeout(LONGEST),
            };
            match first {
                Ok(batch) => self.add(batch, &mut changes),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            let start = Instant::now();
            let is_quiet = loop {
                match self.batches.recv_timeout(patience(&changes.paths)) {
                    Ok(batch) => self.add(batch, &mut changes),
                    Err(_) => break true,
                }
                if start.elapsed() >= LONGEST {
                    break false;
                }
            };
            let mut changed = changes.paths;
            changed.extend(self.watch_folders(&changes.stale));
            // The files of a new folder are reported only once it is watched, which may be later than this.
            let unsure = std::mem::take(&mut self.unsure);
            if is_quiet {
                changed.extend(unsure);
            } else {
                let folders = changed.iter().filter(|path| path.is_dir()).cloned();
                self.unsure = folders.chain(unsure).collect();
            }
            if !changed.is_empty() {
                return Some(changed);
            }
        }
    }

    fn add(&self, batch: DebounceEventResult, changes: &mut Changes) {
        let Ok(events) = batch else {
            self.add_everything(changes);
            return;
        };
        for event in events {
            if event.need_rescan() {
                self.add_everything(changes);
            }
            if matches!(event.kind, EventKind::Access(_)) {
                continue;
            }
            for path in &event.paths {
                changes.stale.extend(self.made_stale_by(path));
                if self.counts(path) {
                    changes.paths.insert(path.clone());
                }
            }
        }
    }

    /// Nobody knows what was missed: everything may have changed, and there may be new folders that are not watched.
    fn add_everything(&self, changes: &mut Changes) {
        let folders = self.folders.iter().map(|(folder, _)| folder);
        changes.stale.extend(folders.clone().cloned());
        changes.paths.extend(folders.cloned());
        changes.paths.extend(self.files.iter().cloned());
    }

    /// The watched folders that have to be watched again after a change at `path`: a watch stays with the folder that it was set on,
    /// wherever that is moved, and does not see links that are added later.
    fn made_stale_by(&self, path: &Path) -> impl Iterator<Item = PathBuf> {
        let folders = self.folders.iter().map(|(folder, _)| folder);
        // Only links that lead to a folder: Emacs locks a file with a link that leads nowhere.
        let is_link = path.is_symlink() && path.is_dir();
        folders
            .filter(move |folder| folder.starts_with(path) || (is_link && path.starts_with(folder)))
            .cloned()
    }

    /// Whether the site may be made of what stands at `path`.
    fn counts(&self, path: &Path) -> bool {
        if self.files.iter().any(|file| file == path) {
            return true;
        }
        let mut folders = self.folders.iter();
        let below = folders.find_map(|(folder, _)| path.strip_prefix(folder).ok());
        below.is_some_and(|below| {
            !below
                .iter()
                .any(|name| is_of_an_editor(&name.to_string_lossy()))
        })
    }

    /// Watches the folders that are there and are not watched, or are `stale`, and returns them.
    fn watch_folders(&mut self, stale: &BTreeSet<PathBuf>) -> Vec<PathBuf> {
        let mut new = Vec::new();
        for (folder, is_watched) in &mut self.folders {
            let is_there = folder.is_dir();
            if *is_watched && (!is_there || stale.contains(folder)) {
                // An error only says that it is gone, and no longer watched anyway.
                let _ = self.debouncer.unwatch(&*folder);
                *is_watched = false;
            }
            if is_there && !*is_watched {
                // One that is gone again already, or may not be read, is watched later.
                let watched = self.debouncer.watch(&*folder, RecursiveMode::Recursive);
                *is_watched = watched.is_ok();
                new.push(folder.clone());
            }
        }
        new
    }
}

/// How long to wait for more changes after `changed`.
fn patience(changed: &BTreeSet<PathBuf>) -> Duration {
    let facts = changed.iter().filter_map(|path| path.metadata().ok());
    let waits = facts.map(|facts| match facts.is_dir() {
        true => FOLDER,
        false if facts.is_file() && facts.len() == 0 => EMPTY,
        false => TOGETHER,
    });
    waits.max().unwrap_or(TOGETHER)
}

/// Files that editors keep beside those they save. Hidden files are no part of a site, but for `.well-known` (RFC 8615).
fn is_of_an_editor(name: &str) -> bool {
    (name.starts_with('.') && name != ".well-known")
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        // Vim tries with it whether it may write in the folder.
        || name == "4913"
}

fn io(error: notify::Error) -> std::io::Error {
    match error.kind {
        notify::ErrorKind::Io(error) => error,
        _ => std::io::Error::other(error.to_string()),
    }
}
