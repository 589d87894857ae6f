//! What is in the work tree and not in the history: the owner's unfinished business, never ours to sweep in.

use std::path::Path;

use git2::{Index, Oid, Status, StatusOptions};

use super::error::Error;
use super::ids::BlobId;
use super::obstacle::is_skipped;
use super::repo::Repo;
use super::trees;
use crate::fsio;

/// No file of a register is larger, in bytes.
const MAX_FILE: u64 = 64 << 20;

/// How a path differs from HEAD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The work file's content, or what it is (a link, a folder), is not HEAD's.
    Changed,
    /// HEAD has it, the work tree does not.
    Deleted,
    /// The index says something else than HEAD, whatever the work file is.
    Staged,
    /// Git does not know the file.
    Untracked,
    /// A merge left it in conflict.
    Conflicted,
}

/// A path that differs from HEAD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dirty {
    /// The path, with `/`.
    pub path: String,
    /// In what way.
    pub kind: Kind,
}

impl Repo {
    /// Returns every path that differs from HEAD, in the work tree or the index, by path; what git ignores is left out, and what is
    /// left out of the work tree is as it was.
    pub fn status(&self) -> Result<Vec<Dirty>, Error> {
        let mut options = StatusOptions::new();
        options.include_untracked(true).recurse_untracked_dirs(true);
        let statuses = self.git.statuses(Some(&mut options));
        let statuses = statuses.map_err(self.index_error("compare the work tree"))?;
        let mut dirty: Vec<Dirty> = statuses.iter().filter_map(|e| dirty(&e)).collect();
        if dirty.iter().any(|it| it.kind == Kind::Deleted) {
            let index = self.index()?;
            dirty.retain(|it| it.kind != Kind::Deleted || !is_left_out(&index, &it.path));
        }
        dirty.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(dirty)
    }

    /// Returns how one path differs from HEAD, comparing contents, not dates; nothing where it does not.
    pub fn dirt(&self, path: &str) -> Result<Option<Kind>, Error> {
        let dirty = self.dirty_among([path])?;
        Ok(dirty.into_iter().next().map(|dirty| dirty.kind))
    }

    /// Returns those of the paths that differ from HEAD, comparing contents; HEAD and the index are read once for all.
    pub fn dirty_among<'p>(
        &self,
        paths: impl IntoIterator<Item = &'p str>,
    ) -> Result<Vec<Dirty>, Error> {
        self.dirty_by(&self.index()?, paths)
    }

    /// The same by an index that was read before.
    pub(super) fn dirty_by<'p>(
        &self,
        index: &Index,
        paths: impl IntoIterator<Item = &'p str>,
    ) -> Result<Vec<Dirty>, Error> {
        let mut lookup = self.lookup(None)?;
        let mut dirty = Vec::new();
        for path in paths {
            let head = lookup.blob(path)?;
            let kind = self.compare_one(path, head, staged(index, path))?;
            let left_out = kind == Some(Kind::Deleted) && is_left_out(index, path);
            if let Some(kind) = kind.filter(|_| !left_out) {
                let path = path.to_owned();
                dirty.push(Dirty { path, kind });
            }
        }
        Ok(dirty)
    }

    fn compare_one(
        &self,
        path: &str,
        head: Option<BlobId>,
        index: Option<BlobId>,
    ) -> Result<Option<Kind>, Error> {
        let kind = match self.work_is(path, head) {
            Ok(true) => None,
            Ok(false) if head.is_none() && index.is_none() => Some(Kind::Untracked),
            Ok(false) if !fsio::exists(&self.root.join(path))? => Some(Kind::Deleted),
            // A link that was committed is no change of the owner's.
            Err(Error::Blocked { .. }) if self.is_link(path, head)? => None,
            Ok(false) | Err(Error::Blocked { .. }) => Some(Kind::Changed),
            Err(error) => return Err(error),
        };
        Ok(kind.or_else(|| (index != head).then_some(Kind::Staged)))
    }

    /// Whether the work file is a link, and leads where HEAD's leads.
    fn is_link(&self, path: &str, head: Option<BlobId>) -> Result<bool, Error> {
        let Some(target) = fsio::link_target(&self.root.join(path)) else {
            return Ok(false);
        };
        let target = BlobId::of(target.as_os_str().as_encoded_bytes())?;
        Ok(head == Some(target))
    }

    /// Returns a work file's bytes, or nothing where there is none. A link or folder in the way is [`Error::Blocked`].
    pub fn work_bytes(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        work_bytes(&self.root, path)
    }

    /// Returns what the index has at each path; a conflict is a content of zeros, which no file has.
    pub fn indexed<P: AsRef<str>>(&self, paths: &[P]) -> Result<Vec<Option<BlobId>>, Error> {
        let index = self.index()?;
        Ok(paths.iter().map(|p| staged(&index, p.as_ref())).collect())
    }

    /// The index as it is on the disk now.
    pub(super) fn index(&self) -> Result<Index, Error> {
        let read = || {
            let mut index = self.git.index()?;
            index.read(false)?;
            Ok(index)
        };
        read().map_err(self.index_error("read the index"))
    }
}

/// The same without a repository, on any core.
pub(super) fn work_bytes(root: &Path, path: &str) -> Result<Option<Vec<u8>>, Error> {
    let blocked = || Error::Blocked {
        path: path.to_owned(),
    };
    let parts = trees::parts(path)?;
    let mut at = root.to_owned();
    for (n, part) in parts.iter().enumerate() {
        at.push(part);
        match fsio::stat(&at)? {
            None => return Ok(None),
            Some(found) if n + 1 < parts.len() && found.is_dir() => {}
            Some(found) if n + 1 == parts.len() && found.is_file() => {}
            Some(_) => return Err(blocked()),
        }
    }
    Ok(Some(fsio::read(&at, MAX_FILE)?))
}

/// Whether git's index says that a file is not to be looked for in the work tree.
fn is_left_out(index: &Index, path: &str) -> bool {
    let entry = index.get_path(Path::new(path), 0);
    entry.is_some_and(|entry| is_skipped(&entry))
}

fn staged(index: &Index, path: &str) -> Option<BlobId> {
    let path = Path::new(path);
    if (1..=3).any(|stage| index.get_path(path, stage).is_some()) {
        return Some(BlobId(Oid::ZERO_SHA1));
    }
    index.get_path(path, 0).map(|entry| BlobId(entry.id))
}

fn dirty(entry: &git2::StatusEntry<'_>) -> Option<Dirty> {
    let status = entry.status();
    let staged = Status::INDEX_NEW
        | Status::INDEX_MODIFIED
        | Status::INDEX_DELETED
        | Status::INDEX_RENAMED
        | Status::INDEX_TYPECHANGE;
    let kind = match status {
        s if s.is_ignored() || s == Status::CURRENT => return None,
        s if s.is_conflicted() => Kind::Conflicted,
        s if s.is_wt_deleted() => Kind::Deleted,
        s if s.is_wt_new() && !s.intersects(staged) => Kind::Untracked,
        s if s.is_wt_modified() || s.is_wt_typechange() || s.is_wt_new() => Kind::Changed,
        _ => Kind::Staged,
    };
    let path = String::from_utf8_lossy(entry.path_bytes()).into_owned();
    Some(Dirty { path, kind })
}
