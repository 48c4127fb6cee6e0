//! Merges faults that have the same cause: one unknown id in several places, or an unread file and
//! the references that need it.

use super::located::{Located, LocatedLabel};
use crate::diag::{Code, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// The faults in their order, each cause once. If a fault occurs again elsewhere, that place
/// becomes a related place of the first. A missing record that an unread file would have is
/// reported with that file. An unread file that is probably an article's missing capture is
/// reported with that article.
pub(super) fn once(faults: Vec<Located>) -> Vec<Located> {
    let unread = faults.iter().filter(|fault| fault.code == Code::UnreadFile);
    let unread: BTreeSet<String> = unread.map(|fault| fault.labels[0].path.clone()).collect();
    let mut missed: BTreeMap<String, Vec<LocatedLabel>> = BTreeMap::new();
    let mut kept: Vec<Located> = Vec::with_capacity(faults.len());
    let mut first: BTreeMap<(Code, String, String), usize> = BTreeMap::new();
    // The places of each fault that was found more than once.
    let mut known: BTreeMap<usize, BTreeSet<Spot>> = BTreeMap::new();
    for mut fault in faults {
        let file = fault.labels[1..]
            .iter()
            .find(|label| unread.contains(&label.path));
        if let Some(file) = file.filter(|_| fault.code == Code::UnknownRecord) {
            let file = file.path.clone();
            let mut label = fault.labels.swap_remove(0);
            label.text = fault.message;
            missed.entry(file).or_default().push(label);
            continue;
        }
        let cause = cause(&fault);
        match cause.as_ref().and_then(|cause| first.get(cause)) {
            Some(at) => {
                let kept = &mut kept[*at];
                let known = known.entry(*at).or_insert_with(|| {
                    let spots = kept.labels.iter().map(spot);
                    spots.collect()
                });
                kept.add_places_of(fault, known);
            }
            None => {
                first.extend(cause.map(|cause| (cause, kept.len())));
                kept.push(fault);
            }
        }
    }
    for fault in &mut kept {
        if fault.code == Code::UnreadFile
            && let Some(labels) = missed.remove(&fault.labels[0].path)
        {
            fault.severity = Severity::Error;
            fault.labels.extend(labels);
        }
    }
    let renamed = kept
        .iter()
        .filter(|fault| fault.code == Code::UnverifiedQuote);
    let renamed =
        renamed.flat_map(|fault| fault.labels[1..].iter().map(|label| label.path.clone()));
    let renamed: BTreeSet<String> = renamed.collect();
    kept.retain(|fault| fault.code != Code::UnreadFile || !renamed.contains(&fault.labels[0].path));
    kept
}

/// What faults with the same cause have in common; `None` if every fault of this kind has its own
/// cause.
fn cause(fault: &Located) -> Option<(Code, String, String)> {
    let of = match fault.code {
        Code::UnknownRecord | Code::WithdrawnRecord => String::new(),
        Code::NoTopic => fault.labels[0].path.clone(),
        // A file and its copy share many ids.
        Code::DuplicateId => {
            let [main, first, ..] = fault.labels.as_slice() else {
                return None;
            };
            let files = format!("{}\n{}", main.path, first.path);
            return (main.path != first.path).then(|| (fault.code, String::new(), files));
        }
        _ => return None,
    };
    Some((fault.code, fault.message.clone(), of))
}

const COPY: &str =
    "if one of the two files is a copy, delete it; if not, give one record of each pair another id";

/// A file, and a range of bytes in its text.
type Spot = (String, Option<(usize, usize)>);

fn spot(label: &LocatedLabel) -> Spot {
    let bytes = label.bytes.as_ref().map(|bytes| (bytes.start, bytes.end));
    (label.path.clone(), bytes)
}

impl Located {
    /// Adds the places of `other` that are not in `known`, the places this fault already has.
    fn add_places_of(&mut self, other: Self, known: &mut BTreeSet<Spot>) {
        if self.code == Code::DuplicateId {
            self.help = Some(COPY.into());
            let label = other.labels.into_iter().next();
            self.labels.extend(label.map(|label| LocatedLabel {
                text: other.message,
                ..label
            }));
            return;
        }
        for (at, mut label) in other.labels.into_iter().enumerate() {
            if at == 0 {
                label.text = "and here".into();
            }
            if known.insert(spot(&label)) {
                self.labels.push(label);
            }
        }
    }
}
