//! What is printed of a report.

use super::terminal::tell;
use crate::diag::{Severity, styled};
use crate::pipeline::Report;

/// Prints all faults.
pub(super) fn faults(report: &Report) {
    for fault in &report.faults {
        tell(&format!("{}\n\n", styled(fault, &report.texts)));
    }
}

/// Prints how many errors there were.
pub(super) fn failed(report: &Report, outcome: &str) {
    let errors = count_of(report, Severity::Error);
    let errors = count(errors, "error");
    tell(&format!("{errors}, {}: {outcome}\n", warnings(report)));
}

/// Prints how long each stage took.
pub(super) fn timings(report: &Report) {
    for (stage, time) in &report.timings {
        tell(&format!(
            "{stage:>10} {:>9.1} ms\n",
            time.as_secs_f64() * 1000.0
        ));
    }
}

/// `0 warnings`, `1 warning`.
pub(super) fn warnings(report: &Report) -> String {
    count(count_of(report, Severity::Warning), "warning")
}

fn count_of(report: &Report, severity: Severity) -> usize {
    let faults = report.faults.iter();
    faults.filter(|fault| fault.severity == severity).count()
}

/// `1 page`, `2 pages`.
pub(super) fn count(number: usize, what: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {what}{s}")
}
