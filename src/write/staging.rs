//! A site in the making, beside the output.

use super::lock::{Workplace, remove};
use super::marker::{self, Marker};
use super::output::Output;
use super::swap::{recover, swap, sync};
use crate::diag::Failure;
use crate::plan::Route;
use crate::render::{Destination, Fate};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Takes finished files and publishes them all at once.
#[derive(Debug)]
pub struct Staging {
    output: PathBuf,
    workplace: Workplace,
    new: PathBuf,
    /// Whether there is an earlier site to compare with.
    replaces: bool,
    /// Whether any file differs from the earlier site's.
    changed: AtomicBool,
    files: Mutex<BTreeSet<String>>,
    folders: Mutex<BTreeSet<PathBuf>>,
}

impl Staging {
    /// Begins a site for `output`, after clearing away what a killed run has left. Waits while another run is at
    /// it, and calls `waiting` once before.
    ///
    /// # Errors
    /// [`Failure`] where no folder can be made beside the output.
    pub fn begin(output: Output, waiting: &dyn Fn()) -> Result<Self, Failure> {
        let output = output.folder;
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        let workplace = output.with_file_name(format!(".{name}.dossier"));
        let workplace = Workplace::take(workplace, waiting)?;
        recover(&output, &workplace.folder().join("old"))?;
        for leftover in ["old", "new"] {
            remove(&workplace.folder().join(leftover))?;
        }
        let new = workplace.folder().join("new");
        std::fs::create_dir(&new).map_err(|error| Failure::new("make the folder", &new, error))?;
        Ok(Self {
            replaces: output.is_dir(),
            output,
            workplace,
            new,
            changed: AtomicBool::new(false),
            files: Mutex::default(),
            folders: Mutex::default(),
        })
    }

    /// Takes a copy of the file at `from`.
    ///
    /// # Errors
    /// [`Failure`] where it cannot be read or written.
    pub fn copy(&self, from: &Path, route: &Route) -> Result<Fate, Failure> {
        let bytes = std::fs::read(from).map_err(|error| Failure::new("read", from, error))?;
        self.put(route, &bytes)
    }

    /// Puts the finished site in the place of the output. Where nothing has changed, the output is left alone.
    ///
    /// # Errors
    /// [`Failure`] where that cannot be done; the output is as it was then.
    pub fn publish(self) -> Result<(), Failure> {
        let published = self.exchange();
        let left = self.workplace.leave();
        published.and(left)
    }

    fn exchange(&self) -> Result<(), Failure> {
        let files = self
            .files
            .lock()
            .expect("no file panics while it holds this")
            .clone();
        let before = Marker::read(&self.output)?;
        let marker = Marker::new(files);
        let same = self.replaces && before == marker && !self.changed.load(Ordering::Relaxed);
        if same {
            return Ok(());
        }
        write(&self.new.join(marker::NAME), marker.text().as_bytes())?;
        sync(&self.new)?;
        swap(
            &self.new,
            &self.output,
            &self.workplace.folder().join("old"),
        )
    }

    /// Throws the unfinished site away.
    ///
    /// # Errors
    /// [`Failure`] where it cannot be removed.
    pub fn abandon(self) -> Result<(), Failure> {
        self.workplace.leave()
    }

    fn folder_of(&self, path: &Path) -> Result<(), Failure> {
        let Some(folder) = path.parent().filter(|folder| *folder != self.new) else {
            return Ok(());
        };
        let mut folders = self
            .folders
            .lock()
            .expect("no file panics while it holds this");
        if !folders.contains(folder) {
            std::fs::create_dir_all(folder)
                .map_err(|error| Failure::new("make the folder", folder, error))?;
            folders.insert(folder.to_path_buf());
        }
        Ok(())
    }
}

impl Destination for Staging {
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<Fate, Failure> {
        let path = self.new.join(route.as_str());
        self.folder_of(&path)?;
        self.files
            .lock()
            .expect("no file panics while it holds this")
            .insert(route.as_str().to_owned());
        if self.replaces {
            let old = self.output.join(route.as_str());
            let same = std::fs::read(&old).is_ok_and(|before| before == bytes);
            // A link to the file that is there costs less than a copy, and keeps its time.
            if same && std::fs::hard_link(&old, &path).is_ok() {
                return Ok(Fate::Unchanged);
            }
            if !same {
                self.changed.store(true, Ordering::Relaxed);
            }
            write(&path, bytes)?;
            return Ok(if same { Fate::Unchanged } else { Fate::Written });
        }
        write(&path, bytes)?;
        Ok(Fate::Written)
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| Failure::new("write", path, error))
}
