//! Prints the results of builds and checks.
//!
//! In: faults, durations and counts. Out: text on standard error, and an exit status. Formatting a
//! single fault is left to `diag/`.

use super::exit::Exit;
use super::terminal::{look, tell};
use crate::diag::Severity;
use crate::report::{Faults, Located, MOST_SHOWN, Selection, select, styled};
use std::time::Duration;

/// Prints all faults of a run, or a selection if there are very many.
pub(super) fn faults(faults: &Faults) {
    some(&faults.located, faults);
}

/// Prints `some` of the faults of a run, `all`, or a selection if there are very many.
pub(super) fn some<'a>(some: impl IntoIterator<Item = &'a Located>, all: &Faults) {
    let look = look();
    let Selection { shown, rest } = select(some, MOST_SHOWN);
    for fault in &shown {
        tell(&format!("{}\n\n", styled(fault, &all.texts, look)));
    }
    if let Some(rest) = rest {
        tell(&format!("{rest}\n\n"));
    }
    if let Some(first) = shown.first() {
        let code = first.code.name();
        let others = shown.iter().any(|fault| fault.code != first.code);
        tell(&match others {
            true => format!(
                "more about each: `dossier explain CODE`, such as `dossier explain {code}`\n"
            ),
            false => format!("more about it: `dossier explain {code}`\n"),
        });
    }
}

/// Prints the number of errors and warnings, with the outcome.
pub(super) fn failed(faults: &Faults, outcome: &str) {
    let errors = count_of(faults, Severity::Error);
    let errors = count(errors, "error");
    tell(&format!("{errors}, {}: {outcome}\n", warnings(faults)));
}

/// The exit status of a run stopped by these faults. A system failure has its own status, because
/// the content may be valid.
pub(super) fn exit(faults: &Faults) -> Exit {
    match faults
        .located
        .iter()
        .any(|fault| fault.code.is_of_the_machine())
    {
        true => Exit::Machine,
        false => Exit::Faults,
    }
}

/// Prints how long each stage took, in milliseconds.
pub(super) fn timings(timings: &[(&'static str, Duration)]) {
    for (stage, time) in timings {
        tell(&format!(
            "{stage:>10} {:>9.1} ms\n",
            time.as_secs_f64() * 1000.0
        ));
    }
}

/// The number of warnings in words, like `0 warnings` or `1 warning`.
pub(super) fn warnings(faults: &Faults) -> String {
    count(count_of(faults, Severity::Warning), "warning")
}

fn count_of(faults: &Faults, severity: Severity) -> usize {
    let faults = faults.located.iter();
    faults.filter(|fault| fault.severity == severity).count()
}

/// A number of things in words, like `1 page` or `2 pages`.
pub(super) fn count(number: usize, what: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {what}{s}")
}
