//! The way from a document's root to one of its values.

use std::collections::BTreeSet;
use std::fmt;

/// One step of a [`KeyPath`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into the value of a key of a map.
    Key(String),
    /// Into an item of a list, counted from 0.
    Item(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(item: usize) -> Self {
        Self::Item(item)
    }
}

/// Keys and item numbers from the root of a document to a value.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyPath(Vec<Step>);

impl KeyPath {
    /// The root.
    pub fn root() -> Self {
        Self::default()
    }

    /// One step further.
    #[must_use]
    pub fn then(&self, step: impl Into<Step>) -> Self {
        let mut steps = self.0.clone();
        steps.push(step.into());
        Self(steps)
    }

    /// The way without its last step.
    #[must_use]
    pub fn parent(&self) -> Self {
        let steps = self.0.len().saturating_sub(1);
        Self(self.0[..steps].to_vec())
    }

    /// The steps, from the root.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The path of the same value in the document as written. This path counts the items of lists
    /// without the values at `lost`, which were left out.
    #[must_use]
    pub fn before_losses(&self, lost: &BTreeSet<Self>) -> Self {
        let mut written = Self::root();
        for step in &self.0 {
            written = match step {
                Step::Key(_) => written.then(step.clone()),
                Step::Item(item) => {
                    let lost = written.items_in(lost);
                    // Each lost item before it moves it one place on.
                    let at = lost.fold(*item, |at, lost| at + usize::from(lost <= at));
                    written.then(at)
                }
            };
        }
        written
    }

    /// The numbers of the items of the list here that are among `paths`, in order.
    fn items_in<'a>(&'a self, paths: &'a BTreeSet<Self>) -> impl Iterator<Item = usize> + 'a {
        let below = paths
            .range(self.then(0)..)
            .take_while(|path| path.starts_with(self));
        below.filter_map(|path| match path.0[self.0.len()..] {
            [Step::Item(item)] => Some(item),
            _ => None,
        })
    }

    /// Whether this lies at or below `other`.
    pub fn starts_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

/// `claims.deadline.evidence[0]`
impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if at == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(item) => write!(f, "[{item}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::KeyPath;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        /// The item is the same as where the lost ones are skipped one by one.
        #[test]
        fn losses_are_counted_out(lost in proptest::collection::btree_set(0usize..12, 0..10), item in 0usize..12) {
            let list = KeyPath::root().then("a");
            let paths: BTreeSet<KeyPath> = lost
                .iter()
                .flat_map(|at| [list.then(*at), list.then(*at + 1).then("x"), KeyPath::root().then("b").then(*at)])
                .collect();
            let left = (0..).filter(|at| !lost.contains(at)).nth(item).expect("there is no end to the numbers");
            prop_assert_eq!(list.then(item).before_losses(&paths), list.then(left));
        }
    }

    #[test]
    fn items_stand_where_they_stood_before_others_were_left_out() {
        let list = KeyPath::root().then("aliases");
        let lost = BTreeSet::from([list.then(0), list.then(2)]);
        assert_eq!(list.then(0).before_losses(&lost), list.then(1));
        assert_eq!(
            list.then(1).then("x").before_losses(&lost),
            list.then(3).then("x")
        );
        assert_eq!(list.before_losses(&lost), list);
    }
}
