//! How far the decoder has come in a tree: what it read without a fault, and need not read again to find the next one.

use super::tree::Node;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// How far the decoder has come. A node is identified by its address in memory: the tree does not move.
#[derive(Debug, Default)]
pub(super) struct DecodeProgress {
    /// How many of the first items or entries of a node are sound, or lost.
    read: RefCell<HashMap<*const Node, usize>>,
    /// Nodes that are read whole.
    whole: RefCell<HashSet<*const Node>>,
}

impl DecodeProgress {
    /// How many of the first items or entries of `node` need not be read again.
    pub(super) fn read(&self, node: &Node) -> usize {
        let read = self.read.borrow();
        read.get(&std::ptr::from_ref(node)).copied().unwrap_or(0)
    }

    /// Remembers that the first `count` items or entries of `node` need not be read again.
    pub(super) fn set_read(&self, node: &Node, count: usize) {
        let mut read = self.read.borrow_mut();
        read.insert(std::ptr::from_ref(node), count);
    }

    /// Whether all of `node` is to be read, with what is below it.
    pub(super) fn is_whole(&self, node: &Node) -> bool {
        self.whole.borrow().contains(&std::ptr::from_ref(node))
    }

    /// Has all of `node` read from now on: it had a fault, perhaps only because part of it was skipped.
    pub(super) fn set_whole(&self, node: &Node) {
        self.whole.borrow_mut().insert(std::ptr::from_ref(node));
    }
}
