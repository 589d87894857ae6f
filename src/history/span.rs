//! What lies between two commits: the files that differ, the commits that came, and what files ever were before.

use std::collections::HashSet;

use git2::{ErrorCode, Repository, Revwalk, Sort};

use super::compare::{self, Compared};
use super::error::{Error, git};
use super::ids::{BlobId, CommitId};
use super::log::{self, Entry, PathState};
use super::repo::Repo;

impl Repo {
    /// Whether the repository has this commit.
    pub fn has(&self, commit: CommitId) -> Result<bool, Error> {
        match self.git.find_commit(commit.0) {
            Ok(_) => Ok(true),
            Err(e) if e.code() == ErrorCode::NotFound => Ok(false),
            Err(e) => Err(git("read a commit")(e)),
        }
    }

    /// Returns the first parent of a commit; none for the first commit.
    pub fn parent(&self, commit: CommitId) -> Result<Option<CommitId>, Error> {
        let commit = self.git.find_commit(commit.0);
        let commit = commit.map_err(git("read a commit"))?;
        Ok(commit.parent_id(0).ok().map(CommitId))
    }

    /// Returns the files that differ between two commits, by path, whatever lies between.
    pub fn between(&self, old: CommitId, new: CommitId) -> Result<Vec<PathState>, Error> {
        let trees = (self.tree_id(old)?, self.tree_id(new)?);
        compare::trees(&self.git, trees)
    }

    /// Returns the commits that `new` leads back to and `old` does not, newest first.
    pub fn since(&self, old: Option<CommitId>, new: CommitId) -> Result<Vec<Entry>, Error> {
        let walk = walk(&self.git, &[new], old).map_err(git("read the history"))?;
        let mut compared = Compared::new(&self.git, None);
        let mut entries = Vec::new();
        for id in walk {
            let id = id.map_err(git("read the history"))?;
            let commit = self.git.find_commit(id).map_err(git("read a commit"))?;
            let touched = compared.paths(&commit)?;
            entries.push(log::entry(&commit, touched));
        }
        Ok(entries)
    }

    /// Returns what files were before a commit made something else of them, in all that the tips lead back to.
    pub fn replaced(&self, tips: &[CommitId]) -> Result<HashSet<(String, BlobId)>, Error> {
        let mut compared = Compared::new(&self.git, None);
        let mut before = HashSet::new();
        for id in walk(&self.git, tips, None).map_err(git("read the history"))? {
            let id = id.map_err(git("read the history"))?;
            let commit = self.git.find_commit(id).map_err(git("read a commit"))?;
            for state in compared.paths(&commit)? {
                before.extend(state.old.map(|old| (state.path, old)));
            }
        }
        Ok(before)
    }
}

fn walk<'r>(
    repo: &'r Repository,
    tips: &[CommitId],
    hidden: Option<CommitId>,
) -> Result<Revwalk<'r>, git2::Error> {
    let mut walk = repo.revwalk()?;
    walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME)?;
    for tip in tips {
        walk.push(tip.0)?;
    }
    if let Some(hidden) = hidden {
        walk.hide(hidden.0)?;
    }
    Ok(walk)
}
