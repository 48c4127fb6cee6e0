//! Who a build is for.

use crate::dossier::{Marking, Part};

/// The readers that a build is for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Audience {
    /// The highest TLP label that they may see.
    pub ceiling: Marking,
    /// Whether they see drafts.
    pub drafts: bool,
}

impl Audience {
    /// Whether they may see `part`, given its marking and whether it is a draft.
    pub(super) fn may_see(self, part: &impl Part) -> bool {
        part.marking() <= self.ceiling && (self.drafts || !part.is_draft())
    }
}
