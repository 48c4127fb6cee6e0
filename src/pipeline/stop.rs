//! Why a build stopped early.

use crate::diag::{ErrorsReported, Failure};
use crate::render::Stopped;
use crate::write::NotTaken;

/// Why a build stopped without a report.
#[derive(Debug)]
pub enum Stop {
    /// The output may not be replaced, or preparing it failed.
    Output(NotTaken),
    /// An operation of the system failed.
    Failure(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<NotTaken> for Stop {
    fn from(why: NotTaken) -> Self {
        Self::Output(why)
    }
}

/// Why a run ended without a result.
pub(super) enum Ended {
    Errors(ErrorsReported),
    Stop(Stop),
}

impl From<ErrorsReported> for Ended {
    fn from(errors: ErrorsReported) -> Self {
        Self::Errors(errors)
    }
}

impl<T: Into<Stop>> From<T> for Ended {
    fn from(stop: T) -> Self {
        Self::Stop(stop.into())
    }
}

impl From<Stopped> for Ended {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Errors(errors) => Self::Errors(errors),
            Stopped::Failure(failure) => Self::Stop(failure.into()),
        }
    }
}
