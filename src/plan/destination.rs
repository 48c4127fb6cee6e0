//! The interface for writing finished files.

use super::route::Route;
use crate::diag::Failure;

/// Takes finished pages and files.
pub trait Destination: Sync {
    /// Takes one finished file.
    ///
    /// # Errors
    /// [`Failure`] if it cannot be written.
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<Fate, Failure>;
}

/// How a finished file compares with the previous one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The file is new or has changed.
    Written,
    /// The file existed already, byte for byte.
    Unchanged,
}
