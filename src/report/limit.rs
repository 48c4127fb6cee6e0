//! Selects which of many faults are shown, and summarizes the rest.
//!
//! Nobody reads thousands of faults, and the first few of each file usually show what went wrong.
//! Errors therefore come before warnings, and every file has a fair share. If a file has few
//! faults, all of them are shown, however many another file has.

use super::located::Located;
use crate::diag::Severity;
use std::collections::BTreeMap;

/// The maximum number of faults shown. The rest are only counted.
pub const MOST_SHOWN: usize = 200;

/// The maximum number of files named in the summary of faults that are not shown.
const MOST_NAMED: usize = 5;

/// The faults to show, and a summary of the others.
#[derive(Debug)]
pub struct Selection<'a> {
    /// The faults to show, in their original order.
    pub shown: Vec<&'a Located>,
    /// A summary of the others, without a line end; `None` if all are shown.
    pub rest: Option<String>,
}

/// Selects at most `most` of `faults`: errors before warnings, and the same number from each file,
/// as far as it has them.
pub fn select<'a>(faults: impl IntoIterator<Item = &'a Located>, most: usize) -> Selection<'a> {
    let faults: Vec<&Located> = faults.into_iter().collect();
    if faults.len() <= most {
        return Selection {
            shown: faults,
            rest: None,
        };
    }
    let mut is_shown = vec![false; faults.len()];
    let mut left = most;
    for severity in [Severity::Error, Severity::Warning] {
        for at in share(&faults, severity, left) {
            is_shown[at] = true;
            left -= 1;
        }
    }
    let pick = |wanted: bool| {
        let faults = faults.iter().zip(&is_shown);
        let of = faults.filter(move |(_, is_shown)| **is_shown == wanted);
        of.map(|(fault, _)| *fault).collect::<Vec<&Located>>()
    };
    Selection {
        shown: pick(true),
        rest: Some(words(&pick(false))),
    }
}

/// The indices of at most `most` faults of one severity. The files take turns.
fn share(faults: &[&Located], severity: Severity, most: usize) -> Vec<usize> {
    let mut turns: BTreeMap<&str, usize> = BTreeMap::new();
    let mut numbers: Vec<(usize, usize)> = Vec::new();
    for (number, fault) in faults.iter().enumerate() {
        if fault.severity == severity {
            let turn = turns.entry(fault.path()).or_default();
            numbers.push((*turn, number));
            *turn += 1;
        }
    }
    numbers.sort_unstable();
    let numbers = numbers.into_iter().take(most);
    numbers.map(|(_, number)| number).collect()
}

/// The summary: `and 3 more errors and 1 more warning, in a.md and b.md: ...`
fn words(rest: &[&Located]) -> String {
    let of = |severity: Severity| {
        let count = rest
            .iter()
            .filter(|fault| fault.severity == severity)
            .count();
        let s = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("and {count} more {}{s}", severity.name()))
    };
    let counts = [Severity::Error, Severity::Warning]
        .into_iter()
        .filter_map(of);
    let counts: Vec<String> = counts.collect();
    let mut files: Vec<&str> = rest.iter().map(|fault| fault.path()).collect();
    files.sort_unstable();
    files.dedup();
    let more = files.len().saturating_sub(MOST_NAMED);
    let named: Vec<&str> = files.iter().copied().take(MOST_NAMED).collect();
    let files = match (named.as_slice(), more) {
        (named, 1..) => format!("{} and {more} more files", named.join(", ")),
        ([first @ .., last], _) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        (named, _) => named.join(", "),
    };
    format!(
        "{}, in {files}: `dossier check --format json` lists them all",
        counts.join(" ")
    )
}

impl Located {
    /// The path of the file with the fault.
    fn path(&self) -> &str {
        self.labels.first().map_or("", |label| &label.path)
    }
}

#[cfg(test)]
mod tests {
    use super::select;
    use crate::diag::{Code, Severity};
    use crate::report::located::{Located, LocatedLabel};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn fault(path: &str, severity: Severity, number: usize) -> Located {
        Located {
            code: Code::UnknownWord,
            severity,
            message: number.to_string(),
            note: None,
            help: None,
            labels: vec![LocatedLabel {
                path: path.into(),
                bytes: None,
                position: None,
                text: String::new(),
            }],
        }
    }

    fn faults(files: &[(&str, Severity, usize)]) -> Vec<Located> {
        let faults = files.iter().flat_map(|(path, severity, count)| {
            (0..*count).map(|number| fault(path, *severity, number))
        });
        faults.collect()
    }

    #[test]
    fn the_rest_is_counted_and_its_files_are_named() {
        use Severity::{Error, Warning};
        let all = faults(&[("a", Error, 2), ("b", Error, 9), ("b", Warning, 1)]);
        assert_eq!(select(&all, 12).rest, None);
        let selection = select(&all, 10);
        assert_eq!(
            selection.rest.as_deref(),
            Some(
                "and 1 more error and 1 more warning, in b: `dossier check --format json` lists them all"
            )
        );
        let all = faults(&[("a", Error, 5), ("b", Error, 5), ("c", Warning, 5)]);
        let rest = select(&all, 4).rest.unwrap_or_default();
        assert!(
            rest.starts_with("and 6 more errors and 5 more warnings, in a, b and c:"),
            "{rest}"
        );
        let many: Vec<String> = (0..9).map(|file| format!("{file}")).collect();
        let many: Vec<_> = many.iter().map(|file| (file.as_str(), Error, 2)).collect();
        let all = faults(&many);
        let rest = select(&all, 9).rest.unwrap_or_default();
        assert!(
            rest.starts_with("and 9 more errors, in 0, 1, 2, 3, 4 and 4 more files:"),
            "{rest}"
        );
    }

    proptest! {
        /// No error is dropped in favour of a warning, and no file loses a fault to a file with
        /// more shown.
        #[test]
        fn the_share_is_fair(counts in proptest::collection::vec((0usize..9, 0usize..9), 1..6), most in 0usize..30) {
            let names = ["a", "b", "c", "d", "e"];
            let files: Vec<_> = counts.iter().zip(names)
                .flat_map(|((errors, warnings), name)| [(name, Severity::Error, *errors), (name, Severity::Warning, *warnings)])
                .collect();
            let all = faults(&files);
            let shown = select(&all, most).shown;
            prop_assert_eq!(shown.len(), most.min(all.len()));
            let mut of: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
            for fault in &shown {
                *of.entry((fault.severity, fault.path())).or_default() += 1;
            }
            let count = |severity, name| of.get(&(severity, name)).copied().unwrap_or(0);
            for (name, severity, number) in &files {
                let own = count(*severity, *name);
                if own < *number {
                    for (other, ..) in &files {
                        prop_assert!(count(*severity, *other) <= own + 1);
                        prop_assert!(*severity == Severity::Warning || count(Severity::Warning, *other) == 0);
                    }
                }
            }
        }
    }
}
