//! The ends of all histories that this repository knows: what another branch or clone has given must not be given again.

use std::collections::BTreeSet;

use super::error::{Error, git};
use super::ids::CommitId;
use super::repo::Repo;

/// What git remembers besides its references while it is at work.
const HEADS: [&str; 6] = [
    "HEAD",
    "MERGE_HEAD",
    "ORIG_HEAD",
    "FETCH_HEAD",
    "CHERRY_PICK_HEAD",
    "REBASE_HEAD",
];

impl Repo {
    /// Returns the commits at the end of every branch, remote branch, tag and stash, and those that git is working on.
    pub fn tips(&self) -> Result<BTreeSet<CommitId>, Error> {
        let action = "list the branches";
        let mut tips = BTreeSet::new();
        for reference in self.git.references().map_err(git(action))? {
            // A tag may name something else than a commit.
            let commit = reference.map_err(git(action))?.peel_to_commit();
            tips.extend(commit.ok().map(|commit| CommitId(commit.id())));
        }
        let heads = HEADS
            .iter()
            .filter_map(|name| self.git.revparse_single(name).ok());
        let commits = heads.filter_map(|object| object.peel_to_commit().ok());
        tips.extend(commits.map(|commit| CommitId(commit.id())));
        Ok(tips)
    }
}
