//! Whether a commit is there, and what came before it.

use git2::ErrorCode;

use super::error::{Error, git};
use super::ids::{BlobId, CommitId};
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

    /// Whether a file had this content (`None`: did not exist) at a commit on the line of first parents from `last` back to `first`.
    pub fn was_on_line(
        &self,
        (path, wanted): (&str, Option<BlobId>),
        (first, last): (CommitId, CommitId),
    ) -> Result<bool, Error> {
        let mut next = Some(last);
        // A clone may lack what another line of its past needed.
        while let Some(id) = next.filter(|id| self.git.find_commit(id.0).is_ok()) {
            if self.blob_at(Some(&id), path)? == wanted {
                return Ok(true);
            }
            next = if id == first { None } else { self.parent(id)? };
        }
        Ok(false)
    }
}
