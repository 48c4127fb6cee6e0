//! Prints faults as JSON for programs: one object per run.

use super::located::{Located, LocatedLabel};
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    diagnostics: Vec<Fault<'a>>,
}

#[derive(Serialize)]
struct Fault<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: Spot<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Spot<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct Spot<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
}

/// `{"diagnostics": […]}`. Lines and columns count from 1, columns in code points. The end is the
/// first place after the fault.
pub fn json(located: &[Located]) -> String {
    let diagnostics = located.iter().map(fault).collect();
    serde_json::to_string_pretty(&Report { diagnostics }).expect("strings and numbers serialize")
}

fn fault(located: &Located) -> Fault<'_> {
    let mut spots = located.labels.iter().map(spot);
    Fault {
        code: located.code.name(),
        severity: located.severity.name(),
        message: &located.message,
        place: spots.next().expect("a fault has a main place"),
        related: spots.collect(),
        note: located.note.as_deref(),
        help: located.help.as_deref(),
    }
}

fn spot(label: &LocatedLabel) -> Spot<'_> {
    let start = label.position.map(|(start, _)| start);
    let end = label.position.map(|(_, end)| end);
    Spot {
        file: &label.path,
        line: start.map(|at| at.line),
        column: start.map(|at| at.column),
        end_line: end.map(|at| at.line),
        end_column: end.map(|at| at.column),
        label: &label.text,
    }
}
