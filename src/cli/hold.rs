//! Prepares a project for a command.
//!
//! In: the folder of the project. Out: the last site back in its place, or a project that no other
//! command changes meanwhile. The locking itself is left to `write/`.

use super::exit::Exit;
use super::stopped::{failed, not_taken};
use super::terminal::tell;
use crate::config::Project;
use crate::write::{Held, hold, recover};

/// Holds the project until the command ends. Other commands that change the project wait.
pub(super) fn held(project: &Project) -> Result<Held, Exit> {
    let waiting = || tell("another command is changing this project: waiting for it to finish\n");
    hold(&project.root, &waiting).map_err(|failure| failed(&failure))
}

/// Puts back the last site if an earlier run was killed while no site was in place.
pub(super) fn put_back(project: &Project) -> Result<(), Exit> {
    let put_back = recover(&project.root).map_err(|why| not_taken(&why))?;
    for output in put_back {
        tell(&format!(
            "note: a build was interrupted; the last site is back at `{}`\n",
            output.display()
        ));
    }
    Ok(())
}
