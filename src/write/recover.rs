//! The last site, put back where a run was killed between two renames, or could not undo the first.

use super::create::is_absence;
use super::is_there;
use super::lock::{Wait, Workplace};
use super::marker::Marker;
use super::output::NotTaken;
use super::own::is_folder;
use crate::diag::Failure;
use crate::source::names_in;
use std::path::{Path, PathBuf};

/// Puts back every site that is missing at its output in the folder `root`. Returns these outputs.
///
/// # Errors
/// [`NotTaken`] where that cannot be found out or done.
pub fn recover(root: &Path) -> Result<Vec<PathBuf>, NotTaken> {
    let mut put_back = Vec::new();
    // Where it is not a folder, whoever needs one reports that.
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

/// Puts the last site back at `output`, where it is missing there and stands in the workplace. Does nothing while another run has that.
///
/// # Errors
/// [`NotTaken`] where that cannot be found out or done.
pub fn recover_output(output: &Path) -> Result<bool, NotTaken> {
    let old = Workplace::old_site_of(output);
    let is_lost = is_folder(&old)? && Marker::read(&old)?.is_some() && !is_there(output)?;
    if is_lost && let Some(workplace) = Workplace::take(output, Wait::Never)? {
        workplace.leave()?;
        return Ok(is_there(output)?);
    }
    Ok(false)
}

/// Whether a folder is at `path`, links followed.
fn is_folder_behind(path: &Path) -> Result<bool, Failure> {
    match path.metadata() {
        Ok(facts) => Ok(facts.is_dir()),
        Err(error) if is_absence(&error) => Ok(false),
        Err(error) => Err(Failure::new("look at", path, error)),
    }
}
