//! What git is in the middle of, and which files it could not merge.

use git2::{IndexConflict, RepositoryState};

use super::error::{Error, git};
use super::ids::BlobId;
use super::repo::Repo;
use crate::fsio;

/// What git is in the middle of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `git merge`, or a pull that merges.
    Merge,
    /// `git rebase`, or a pull that rebases.
    Rebase,
    /// `git cherry-pick`.
    CherryPick,
    /// `git revert`.
    Revert,
    /// Nothing that git remembers: `git stash pop` leaves files unmerged and no more.
    Stash,
}

impl Operation {
    /// The name under which git keeps the commit of the other side.
    pub fn other_side(self) -> &'static str {
        match self {
            Self::Merge => "MERGE_HEAD",
            Self::Rebase => "REBASE_HEAD",
            Self::CherryPick => "CHERRY_PICK_HEAD",
            Self::Revert => "REVERT_HEAD",
            Self::Stash => "stash",
        }
    }
}

/// A file that git left unmerged: what it was and what each side has; nothing where a side has no such file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmerged {
    /// The path, with `/`.
    pub path: String,
    /// What both sides came from.
    pub base: Option<BlobId>,
    /// What is checked out: in a rebase, the branch that is rebased onto.
    pub ours: Option<BlobId>,
    /// What is brought in: in a rebase, one's own commit.
    pub theirs: Option<BlobId>,
}

impl Repo {
    /// Returns what git is in the middle of.
    pub fn operation(&self) -> Option<Operation> {
        match self.git.state() {
            RepositoryState::Merge => Some(Operation::Merge),
            RepositoryState::Rebase
            | RepositoryState::RebaseInteractive
            | RepositoryState::RebaseMerge => Some(Operation::Rebase),
            RepositoryState::CherryPick | RepositoryState::CherryPickSequence => {
                Some(Operation::CherryPick)
            }
            RepositoryState::Revert | RepositoryState::RevertSequence => Some(Operation::Revert),
            _ => None,
        }
    }

    /// Returns every file that is unmerged, by path.
    pub fn unmerged(&self) -> Result<Vec<Unmerged>, Error> {
        let action = "read the index";
        let index = self.index()?;
        let mut found = Vec::new();
        for conflict in index.conflicts().map_err(git(action))? {
            found.extend(unmerged(&conflict.map_err(git(action))?));
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    /// Whether git is changing its index right now, as it does while it merges, and not while it only looks how it would.
    pub fn index_is_locked(&self) -> Result<bool, Error> {
        Ok(fsio::exists(&self.git.path().join("index.lock"))?)
    }
}

fn unmerged(conflict: &IndexConflict) -> Option<Unmerged> {
    let sides = [&conflict.ancestor, &conflict.our, &conflict.their];
    let path = sides.into_iter().flatten().next()?.path.clone();
    let [base, ours, theirs] = sides.map(|side| side.as_ref().map(|entry| BlobId(entry.id)));
    Some(Unmerged {
        path: String::from_utf8_lossy(&path).into_owned(),
        base,
        ours,
        theirs,
    })
}
