//! Which commit is meant: by the beginning of its name, or by a moment.

use jiff::Timestamp;

use super::error::{Error, git};
use super::ids::CommitId;
use super::repo::Repo;
use super::trees;

impl Repo {
    /// Returns the commit that git calls so: the one whose name begins with `text` (4 to 40 hexadecimal digits), else a branch, a
    /// tag, `HEAD~2` and whatever else gitrevisions(7) knows.
    pub fn resolve(&self, text: &str) -> Result<CommitId, Error> {
        let hex = text.bytes().all(|b| b.is_ascii_hexdigit());
        let missing = || Error::NoSuchCommit {
            text: text.to_owned(),
        };
        let named = || {
            let named = self.git.revparse_single(text).ok();
            let commit = named.and_then(|object| object.peel_to_commit().ok());
            let id = commit.map(|commit| CommitId(commit.id()));
            id.ok_or_else(missing)
        };
        if !hex || !(4..=40).contains(&text.len()) {
            return named();
        }
        match self.git.find_commit_by_prefix(&text.to_ascii_lowercase()) {
            Ok(commit) => Ok(CommitId(commit.id())),
            Err(e) if e.code() == git2::ErrorCode::NotFound => named(),
            Err(e) if e.code() == git2::ErrorCode::Ambiguous => Err(Error::Ambiguous {
                text: text.to_owned(),
            }),
            Err(e) => Err(git("find a commit")(e)),
        }
    }

    /// Returns the last commit made at `moment` or before, going back from HEAD along first parents.
    pub fn at(&self, moment: Timestamp) -> Result<Option<CommitId>, Error> {
        let mut next = trees::head_commit(&self.git)?;
        while let Some(commit) = next {
            if commit.time().seconds() <= moment.as_second() {
                return Ok(Some(CommitId(commit.id())));
            }
            next = match commit.parent_count() {
                0 => None,
                _ => Some(commit.parent(0).map_err(git("read a commit"))?),
            };
        }
        Ok(None)
    }

    /// Whether `commit` is `ancestor` or came after it.
    pub fn descends(&self, commit: CommitId, ancestor: CommitId) -> Result<bool, Error> {
        if commit == ancestor {
            return Ok(true);
        }
        match self.git.graph_descendant_of(commit.0, ancestor.0) {
            Err(e) if e.code() == git2::ErrorCode::NotFound => Ok(false),
            other => other.map_err(git("compare commits")),
        }
    }
}
