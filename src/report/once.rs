//! Faults of one cause told as one: the same unknown id at several places, a file that nothing reads and what misses it.

use super::located::{Located, LocatedLabel};
use crate::diag::{Code, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// The faults, each cause once, in their order: what is said again of another place becomes a further place of the first, and a
/// record that a file would have if it were read is missed at that file. A capture that an article lacks is told with the article.
pub(super) fn once(faults: Vec<Located>) -> Vec<Located> {
    let unread = faults.iter().filter(|fault| fault.code == Code::UnreadFile);
    let unread: BTreeSet<String> = unread.map(|fault| fault.labels[0].path.clone()).collect();
    let mut missed: BTreeMap<String, Vec<LocatedLabel>> = BTreeMap::new();
    let mut kept: Vec<Located> = Vec::with_capacity(faults.len());
    let mut first: BTreeMap<(Code, String, String), usize> = BTreeMap::new();
    // The places of each fault that came more than once.
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

/// What two faults have in common that are of one cause; `None` for those that have each its own.
fn cause(fault: &Located) -> Option<(Code, String, String)> {
    let of = match fault.code {
        Code::UnknownRecord | Code::WithdrawnRecord => String::new(),
        Code::NoTopic => fault.labels[0].path.clone(),
        // A file and its copy.
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

/// A file, and bytes of its text.
type Spot = (String, Option<(usize, usize)>);

fn spot(label: &LocatedLabel) -> Spot {
    let bytes = label.bytes.as_ref().map(|bytes| (bytes.start, bytes.end));
    (label.path.clone(), bytes)
}

impl Located {
    /// Adds the places of `other` that are not yet among `known`, the places of this fault.
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
