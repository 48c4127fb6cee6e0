//! Puts back the last site after an interrupted exchange.
//!
//! In: an output, or a folder that may contain outputs. Out: the outputs put back. Needed if a run
//! was killed between two renames, or failed to undo the first. The exchange itself is in
//! `swap.rs`.

use super::create::is_absence;
use super::is_there;
use super::lock::{Wait, Workplace};
use super::marker::Marker;
use super::open::is_folder;
use super::refusal::NotTaken;
use crate::diag::Failure;
use crate::source::names_in;
use std::path::{Path, PathBuf};

/// Puts back every missing site directly inside the folder `root`. Returns the outputs put back.
///
/// # Errors
/// [`NotTaken`] if that cannot be determined or done.
pub fn recover(root: &Path) -> Result<Vec<PathBuf>, NotTaken> {
    let mut put_back = Vec::new();
    // If `root` is not a folder, code that needs one reports it.
    if !is_folder_behind(root)? {
        return Ok(put_back);
    }
    for name in names_in(root)? {
        let name = name.to_string_lossy();
        let name = name.strip_prefix('.');
        let name = name.and_then(|name| name.strip_suffix(".dossier"));
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            let output = root.join(name);
            if recover_output(&output)? {
                put_back.push(output);
            }
        }
    }
    Ok(put_back)
}

/// Puts back the last site if it is missing at `output` and is in the workplace. Returns whether it
/// did so. Does nothing while another run holds the workplace.
///
/// # Errors
/// [`NotTaken`] if that cannot be determined or done.
pub fn recover_output(output: &Path) -> Result<bool, NotTaken> {
    let old = Workplace::old_site_of(output);
    let is_lost = is_folder(&old)? && Marker::read(&old)?.is_some() && !is_there(output)?;
    if is_lost && let Some(workplace) = Workplace::take(output, Wait::Never)? {
        workplace.leave()?;
        return Ok(is_there(output)?);
    }
    Ok(false)
}

/// Whether `path` is a folder, or a link to one.
fn is_folder_behind(path: &Path) -> Result<bool, Failure> {
    match path.metadata() {
        Ok(facts) => Ok(facts.is_dir()),
        Err(error) if is_absence(&error) => Ok(false),
        Err(error) => Err(Failure::new("look at", path, error)),
    }
}
