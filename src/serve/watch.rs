//! Watches the files of a project, using `notify-debouncer-full`. No other file uses that crate.
//!
//! In: the project's folder, configuration and captures. Out: batches of changed paths. Deciding
//! what a change affects is left to the session. In doubt, everything counts as changed.

use crate::diag::Failure;
use crate::source::{LOCK, OVERRIDES};
use notify_debouncer_full::notify::{self, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, NoCache, new_debouncer_opt};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Editors write a file in several steps. It counts as changed after being quiet for this long.
const QUIET: Duration = Duration::from_millis(15);

/// The interval at which the debouncer checks for quiet files.
const TICK: Duration = Duration::from_millis(5);

/// Files saved together are one change. This is the usual wait for the next file.
const TOGETHER: Duration = Duration::from_millis(10);

/// The wait if a changed file is empty. Most programs truncate a file before they write it.
const EMPTY: Duration = Duration::from_millis(100);

/// The wait if a folder changed. Its files are reported only once it is watched.
const FOLDER: Duration = Duration::from_millis(100);

/// The longest total wait for one change.
const LONGEST: Duration = Duration::from_millis(500);

/// The folders of a project that contribute to the site.
const FOLDERS: [&str; 5] = ["content", "labels", "static", "templates", "themes"];

/// A watch on the files of a project.
pub(super) struct Watch {
    debouncer: Debouncer<RecommendedWatcher, NoCache>,
    batches: Receiver<DebounceEventResult>,
    /// Folders to watch recursively, and whether each is watched now. The captures folder is the
    /// last one.
    folders: Vec<(PathBuf, bool)>,
    /// Single files that also matter.
    files: Vec<PathBuf>,
    /// Folders in which changes may have been missed, because too much happened at once.
    unsure: BTreeSet<PathBuf>,
}

/// The changes in one batch.
#[derive(Default)]
struct Changes {
    /// Changed paths that may contribute to the site.
    paths: BTreeSet<PathBuf>,
    /// Watched folders that may have been replaced, or that contain links that may now lead
    /// elsewhere.
    stale: BTreeSet<PathBuf>,
}

impl Watch {
    /// Watches the project at `root`, with its configuration file `config` and its `captures`
    /// folder.
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

    /// Watches `captures` instead of the previous captures folder. Does nothing if it is the same
    /// folder.
    pub(super) fn look_for_captures(&mut self, captures: &Path) {
        let Some((folder, is_watched)) = self.folders.last_mut() else {
            return;
        };
        if folder == captures {
            return;
        }
        if *is_watched {
            // An error means only that the folder is gone.
            let _ = self.debouncer.unwatch(&*folder);
        }
        *folder = captures.to_path_buf();
        *is_watched = false;
        if let Some(above) = captures.parent().filter(|folder| folder.is_dir()) {
            let _ = self.debouncer.watch(above, RecursiveMode::NonRecursive);
        }
        self.watch_folders(&BTreeSet::new());
    }

    /// Waits for a change and returns the changed paths. `None` if the watcher has stopped.
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
            // The files of a new folder are reported only once it is watched, which may be too late
            // for this batch.
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

    /// Events may have been missed. Any file may have changed, and new folders may be unwatched.
    fn add_everything(&self, changes: &mut Changes) {
        let folders = self.folders.iter().map(|(folder, _)| folder);
        changes.stale.extend(folders.clone().cloned());
        changes.paths.extend(folders.cloned());
        changes.paths.extend(self.files.iter().cloned());
    }

    /// The watched folders that must be watched again after a change at `path`. A watch follows its
    /// folder when that is moved, and it does not see links added later.
    fn made_stale_by(&self, path: &Path) -> impl Iterator<Item = PathBuf> {
        let folders = self.folders.iter().map(|(folder, _)| folder);
        // Ignore links that do not lead to a folder: Emacs locks a file with a broken link.
        let is_link = path.is_symlink() && path.is_dir();
        folders
            .filter(move |folder| folder.starts_with(path) || (is_link && path.starts_with(folder)))
            .cloned()
    }

    /// Whether the file at `path` may contribute to the site.
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

    /// Watches folders that exist but are unwatched or `stale`. Returns the folders newly watched.
    fn watch_folders(&mut self, stale: &BTreeSet<PathBuf>) -> Vec<PathBuf> {
        let mut new = Vec::new();
        for (folder, is_watched) in &mut self.folders {
            let is_there = folder.is_dir();
            if *is_watched && (!is_there || stale.contains(folder)) {
                // An error means only that the folder is gone, and it is then unwatched anyway.
                let _ = self.debouncer.unwatch(&*folder);
                *is_watched = false;
            }
            if is_there && !*is_watched {
                // If the folder is gone again or cannot be read, a later call tries again.
                let watched = self.debouncer.watch(&*folder, RecursiveMode::Recursive);
                *is_watched = watched.is_ok();
                new.push(folder.clone());
            }
        }
        new
    }
}

/// The time to wait for more changes after `changed`.
fn patience(changed: &BTreeSet<PathBuf>) -> Duration {
    let facts = changed.iter().filter_map(|path| path.metadata().ok());
    let waits = facts.map(|facts| match facts.is_dir() {
        true => FOLDER,
        false if facts.is_file() && facts.len() == 0 => EMPTY,
        false => TOGETHER,
    });
    waits.max().unwrap_or(TOGETHER)
}

/// Whether an editor keeps a file of this name beside the files it saves. Hidden files never count
/// as part of a site, except `.well-known` (RFC 8615).
fn is_of_an_editor(name: &str) -> bool {
    (name.starts_with('.') && name != ".well-known")
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        // Vim creates this file to test whether the folder is writable.
        || name == "4913"
}

fn io(error: notify::Error) -> std::io::Error {
    match error.kind {
        notify::ErrorKind::Io(error) => error,
        _ => std::io::Error::other(error.to_string()),
    }
}
