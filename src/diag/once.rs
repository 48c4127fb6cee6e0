//! Faults of one cause told as one: the same unknown id at several places, a file that nothing reads and what misses it.

use super::{Code, Located};
use std::collections::{BTreeMap, BTreeSet};

/// The faults, each cause once, in their order: what is said again of another place becomes a further place of the first, and a
/// warning of a path goes where an error names that path.
pub(super) fn once(faults: Vec<Located>) -> Vec<Located> {
    let mut kept: Vec<Located> = Vec::with_capacity(faults.len());
    let mut first: BTreeMap<(Code, String, String), usize> = BTreeMap::new();
    for fault in faults {
        let Some(cause) = cause(&fault) else {
            kept.push(fault);
            continue;
        };
        match first.get(&cause) {
            Some(at) => kept[*at].add_places_of(fault),
            None => {
                first.insert(cause, kept.len());
                kept.push(fault);
            }
        }
    }
    let told: BTreeSet<String> = kept
        .iter()
        .flat_map(|fault| &fault.labels[1..])
        .filter(|label| label.position.is_none())
        .map(|label| label.path.clone())
        .collect();
    kept.retain(|fault| fault.code != Code::UnreadFile || !told.contains(&fault.labels[0].path));
    kept
}

/// What two faults have in common that are of one cause; `None` for those that have each its own.
fn cause(fault: &Located) -> Option<(Code, String, String)> {
    let of = match fault.code {
        Code::UnknownRecord | Code::WithdrawnRecord => String::new(),
        Code::NoTopic => fault.labels[0].path.clone(),
        _ => return None,
    };
    Some((fault.code, fault.message.clone(), of))
}

impl Located {
    fn add_places_of(&mut self, other: Self) {
        for (at, mut label) in other.labels.into_iter().enumerate() {
            if at == 0 {
                label.text = "and here".into();
            }
            let known =
                |own: &super::LocatedLabel| own.path == label.path && own.bytes == label.bytes;
            if !self.labels.iter().any(known) {
                self.labels.push(label);
            }
        }
    }
}
