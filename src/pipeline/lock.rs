//! `evidence.lock` from the quotes of a project.

use super::memory::Memory;
use super::options::{BuildOptions, Unobserved};
use super::run::evidence;
use super::stages::Stages;
use crate::config::Project;
use crate::diag::Failure;
use crate::report::Faults;
use crate::source::{LOCK, NoPlace, Role, Sources};
use crate::verify::{self, Locked, Locking};
use crate::write::{Held, replace_file};
use std::io;
use std::path::{Path, PathBuf};

/// How recording the quotes ended.
#[derive(Debug)]
pub struct LockReport {
    /// What was recorded; `None` where there were errors, and the lock was left as it is.
    pub summary: Option<Locked>,
    /// All faults, sorted by place.
    pub faults: Faults,
}

/// Checks every quote of the held `project` against its article, and writes `evidence.lock`. Captures are taken from `captures`, or else from the configured folder. Quotes
/// whose captures are missing keep their entries.
///
/// # Errors
/// [`Failure`] if the machine fails. Faults in the content are not an error of this function: the
/// report has them, and nothing is written then.
pub fn lock(
    held: &Held,
    project: &Project,
    captures: Option<&Path>,
) -> Result<LockReport, Failure> {
    let options = BuildOptions {
        captures: captures.map(Path::to_path_buf),
        ..BuildOptions::new(project.clone())
    };
    let mut memory = Memory::default();
    let mut stages = Stages::new(&options, Locking::Renewed, &Unobserved, &mut memory);
    let config = stages.config();
    let summary = match evidence(&mut stages, &config) {
        Ok(verified) => {
            let sources = stages.sources();
            let old = verify::read_lock(sources);
            let new = verify::lock(&verified);
            replace_file(held, &lock_place(sources)?, new.text().as_bytes())?;
            Some(new.compared_with(&old))
        }
        Err(_) => None,
    };
    Ok(LockReport {
        summary,
        faults: stages.faults(),
    })
}

/// Where the lock is or will be, with links resolved.
fn lock_place(sources: &Sources) -> Result<PathBuf, Failure> {
    let path = sources.root().join(LOCK);
    let Some((file, _)) = sources.of(Role::Lock).next() else {
        return Ok(path);
    };
    sources.place_of(file).map_err(|why| match why {
        NoPlace::Outside { message, .. } => Failure::new("write", &path, io::Error::other(message)),
        NoPlace::Failed(failure) => failure,
    })
}
