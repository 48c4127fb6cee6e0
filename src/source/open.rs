//! Opens a file of the project by its id.
//!
//! In: [`Sources`] and an id. Out: an open, checked file. Which links may be followed depends on
//! the file's role.

use super::opened::{NotRead, Opened, open};
use super::role::Role;
use super::sources::Sources;
use crate::text::FileId;

impl Sources {
    /// Opens a file of the project. Links are followed if they stay inside. For captures and the
    /// configuration, which are not published, links may also lead outside.
    ///
    /// # Errors
    /// [`NotRead`], with the reason. A built-in file is [`NotRead::Missing`], because it is not on
    /// disk.
    pub fn open(&self, id: FileId) -> Result<Opened, NotRead> {
        let file = self.file(id);
        if file.built_in.is_some() {
            return Err(NotRead::Missing);
        }
        match file.role {
            Role::Config | Role::Capture => open(&self.on_disk(id)),
            _ => self.fence.open(&self.root, &file.path),
        }
    }
}
