//! Prints why a command stopped.
//!
//! In: the reason, from the pipeline or another folder. Out: text on standard error, and an exit
//! status. Formatting faults is left to `report.rs`.

use super::exit::Exit;
use super::report;
use super::terminal::tell;
use crate::diag::Failure;
use crate::pipeline::Stop;
use crate::report::NotDone;
use crate::write::NotTaken;

/// Prints why a command changed nothing.
pub(super) fn not_done(why: &NotDone) -> Exit {
    match why {
        NotDone::Faults(faults) => {
            report::faults(faults);
            report::failed(faults, "nothing was written");
            report::exit(faults)
        }
        NotDone::Refused { message, help } => {
            tell(&format!("error: {message}\n  = help: {help}\n"));
            Exit::Usage
        }
        NotDone::Failed(failure) => failed(failure),
    }
}

/// Prints why a build stopped.
pub(super) fn stopped(stop: &Stop) -> Exit {
    match stop {
        Stop::Output(why) => not_taken(why),
        Stop::Failure(failure) => failed(failure),
    }
}

/// Prints why an output cannot be used.
pub(super) fn not_taken(why: &NotTaken) -> Exit {
    match why {
        NotTaken::Refused(refusal) => {
            tell(&format!("error: {refusal}\n  = help: {}\n", refusal.help()));
            Exit::Usage
        }
        NotTaken::Failed(failure) => failed(failure),
    }
}

/// Warns that the new site is in place, but that cleaning up failed.
pub(super) fn left(why: &NotTaken) {
    let (what, help) = match why {
        NotTaken::Refused(refusal) => (refusal.to_string(), refusal.help().to_owned()),
        NotTaken::Failed(failure) => (
            failure.to_string(),
            "remove the remains yourself before the next build".to_owned(),
        ),
    };
    tell(&format!(
        "warning: the new site was published, but the last one was not removed: {what}\n  = help: {help}\n"
    ));
}

/// Prints a failure of the system.
pub(super) fn failed(failure: &Failure) -> Exit {
    tell(&format!("error: {failure}\n"));
    if let Some(help) = failure.what_helps() {
        tell(&format!("  = help: {help}\n"));
    }
    Exit::Machine
}
