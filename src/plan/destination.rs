//! Where finished files go.

use super::route::Route;
use crate::diag::Failure;

/// Where finished pages go.
pub trait Destination: Sync {
    /// Takes one finished file.
    ///
    /// # Errors
    /// [`Failure`] where it cannot be written.
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<Fate, Failure>;
}

/// What became of a finished file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is new, or other than before.
    Written,
    /// It stood there already, byte for byte.
    Unchanged,
}
