//! How far the decoder has come in a tree: what it read without a fault, and need not read again to find the next one.

use super::tree::Node;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// How far the decoder has come. A node is known by its address: the tree stays where it is.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// How many of the first items or entries of a node hold, or are lost.
    read: RefCell<HashMap<*const Node, usize>>,
    /// Nodes that are shown with all they have.
    whole: RefCell<HashSet<*const Node>>,
}

impl Progress {
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

    /// Whether all of `node` is to be shown, with what is below it.
    pub(super) fn is_whole(&self, node: &Node) -> bool {
        self.whole.borrow().contains(&std::ptr::from_ref(node))
    }

    /// Has all of `node` shown from now on: it was at fault, and perhaps only for want of what was read before.
    pub(super) fn set_whole(&self, node: &Node) {
        self.whole.borrow_mut().insert(std::ptr::from_ref(node));
    }
}
