//! Trees, read along the wanted paths only: a register has a thousand folders, a customer lies in one.

use std::collections::{BTreeMap, HashMap};

use git2::{ObjectType, Oid, Repository, Tree};

use super::error::{Error, found, git};
use super::head::unreadable;
use super::ids::BlobId;
use super::obstacle::missing;

/// Git's mode of a folder.
pub(super) const FOLDER: i32 = 0o040_000;

/// No folder of a register lies deeper. History takes any depth, and whoever makes one of a hundred thousand must not make us fall.
pub(super) const DEPTH: usize = 64;

/// What a tree has under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) id: Oid,
    pub(super) mode: i32,
}

impl Node {
    pub(super) fn is_folder(self) -> bool {
        self.mode == FOLDER
    }

    /// Whether it is gone into at that path; a folder beyond all depth is taken as one thing.
    pub(super) fn is_entered(self, path: &str) -> bool {
        self.is_folder() && path.bytes().filter(|byte| *byte == b'/').count() < DEPTH
    }
}

/// Splits a path of the register, refusing any that leaves it or enters `.git`.
pub(super) fn parts(path: &str) -> Result<Vec<&str>, Error> {
    let parts: Vec<&str> = path.split('/').collect();
    let plain = |part: &&str| {
        !matches!(*part, "" | "." | "..")
            && !part.eq_ignore_ascii_case(".git")
            && !part.contains(['\0', '\\'])
    };
    if parts.iter().all(plain) {
        Ok(parts)
    } else {
        let path = path.to_owned();
        Err(Error::BadPath { path })
    }
}

/// Returns the tree of that id; a submodule or a file in its place is an error.
pub(super) fn tree(repo: &Repository, id: Oid) -> Result<Tree<'_>, Error> {
    let tree = found(repo.find_tree(id)).map_err(git("read a folder"))?;
    tree.ok_or_else(|| missing(repo))
}

/// Looks paths up in one tree, reading each folder on the way once.
pub(super) struct Lookup<'repo> {
    repo: &'repo Repository,
    folders: HashMap<String, Option<Tree<'repo>>>,
}

impl<'repo> Lookup<'repo> {
    /// Looks up in this tree; without one, nothing is found.
    pub(super) fn new(repo: &'repo Repository, root: Option<Tree<'repo>>) -> Self {
        let folders = HashMap::from([(String::new(), root)]);
        Self { repo, folders }
    }

    /// Looks up in HEAD's tree.
    pub(super) fn head(repo: &'repo Repository) -> Result<Self, Error> {
        Ok(Self::new(repo, head(repo)?))
    }

    /// Returns what stands at the path.
    pub(super) fn node(&mut self, path: &str) -> Result<Option<Node>, Error> {
        parts(path)?;
        self.plain_node(path)
    }

    /// Returns the content of the file at the path.
    pub(super) fn blob(&mut self, path: &str) -> Result<Option<BlobId>, Error> {
        let node = self.node(path)?;
        Ok(node.filter(|n| !n.is_folder()).map(|n| BlobId(n.id)))
    }

    fn plain_node(&mut self, path: &str) -> Result<Option<Node>, Error> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if !self.folders.contains_key(folder) {
            let below = self.plain_node(folder)?.filter(|node| node.is_folder());
            let below = below.map(|node| tree(self.repo, node.id)).transpose()?;
            self.folders.insert(folder.to_owned(), below);
        }
        let tree = self.folders.get(folder).and_then(Option::as_ref);
        Ok(tree.and_then(|tree| tree.get_name(name)).map(|e| entry(&e)))
    }
}

pub(super) fn entry(entry: &git2::TreeEntry<'_>) -> Node {
    let mode = match entry.kind() {
        Some(ObjectType::Tree) => FOLDER,
        _ => entry.filemode(),
    };
    Node {
        id: entry.id(),
        mode,
    }
}

/// Returns what a tree holds, by name; names that are not UTF-8 have their odd bytes replaced.
pub(super) fn entries(repo: &Repository, id: Option<Oid>) -> Result<BTreeMap<String, Node>, Error> {
    let Some(id) = id else {
        return Ok(BTreeMap::new());
    };
    let tree = tree(repo, id)?;
    let mut all = BTreeMap::new();
    for e in &tree {
        let name = String::from_utf8_lossy(e.name_bytes()).into_owned();
        // Git's own checks refuse such a tree, where they are asked: which of the two is checked out nobody knows.
        if all.insert(name.clone(), entry(&e)).is_some() {
            return Err(Error::Twice { name });
        }
    }
    Ok(all)
}

/// Reads HEAD's tree, where there is a commit yet.
pub(super) fn head(repo: &Repository) -> Result<Option<Tree<'_>>, Error> {
    let commit = head_commit(repo)?;
    commit
        .map(|commit| commit.tree().map_err(git("read the last commit")))
        .transpose()
}

/// Reads HEAD's commit; none where the branch has none yet.
pub(super) fn head_commit(repo: &Repository) -> Result<Option<git2::Commit<'_>>, Error> {
    match repo.head() {
        Ok(head) => head.peel_to_commit().map(Some).map_err(unreadable),
        Err(e) if e.code() == git2::ErrorCode::UnbornBranch => Ok(None),
        Err(e) => found(Err(e)).map_err(unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_inside() {
        assert_eq!(parts("records/10/1.toml").unwrap().len(), 3);
        for path in [
            "",
            "/etc",
            "a//b",
            "../a",
            "a/..",
            ".git/config",
            "a/.GIT",
            "a\\b",
            "a/",
        ] {
            assert!(parts(path).is_err(), "{path:?}");
        }
    }
}
