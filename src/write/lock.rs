//! The folder beside the output in which a site is made, by one build at a time. Nothing in it is removed that a build did not make.
//!
//! The folder holds a file `lock` and, during a build, `new`, the unfinished site, and for moments `old`, the last site. The lock
//! lists the files of `new` before they are made. So a later run knows what it may remove if this one is killed.

use super::create::is_absence;
use super::is_there;
use super::marker::Marker;
use super::output::{NotTaken, Refusal};
use super::own::{self, Found, is_folder};
use super::swap::rename;
use crate::diag::Failure;
use crate::source::names_in;
use same_file::Handle;
use std::fs::{File, TryLockError};
use std::io::{ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};

const FIRST_LINE: &str = "# Written by dossier, which makes a site in this folder and clears it away. The files of it:\n";

/// The folder beside the output in which a site is made, held by this run alone.
#[derive(Debug)]
pub(super) struct Workplace {
    output: PathBuf,
    folder: PathBuf,
    lock: File,
}

/// What to do while another run has it.
#[derive(Clone, Copy)]
pub(super) enum Wait<'a> {
    /// Wait, after calling this.
    Told(&'a dyn Fn()),
    /// Do without.
    Never,
}

impl Workplace {
    fn of(output: &Path) -> PathBuf {
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        output.with_file_name(format!(".{name}.dossier"))
    }

    /// Takes the workplace of `output`. Puts the last site back where a killed run left none at `output`, and clears away what else such a
    /// run left. `None` where another run has the workplace and is not waited for.
    pub(super) fn take(output: &Path, wait: Wait<'_>) -> Result<Option<Self>, NotTaken> {
        let folder = Self::of(output);
        let path = folder.join("lock");
        let mut told = false;
        loop {
            make(&folder)?;
            check(&folder)?;
            let mut options = File::options();
            let lock = match own::open(&path, options.create(true).read(true).append(true)) {
                Ok(Found::File(lock)) => lock,
                Ok(Found::Foreign) => return Err(refused(&folder, "lock")),
                // The run before has just cleared its workplace away.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(Failure::new("open", &path, error).into()),
            };
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let Wait::Told(waiting) = wait else {
                        return Ok(None);
                    };
                    if !told {
                        waiting();
                        told = true;
                    }
                    lock.lock()
                        .map_err(|error| Failure::new("lock", &path, error))?;
                }
                Err(TryLockError::Error(error)) => {
                    return Err(Failure::new("lock", &path, error).into());
                }
            }
            if is_at(&lock, &path)? {
                let mut workplace = Self {
                    output: output.to_path_buf(),
                    folder,
                    lock,
                };
                workplace.begin()?;
                return Ok(Some(workplace));
            }
        }
    }

    /// Refuses the workplace of `output` where somebody else has something in it; nothing is made or removed.
    pub(super) fn check(output: &Path) -> Result<(), NotTaken> {
        let folder = Self::of(output);
        match is_there(&folder)? {
            true => check(&folder),
            false => Ok(()),
        }
    }

    /// Where the site is made.
    pub(super) fn new_site(&self) -> PathBuf {
        self.folder.join("new")
    }

    /// Where the last site may stand while the two change places.
    pub(super) fn old_site(&self) -> PathBuf {
        Self::old_site_of(&self.output)
    }

    /// The same for an output whose workplace is not taken.
    pub(super) fn old_site_of(output: &Path) -> PathBuf {
        Self::of(output).join("old")
    }

    /// Lists files of the site in the lock before they are made.
    pub(super) fn expect<'a>(
        &self,
        files: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), Failure> {
        let mut text = String::new();
        for file in files {
            // A line end before it too, so that a line that was only partly written does not spoil the next one.
            text.push('\n');
            text.push_str(file);
            text.push('\n');
        }
        let written = (&self.lock).write_all(text.as_bytes());
        written.map_err(|error| Failure::new("write", &self.folder.join("lock"), error))
    }

    /// Puts back and clears away what a killed run left.
    fn begin(&mut self) -> Result<(), NotTaken> {
        let list = self.list()?;
        let (old, output) = (self.old_site(), &self.output);
        if Marker::read(&old)?.is_some() && is_folder(&old)? && !is_there(output)? {
            rename(&old, output)?;
        }
        self.clear(&list.unwrap_or_default())?;
        let path = self.folder.join("lock");
        let begun = self.lock.set_len(0);
        let begun = begun.and_then(|()| self.lock.write_all(FIRST_LINE.as_bytes()));
        begun.map_err(|error| Failure::new("write", &path, error))?;
        Ok(())
    }

    /// The files of the last site that was made here; `None` where none was begun.
    fn list(&self) -> Result<Option<Marker>, NotTaken> {
        let path = self.folder.join("lock");
        let mut bytes = Vec::new();
        let read = (&self.lock).read_to_end(&mut bytes);
        read.map_err(|error| Failure::new("read", &path, error))?;
        let text = String::from_utf8_lossy(&bytes);
        match text.strip_prefix(FIRST_LINE) {
            Some(files) => {
                let files = files.lines().filter(|file| !file.is_empty());
                Ok(Some(Marker::new(files.map(str::to_owned))))
            }
            // A new lock, or one whose run was killed before its first line was whole.
            None if FIRST_LINE.starts_with(&*text) => Ok(None),
            None => Err(refused(&self.folder, "lock")),
        }
    }

    fn clear(&self, list: &Marker) -> Result<(), NotTaken> {
        for site in [self.new_site(), self.old_site()] {
            if let Some(foreign) = own::remove(&site, list)? {
                let foreign = own::name_below(&self.folder, &foreign);
                return Err(refused(&self.folder, &foreign));
            }
        }
        Ok(())
    }

    /// Clears the workplace away: the sites first, then the lock. From then on another run may have it. Everything stays if the last
    /// site is in it and could not be put back.
    pub(super) fn leave(mut self) -> Result<(), NotTaken> {
        if is_there(&self.old_site())? && !is_there(&self.output)? {
            return Ok(());
        }
        let path = self.folder.join("lock");
        let begin = self.lock.rewind();
        begin.map_err(|error| Failure::new("read", &path, error))?;
        let list = self.list()?.unwrap_or_default();
        self.clear(&list)?;
        std::fs::remove_file(&path).map_err(|error| Failure::new("remove", &path, error))?;
        // Not empty where another run has come in; then the folder is that run's to clear away.
        match std::fs::remove_dir(&self.folder) {
            Err(error)
                if error.kind() != ErrorKind::DirectoryNotEmpty
                    && error.kind() != ErrorKind::NotFound =>
            {
                Err(Failure::new("remove the folder", &self.folder, error).into())
            }
            _ => Ok(()),
        }
    }
}

/// Makes the folder, where nothing is there.
fn make(folder: &Path) -> Result<(), Failure> {
    if let Some(above) = folder.parent() {
        std::fs::create_dir_all(above)
            .map_err(|error| Failure::new("make the folder", above, error))?;
    }
    match std::fs::create_dir(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(Failure::new("make the folder", folder, error))
        }
        _ => Ok(()),
    }
}

/// Refuses what is there already if it is not a folder of this program.
fn check(folder: &Path) -> Result<(), NotTaken> {
    let shown = folder.display();
    if !is_folder(folder)? {
        // It is gone by now, or it is a link or the like.
        return match is_there(folder)? {
            false => Ok(()),
            true => Err(NotTaken::Refused(Refusal::new(
                format!(
                    "`{shown}` is not a folder, and this program makes its sites in a folder of this name"
                ),
                "move it away; nothing was changed, neither in it nor where it leads",
            ))),
        };
    }
    let names = names_in(folder)?;
    let ours = ["lock", "new", "old"];
    let foreign = names
        .iter()
        .find(|name| !ours.iter().any(|own| name == own));
    // Every run makes the lock first and removes it last, so that nothing is there without it.
    let foreign = match names.first() {
        Some(first) if first != "lock" => foreign.or(Some(first)),
        _ => foreign,
    };
    match foreign {
        Some(foreign) => Err(refused(folder, &foreign.to_string_lossy())),
        None => Ok(()),
    }
}

fn refused(folder: &Path, foreign: &str) -> NotTaken {
    NotTaken::Refused(Refusal::new(
        format!(
            "`{}` holds `{foreign}`, which this program did not make there",
            folder.display()
        ),
        "move it away, then remove the folder; nothing in it was changed",
    ))
}

/// Whether `file` is still the one at `path`, and not one that a finished run has removed.
fn is_at(file: &File, path: &Path) -> Result<bool, Failure> {
    let failed = |error| Failure::new("look at", path, error);
    let here = file.try_clone().and_then(Handle::from_file);
    let here = here.map_err(failed)?;
    match Handle::from_path(path) {
        Err(error) if is_absence(&error) => Ok(false),
        there => Ok(here == there.map_err(failed)?),
    }
}
