//! The decoder's progress in a tree: what it has read without a fault, and need not read again to
//! find the next one.

use super::tree::Node;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// The decoder's progress. A node is identified by its address in memory, because the tree does not
/// move.
#[derive(Debug, Default)]
pub(super) struct DecodeProgress {
    /// How many items or entries at the start of a node are valid or lost.
    read: RefCell<HashMap<*const Node, usize>>,
    /// Nodes that must be read in full.
    whole: RefCell<HashSet<*const Node>>,
}

impl DecodeProgress {
    /// How many items or entries at the start of `node` need not be read again.
    pub(super) fn read(&self, node: &Node) -> usize {
        let read = self.read.borrow();
        read.get(&std::ptr::from_ref(node)).copied().unwrap_or(0)
    }

    /// Remembers that the first `count` items or entries of `node` need not be read again.
    pub(super) fn set_read(&self, node: &Node, count: usize) {
        let mut read = self.read.borrow_mut();
        read.insert(std::ptr::from_ref(node), count);
    }

    /// Whether `node` must be read in full, with everything below it.
    pub(super) fn is_whole(&self, node: &Node) -> bool {
        self.whole.borrow().contains(&std::ptr::from_ref(node))
    }

    /// Marks `node` to be read in full from now on: it had a fault, perhaps only because part of it
    /// was skipped.
    pub(super) fn set_whole(&self, node: &Node) {
        self.whole.borrow_mut().insert(std::ptr::from_ref(node));
    }
}
