//! Which commit is meant: by the beginning of its name, or by a moment.

use jiff::Timestamp;

use super::error::{Error, git};
use super::ids::CommitId;
use super::repo::Repo;
use super::trees;

/// What git writes down while it is at work, in this clone only, and the newest stash.
const AT_WORK: [(&str, &str); 6] = [
    ("MERGE_HEAD", "MERGE_HEAD"),
    ("REBASE_HEAD", "REBASE_HEAD"),
    ("CHERRY_PICK_HEAD", "CHERRY_PICK_HEAD"),
    ("REVERT_HEAD", "REVERT_HEAD"),
    ("ORIG_HEAD", "ORIG_HEAD"),
    ("stash", "refs/stash"),
];

impl Repo {
    /// Returns the commit that is called so: by 4 to 40 hexadecimal digits of its name, `HEAD`, what git writes down while it is at
    /// work (`MERGE_HEAD`), or a branch or tag that is spelt out (`refs/heads/main`), each with `~2` or `^2` after it.
    ///
    /// Short names of branches and tags are not looked up: whoever can push one could make it mean something else.
    pub fn resolve(&self, text: &str) -> Result<CommitId, Error> {
        let (name, steps) = text.split_at(text.find(['~', '^']).unwrap_or(text.len()));
        let missing = || Error::NoSuchCommit {
            text: text.to_owned(),
        };
        let commit = self.named(name)?.ok_or_else(missing)?;
        if steps.is_empty() {
            return Ok(commit);
        }
        let plain = |c: char| c.is_ascii_digit() || matches!(c, '~' | '^');
        let found = steps.chars().all(plain).then(|| {
            let whole = format!("{commit}{steps}");
            let object = self.git.revparse_single(&whole).ok()?;
            Some(CommitId(object.peel_to_commit().ok()?.id()))
        });
        found.flatten().ok_or_else(missing)
    }

    fn named(&self, name: &str) -> Result<Option<CommitId>, Error> {
        let at_work = AT_WORK.iter().find(|(word, _)| *word == name);
        let full = at_work.map_or(name, |(_, full)| *full);
        if name == "HEAD" {
            return self.head();
        }
        if at_work.is_some() || name.starts_with("refs/") {
            let commit = self.git.find_reference(full).ok();
            let commit = commit.and_then(|found| found.peel_to_commit().ok());
            return Ok(commit.map(|commit| CommitId(commit.id())));
        }
        let hex = name.bytes().all(|b| b.is_ascii_hexdigit());
        if !hex || !(4..=40).contains(&name.len()) {
            return Ok(None);
        }
        match self.git.find_commit_by_prefix(&name.to_ascii_lowercase()) {
            Ok(commit) => Ok(Some(CommitId(commit.id()))),
            Err(e) if e.code() == git2::ErrorCode::NotFound => Ok(None),
            Err(e) if e.code() == git2::ErrorCode::Ambiguous => Err(Error::Ambiguous {
                text: name.to_owned(),
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
