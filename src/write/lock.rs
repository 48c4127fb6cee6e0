//! Manages the workplace: the folder beside the output in which one build at a time makes a site.
//!
//! The folder holds a file `lock`. During a build it also holds `new`, the unfinished site, and
//! briefly `old`, the last site. The lock lists the files of `new` before they are created. If this
//! run is killed, a later run uses that list to remove its files. Anything not listed is never
//! removed.

use super::create::is_absence;
use super::is_there;
use super::marker::Marker;
use super::open::{Occupant, is_folder, open};
use super::refusal::{NotTaken, Refusal};
use super::remove::remove;
use super::swap::rename;
use super::walk::name_below;
use crate::diag::Failure;
use crate::source::names_in;
use same_file::Handle;
use std::fs::{File, TryLockError};
use std::io::{ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};

const FIRST_LINE: &str = "# Written by dossier, which makes a site in this folder and clears it away. The files of it:\n";

/// The workplace of one output, held by this run alone.
#[derive(Debug)]
pub(super) struct Workplace {
    output: PathBuf,
    folder: PathBuf,
    lock: File,
}

/// The choice when another run holds the workplace.
#[derive(Clone, Copy)]
pub(super) enum Wait<'a> {
    /// Call this function once, then wait.
    Told(&'a dyn Fn()),
    /// Give up at once.
    Never,
}

impl Workplace {
    fn of(output: &Path) -> PathBuf {
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        output.with_file_name(format!(".{name}.dossier"))
    }

    /// Takes the workplace of `output` and cleans up after a killed run. If that run left no site
    /// at `output`, the last site is put back. Returns `None` if another run holds the workplace
    /// and `wait` is [`Wait::Never`].
    pub(super) fn take(output: &Path, wait: Wait<'_>) -> Result<Option<Self>, NotTaken> {
        let folder = Self::of(output);
        let path = folder.join("lock");
        let mut told = false;
        loop {
            make(&folder)?;
            check(&folder)?;
            let mut options = File::options();
            let lock = match open(&path, options.create(true).read(true).append(true)) {
                Ok(Occupant::File(lock)) => lock,
                Ok(Occupant::Foreign) => return Err(refused(&folder, "lock")),
                // The previous run has just removed its workplace.
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

    /// Refuses the workplace of `output` if it holds anything foreign. Nothing is created or
    /// removed.
    pub(super) fn check(output: &Path) -> Result<(), NotTaken> {
        let folder = Self::of(output);
        match is_there(&folder)? {
            true => check(&folder),
            false => Ok(()),
        }
    }

    /// The folder of the unfinished site.
    pub(super) fn new_site(&self) -> PathBuf {
        self.folder.join("new")
    }

    /// The folder of the last site while the two are exchanged, on systems without an atomic
    /// exchange.
    pub(super) fn old_site(&self) -> PathBuf {
        Self::old_site_of(&self.output)
    }

    /// The same path for an output with a workplace that this run has not taken.
    pub(super) fn old_site_of(output: &Path) -> PathBuf {
        Self::of(output).join("old")
    }

    /// Lists files of the site in the lock. This must happen before they are created.
    pub(super) fn expect<'a>(
        &self,
        files: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), Failure> {
        let mut text = String::new();
        for file in files {
            // Start with a line end too, because a killed run may have written half a line.
            text.push('\n');
            text.push_str(file);
            text.push('\n');
        }
        let written = (&self.lock).write_all(text.as_bytes());
        written.map_err(|error| Failure::new("write", &self.folder.join("lock"), error))
    }

    /// Puts back the last site if needed, and removes what a killed run left.
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

    /// The files of the last site begun here, or `None` if no site was begun.
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
            // The lock is new, or its run was killed before the first line was complete.
            None if FIRST_LINE.starts_with(&*text) => Ok(None),
            None => Err(refused(&self.folder, "lock")),
        }
    }

    fn clear(&self, list: &Marker) -> Result<(), NotTaken> {
        for site in [self.new_site(), self.old_site()] {
            if let Some(foreign) = remove(&site, list)? {
                let foreign = name_below(&self.folder, &foreign);
                return Err(refused(&self.folder, &foreign));
            }
        }
        Ok(())
    }

    /// Removes the sites in the workplace, then the lock. From then on another run may take it.
    /// Everything stays if the workplace holds the last site and it could not be put back.
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
        // If another run has taken the folder, it is not empty, and that run will remove it.
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

/// Creates the folder and its parents, if they do not exist.
fn make(folder: &Path) -> Result<(), Failure> {
    if let Some(above) = folder.parent() {
        std::fs::create_dir_all(above)
            .map_err(|error| Failure::new("create the folder", above, error))?;
    }
    match std::fs::create_dir(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(Failure::new("create the folder", folder, error))
        }
        _ => Ok(()),
    }
}

/// Refuses an existing folder if this program did not make it.
fn check(folder: &Path) -> Result<(), NotTaken> {
    let shown = folder.display();
    if !is_folder(folder)? {
        // Either it is gone by now, or it is something else, like a link.
        return match is_there(folder)? {
            false => Ok(()),
            true => Err(NotTaken::Refused(Refusal::new(
                format!("`{shown}` is not a folder, but builds need a folder with this name"),
                "move it away; nothing was changed, in it or where it leads",
            ))),
        };
    }
    let names = names_in(folder)?;
    let ours = ["lock", "new", "old"];
    let foreign = names
        .iter()
        .find(|name| !ours.iter().any(|own| name == own));
    // Every run creates the lock first and removes it last, so other files never exist without it.
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
            "`{}` contains `{foreign}`, which this program did not create",
            folder.display()
        ),
        "move it away, then remove the folder; nothing in it was changed",
    ))
}

/// Whether `file` is still the file at `path`. A finished run may have removed it.
fn is_at(file: &File, path: &Path) -> Result<bool, Failure> {
    let failed = |error| Failure::new("look at", path, error);
    let here = file.try_clone().and_then(Handle::from_file);
    let here = here.map_err(failed)?;
    match Handle::from_path(path) {
        Err(error) if is_absence(&error) => Ok(false),
        there => Ok(here == there.map_err(failed)?),
    }
}
