//! Collects the files of a new site beside the output, and publishes them together.
//!
//! In: finished files. Out: the new site in place of the output. Unchanged files are hard links to
//! the earlier site's files. Locking and cleaning up are left to `lock.rs`.

use super::lock::{Wait, Workplace};
use super::marker::{self, Marker};
use super::open::{Occupant, is_folder, open};
use super::output::Output;
use super::refusal::NotTaken;
use super::swap::{swap, sync};
use crate::diag::Failure;
use crate::plan::{Destination, Fate, Route};
use std::collections::{BTreeSet, HashSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// A new site in progress.
#[derive(Debug)]
pub struct Staging {
    output: PathBuf,
    workplace: Workplace,
    new: PathBuf,
    /// The files listed in the lock from the start.
    expected: HashSet<String>,
    /// Whether an earlier site exists to compare with.
    replaces: bool,
    /// Whether any file differs from the earlier site's.
    changed: AtomicBool,
    files: Mutex<BTreeSet<String>>,
    folders: Mutex<BTreeSet<PathBuf>>,
}

impl Staging {
    /// Begins a site for `output`, after cleaning up after a killed run. `expected` lists the files
    /// known in advance. If another run holds the workplace, calls `waiting` once and then waits.
    ///
    /// # Errors
    /// [`NotTaken`] if no folder can be created beside the output, or if it holds foreign files.
    pub fn begin<'a>(
        output: Output,
        expected: impl IntoIterator<Item = &'a Route>,
        waiting: &dyn Fn(),
    ) -> Result<Self, NotTaken> {
        let output = output.folder;
        let workplace = Workplace::take(&output, Wait::Told(waiting))?;
        let workplace = workplace.expect("waiting always ends with a workplace");
        let expected = expected.into_iter().map(Route::as_str);
        let expected: Vec<&str> = expected.collect();
        workplace.expect(expected.iter().copied())?;
        let new = workplace.new_site();
        std::fs::create_dir(&new)
            .map_err(|error| Failure::new("create the folder", &new, error))?;
        Ok(Self {
            replaces: is_folder(&output)?,
            output,
            workplace,
            new,
            expected: expected.into_iter().map(str::to_owned).collect(),
            changed: AtomicBool::new(false),
            files: Mutex::default(),
            folders: Mutex::default(),
        })
    }

    /// Adds a copy of an open file at `route`. The file is copied from its beginning.
    ///
    /// # Errors
    /// [`Failure`] if it cannot be read or written.
    pub fn copy(&self, mut from: File, route: &Route) -> Result<Fate, Failure> {
        let path = self.enter(route)?;
        let failed = |error| Failure::new("copy", &path, error);
        let same = match self.old(route) {
            Some(old) => same_bytes(&from, old).map_err(failed)?,
            None => false,
        };
        if same && std::fs::hard_link(self.output.join(route.as_str()), &path).is_ok() {
            return Ok(Fate::Unchanged);
        }
        from.rewind().map_err(failed)?;
        let mut to = File::create_new(&path).map_err(failed)?;
        std::io::copy(&mut from, &mut to).map_err(failed)?;
        Ok(self.fate(same))
    }

    /// Puts the finished site in place of the output. If nothing changed, the output is left alone.
    /// Returns the error that kept the workplace from being removed, if any. The new site is in
    /// place even then.
    ///
    /// # Errors
    /// [`Failure`] if the exchange fails. The output is then as it was. If it could not be put back, the
    /// failure says where the last site is.
    pub fn publish(self) -> Result<Option<NotTaken>, Failure> {
        let published = self.exchange();
        let left = self.workplace.leave();
        published.map(|()| left.err())
    }

    fn exchange(&self) -> Result<(), Failure> {
        let files = self
            .files
            .lock()
            .expect("no thread panics while it holds this lock")
            .clone();
        let before = Marker::read(&self.output)?;
        let marker = Marker::new(files);
        let is_listed = self.replaces && before.is_some_and(|before| before == marker);
        if is_listed && !self.changed.load(Ordering::Relaxed) {
            return Ok(());
        }
        write(&self.new.join(marker::NAME), marker.text().as_bytes())?;
        sync(&self.new)?;
        swap(&self.new, &self.output, &self.workplace.old_site())
    }

    /// Discards the unfinished site.
    ///
    /// # Errors
    /// [`NotTaken`] if it cannot be removed.
    pub fn abandon(self) -> Result<(), NotTaken> {
        self.workplace.leave()
    }

    fn folder_of(&self, path: &Path) -> Result<(), Failure> {
        let Some(folder) = path.parent().filter(|folder| *folder != self.new) else {
            return Ok(());
        };
        let mut folders = self
            .folders
            .lock()
            .expect("no thread panics while it holds this lock");
        if !folders.contains(folder) {
            std::fs::create_dir_all(folder)
                .map_err(|error| Failure::new("create the folder", folder, error))?;
            folders.insert(folder.to_path_buf());
        }
        Ok(())
    }

    /// The path at which to write the file `route`. Lists the file in the lock and creates its
    /// folders.
    fn enter(&self, route: &Route) -> Result<PathBuf, Failure> {
        if !self.expected.contains(route.as_str()) {
            self.workplace.expect([route.as_str()])?;
        }
        let path = self.new.join(route.as_str());
        self.folder_of(&path)?;
        self.files
            .lock()
            .expect("no thread panics while it holds this lock")
            .insert(route.as_str().to_owned());
        Ok(path)
    }

    /// The earlier site's file. One that cannot be opened counts as missing, and is written again.
    fn old(&self, route: &Route) -> Option<File> {
        let path = self.output.join(route.as_str());
        let found = self
            .replaces
            .then(|| open(&path, File::options().read(true)));
        match found {
            Some(Ok(Occupant::File(old))) => Some(old),
            _ => None,
        }
    }

    fn fate(&self, same: bool) -> Fate {
        if same {
            return Fate::Unchanged;
        }
        self.changed.store(true, Ordering::Relaxed);
        Fate::Written
    }
}

impl Destination for Staging {
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<Fate, Failure> {
        let path = self.enter(route)?;
        let same = self.old(route).is_some_and(|old| has_bytes(old, bytes));
        // A hard link costs less than a copy, and keeps the modification time.
        if same && std::fs::hard_link(self.output.join(route.as_str()), &path).is_ok() {
            return Ok(Fate::Unchanged);
        }
        write(&path, bytes)?;
        Ok(self.fate(same))
    }
}

/// Whether the file holds exactly these bytes.
fn has_bytes(mut file: File, bytes: &[u8]) -> bool {
    let size = file.metadata().map(|facts| facts.len());
    if size.ok() != Some(bytes.len() as u64) {
        return false;
    }
    let mut held = Vec::with_capacity(bytes.len() + 1);
    file.read_to_end(&mut held).is_ok() && held == bytes
}

/// Whether two files hold the same bytes. They are read in parts, because they may not fit in
/// memory. Errors come only from `new`. An `old` that cannot be read counts as different.
fn same_bytes(new: &File, old: File) -> io::Result<bool> {
    let size = new.metadata()?.len();
    if old.metadata().ok().map(|facts| facts.len()) != Some(size) {
        return Ok(false);
    }
    let (mut new, mut old) = (BufReader::new(new), BufReader::new(old));
    loop {
        let part = new.fill_buf()?;
        let Ok(other) = old.fill_buf() else {
            return Ok(false);
        };
        let length = part.len().min(other.len());
        if length == 0 {
            return Ok(part.len() == other.len());
        }
        if part[..length] != other[..length] {
            return Ok(false);
        }
        new.consume(length);
        old.consume(length);
    }
}

/// Writes a new file. It fails if anything is already at `path`, so no link is followed.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let written = File::create_new(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| Failure::new("write", path, error))
}
