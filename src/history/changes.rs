//! What differs between two commits' trees. A folder is read only where the caller enters it: whoever can push can make one of a
//! hundred million names.

use std::collections::HashSet;
use std::fmt;

use git2::{Oid, Tree};

use super::error::Error;
use super::ids::{BlobId, CommitId};
use super::log::PathState;
use super::read::join;
use super::repo::Repo;
use super::trees::{self, Node};

/// What git keeps under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A symbolic link.
    Link,
    /// A commit of another repository.
    Submodule,
    /// A file that can be run.
    Program,
    /// A folder that was not entered.
    Folder,
    /// Any other file.
    File,
}

impl EntryKind {
    fn new(mode: i32) -> Self {
        match mode {
            trees::FOLDER => Self::Folder,
            0o120_000 => Self::Link,
            0o160_000 => Self::Submodule,
            0o100_755 => Self::Program,
            _ => Self::File,
        }
    }

    /// Whether it has a content of its own that can be read.
    pub fn is_file(self) -> bool {
        matches!(self, Self::File | Self::Program)
    }

    /// The word of the JSON form and of the catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Submodule => "submodule",
            Self::Program => "program",
            Self::Folder => "folder",
            Self::File => "file",
        }
    }
}

impl fmt::Display for EntryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A path whose content or kind differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeChange {
    /// The path, with `/`.
    pub path: String,
    /// Content and kind before.
    pub old: Option<(BlobId, EntryKind)>,
    /// Content and kind after.
    pub new: Option<(BlobId, EntryKind)>,
}

impl TreeChange {
    /// The same without the kinds.
    pub fn state(&self) -> PathState {
        PathState {
            path: self.path.clone(),
            old: self.old.map(|(id, _)| id),
            new: self.new.map(|(id, _)| id),
        }
    }
}

/// One comparison under way.
struct Walk<'w> {
    repo: &'w Repo,
    enters: &'w dyn Fn(&str) -> bool,
    visit: &'w mut dyn FnMut(TreeChange),
}

impl Repo {
    /// Hands out what differs between two commits (`None`: the time before all), in no order. Folders that `enters` refuses are one
    /// change each, whatever they hold.
    ///
    /// # Errors
    /// `Twice` for a folder that holds a name twice.
    pub fn changes(
        &self,
        (old, new): (Option<CommitId>, CommitId),
        enters: &dyn Fn(&str) -> bool,
        visit: &mut dyn FnMut(TreeChange),
    ) -> Result<(), Error> {
        let old = old.map(|old| self.tree_id(old)).transpose()?;
        let new = self.tree_id(new)?;
        let mut walk = Walk {
            repo: self,
            enters,
            visit,
        };
        if old == Some(new) {
            return Ok(());
        }
        walk.folder("", old, Some(new))
    }
}

impl Walk<'_> {
    fn folder(&mut self, path: &str, old: Option<Oid>, new: Option<Oid>) -> Result<(), Error> {
        let tree = |id: Option<Oid>| id.map(|id| trees::tree(&self.repo.git, id)).transpose();
        let (old, new) = (tree(old)?, tree(new)?);
        let find = |tree: &Option<Tree<'_>>, name: &[u8]| {
            let entry = tree.as_ref()?.get_name_bytes(name)?;
            Some(trees::entry(&entry))
        };
        let mut names = HashSet::new();
        for entry in new.iter().flat_map(Tree::iter) {
            let name = entry.name_bytes();
            // Which of the two is checked out nobody knows.
            if !names.insert(name.to_owned()) {
                let name = String::from_utf8_lossy(name).into_owned();
                return Err(Error::Twice { name });
            }
            let node = trees::entry(&entry);
            self.entry(path, name, (find(&old, name), Some(node)))?;
        }
        for entry in old.iter().flat_map(Tree::iter) {
            let name = entry.name_bytes();
            if !names.contains(name) {
                self.entry(path, name, (Some(trees::entry(&entry)), None))?;
            }
        }
        Ok(())
    }

    fn entry(
        &mut self,
        folder: &str,
        name: &[u8],
        (old, new): (Option<Node>, Option<Node>),
    ) -> Result<(), Error> {
        if old == new {
            return Ok(());
        }
        let path = join(folder, &String::from_utf8_lossy(name));
        let is_entered = (self.enters)(&path);
        let inside = |node: Option<Node>| node.filter(|node| is_entered && node.is_folder());
        let whole = |node: Option<Node>| {
            let node = node.filter(|node| !(is_entered && node.is_folder()))?;
            Some((BlobId(node.id), EntryKind::new(node.mode)))
        };
        if whole(old) != whole(new) {
            (self.visit)(TreeChange {
                path: path.clone(),
                old: whole(old),
                new: whole(new),
            });
        }
        let (old, new) = (inside(old), inside(new));
        if old.is_some() || new.is_some() {
            self.folder(&path, old.map(|it| it.id), new.map(|it| it.id))?;
        }
        Ok(())
    }
}
