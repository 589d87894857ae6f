//! An opened file: its values, and what it takes to seal them again so that a diff shows only what changed.

use std::sync::Arc;

use crate::secret::DataKey;
use crate::sops::Tree;
use crate::sops::sealed::Document;

/// Values in clear, new or from a sealed file.
pub struct Opened {
    tree: Tree,
    pub(super) origin: Option<Origin>,
}

/// The sealed file that the values came from.
pub(super) struct Origin {
    pub(super) document: Arc<Document>,
    pub(super) key: DataKey,
    /// What the file says, once the tree says something else.
    before: Option<Tree>,
}

impl Opened {
    /// Takes values that were never sealed; they get a data key of their own.
    pub fn new(tree: Tree) -> Self {
        let origin = None;
        Self { tree, origin }
    }

    pub(super) fn of(tree: Tree, document: Arc<Document>, key: DataKey) -> Self {
        let before = None;
        let origin = Some(Origin {
            document,
            key,
            before,
        });
        Self { tree, origin }
    }

    /// Returns the values.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Puts other values in place of these.
    #[must_use]
    pub fn replace(mut self, tree: Tree) -> Self {
        let old = std::mem::replace(&mut self.tree, tree);
        if let Some(origin) = &mut self.origin {
            origin.before.get_or_insert(old);
        }
        self
    }

    /// Says whether the values differ from the sealed file's, so that it must be written; new values always do.
    pub fn is_changed(&self) -> bool {
        match &self.origin {
            None => true,
            Some(origin) => origin.before.as_ref().is_some_and(|old| *old != self.tree),
        }
    }

    /// Says whether both came from files under one data key: versions of one file. Two files made apart have two keys.
    pub fn shares_key(&self, other: &Self) -> bool {
        let keys = self.origin.as_ref().zip(other.origin.as_ref());
        keys.is_some_and(|(mine, its)| mine.key.expose() == its.key.expose())
    }

    /// Returns the values as the sealed file has them.
    pub(super) fn before<'a>(&'a self, origin: &'a Origin) -> &'a Tree {
        origin.before.as_ref().unwrap_or(&self.tree)
    }
}
