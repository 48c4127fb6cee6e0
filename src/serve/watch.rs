//! What has changed on the disk: the only file that names `notify-debouncer-full`.

use crate::diag::Failure;
use crate::source::{LOCK, OVERRIDES};
use notify_debouncer_full::notify::{self, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, NoCache, new_debouncer_opt};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// A file that is written in several steps, as editors do, counts as changed when it has been quiet for so long.
const QUIET: Duration = Duration::from_millis(15);

/// How often that is looked at.
const TICK: Duration = Duration::from_millis(5);

/// Files that are saved together are one change: the next one is waited for so long …
const TOGETHER: Duration = Duration::from_millis(10);

/// … longer while one of them is empty, as a file is between the two steps in which most programs save it …
const EMPTY: Duration = Duration::from_millis(100);

/// … and all of them at most so long.
const LONGEST: Duration = Duration::from_millis(500);

/// The folders of a project that a site is made of.
const FOLDERS: [&str; 5] = ["content", "labels", "static", "templates", "themes"];

/// Watches the files of a project.
pub(super) struct Watch {
    debouncer: Debouncer<RecommendedWatcher, NoCache>,
    batches: Receiver<DebounceEventResult>,
    /// Folders that are watched with all that lies in them, and whether they were there last.
    folders: Vec<(PathBuf, bool)>,
    /// Files beside them that count.
    files: Vec<PathBuf>,
}

impl Watch {
    /// Watches the project at `root`, whose configuration is the file `config` there, and its `captures`.
    pub(super) fn new(root: &Path, config: &str, captures: &Path) -> Result<Self, Failure> {
        let failed = |error: notify::Error| Failure::new("watch", root, io(error));
        let (sender, batches) = channel();
        let settings = notify::Config::default();
        let mut debouncer =
            new_debouncer_opt(QUIET, Some(TICK), sender, NoCache, settings).map_err(failed)?;
        let config = root.join(config);
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
            files: vec![config, root.join(LOCK), root.join(OVERRIDES)],
        };
        watch.watch_folders();
        Ok(watch)
    }

    /// Waits until something has changed, and returns the paths; `None` where nothing can be told any more.
    pub(super) fn next(&mut self) -> Option<BTreeSet<PathBuf>> {
        loop {
            let mut changed = BTreeSet::new();
            self.add(self.batches.recv().ok()?, &mut changed);
            let start = Instant::now();
            while start.elapsed() < LONGEST
                && let Ok(batch) = self.batches.recv_timeout(patience(&changed))
            {
                self.add(batch, &mut changed);
            }
            changed.extend(self.watch_folders());
            if !changed.is_empty() {
                return Some(changed);
            }
        }
    }

    fn add(&self, batch: DebounceEventResult, changed: &mut BTreeSet<PathBuf>) {
        let Ok(events) = batch else {
            // What was missed cannot be known: everything may have changed.
            changed.extend(self.everything());
            return;
        };
        for event in events {
            if event.need_rescan() {
                changed.extend(self.everything());
            }
            if matches!(event.kind, EventKind::Access(_)) {
                continue;
            }
            changed.extend(event.paths.iter().filter(|path| self.counts(path)).cloned());
        }
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

    fn everything(&self) -> impl Iterator<Item = PathBuf> {
        let folders = self.folders.iter().map(|(folder, _)| folder.clone());
        folders.chain(self.files.iter().cloned())
    }

    /// Watches folders that are there now and were not before, and returns them.
    fn watch_folders(&mut self) -> Vec<PathBuf> {
        let mut new = Vec::new();
        for (folder, was_there) in &mut self.folders {
            let is_there = folder.is_dir();
            if is_there && !*was_there {
                // One that is gone again already is watched when it comes back.
                let watched = self.debouncer.watch(&*folder, RecursiveMode::Recursive);
                *was_there = watched.is_ok();
                new.push(folder.clone());
            } else {
                *was_there = is_there;
            }
        }
        new
    }
}

/// How long more changes are waited for after `changed`.
fn patience(changed: &BTreeSet<PathBuf>) -> Duration {
    let is_empty = |path: &PathBuf| {
        path.metadata()
            .is_ok_and(|file| file.is_file() && file.len() == 0)
    };
    if changed.iter().any(is_empty) {
        EMPTY
    } else {
        TOGETHER
    }
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
