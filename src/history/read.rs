//! Reading what was committed: files at a commit, and contents by name.

use git2::Oid;

use super::error::{Error, found, git};
use super::ids::{BlobId, CommitId};
use super::obstacle::missing;
use super::repo::Repo;
use super::trees::{self, Lookup, Node};

/// No file of a register is larger, in bytes.
const LARGEST: usize = 64 << 20;
/// No record, template or description is larger, in bytes.
const READABLE: usize = 1 << 20;

impl Repo {
    /// Returns the last commit, or nothing in a fresh repository.
    pub fn head(&self) -> Result<Option<CommitId>, Error> {
        let commit = trees::head_commit(&self.git)?;
        Ok(commit.map(|commit| CommitId(commit.id())))
    }

    /// Returns a file's bytes at a commit (`None`: the last one), or nothing where it has no such file.
    pub fn read(&self, commit: Option<&CommitId>, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let blob = self.blob_at(commit, path)?;
        blob.map(|id| self.blob(id)).transpose()
    }

    /// Returns the name of a file's content at a commit (`None`: the last one).
    pub fn blob_at(&self, commit: Option<&CommitId>, path: &str) -> Result<Option<BlobId>, Error> {
        let node = self.node_at(commit, path)?;
        Ok(node.filter(|n| !n.is_folder()).map(|n| BlobId(n.id)))
    }

    /// Returns the same for many paths, reading each folder once.
    pub fn blobs_at<P: AsRef<str>>(
        &self,
        commit: Option<&CommitId>,
        paths: &[P],
    ) -> Result<Vec<Option<BlobId>>, Error> {
        let mut lookup = self.lookup(commit)?;
        paths.iter().map(|p| lookup.blob(p.as_ref())).collect()
    }

    /// Returns the files below `prefix` at a commit whose contents git no longer has.
    pub fn lost_at(&self, commit: CommitId, prefix: &str) -> Result<Vec<String>, Error> {
        let odb = self.git.odb().map_err(git("look for objects"))?;
        let files = self.paths_at(commit, prefix)?.into_iter();
        let lost = files.filter(|(_, blob)| !odb.exists(blob.0));
        Ok(lost.map(|(path, _)| path).collect())
    }

    /// Whether there is an index that can be read.
    pub fn has_index(&self) -> Result<bool, Error> {
        let there = crate::fsio::exists(&self.git_dir().join("index"))?;
        Ok(there && self.index().is_ok())
    }

    /// Returns a content by its name.
    ///
    /// # Errors
    /// `Large` for one that no register has: a few bytes of git's can unfold to more than there is memory. `Obstacle` for one that
    /// a partial clone has not fetched.
    pub fn blob(&self, id: BlobId) -> Result<Vec<u8>, Error> {
        if !self.is_within(id, LARGEST)? {
            return Err(Error::Large);
        }
        let blob = found(self.git.find_blob(id.0)).map_err(git("read a file's past"))?;
        let blob = blob.ok_or_else(|| missing(&self.git))?;
        Ok(blob.content().to_vec())
    }

    /// Refuses where git does not have this content, and says why.
    ///
    /// # Errors
    /// `Obstacle` in a partial clone, else `Missing`.
    pub fn is_here(&self, id: BlobId) -> Result<(), Error> {
        let odb = self.git.odb().map_err(git("look for objects"))?;
        if odb.exists(id.0) {
            return Ok(());
        }
        Err(missing(&self.git))
    }

    /// As [`Self::blob`]; nothing where git has no content of that name that the program would read: it is lost, larger than any file of a
    /// register, or a commit of another repository stands there.
    pub fn content(&self, id: BlobId) -> Result<Option<Vec<u8>>, Error> {
        if !self.is_within(id, READABLE)? {
            return Ok(None);
        }
        let blob = found(self.git.find_blob(id.0)).map_err(git("read a file's past"))?;
        Ok(blob.map(|blob| blob.content().to_vec()))
    }

    /// Whether a content has at most so many bytes unfolded; one that is not there has none.
    fn is_within(&self, id: BlobId, most: usize) -> Result<bool, Error> {
        let odb = self.git.odb().map_err(git("look for objects"))?;
        let header = found(odb.read_header(id.0)).map_err(git("look for objects"))?;
        Ok(header.is_none_or(|(size, _)| size <= most))
    }

    /// Returns every file at or below `prefix` (a folder or a file; `""` is all) at a commit, by path.
    pub fn paths_at(&self, commit: CommitId, prefix: &str) -> Result<Vec<(String, BlobId)>, Error> {
        let mut files = Vec::new();
        if prefix.is_empty() {
            let tree = self.tree_id(commit)?;
            self.collect(tree, "", &mut files)?;
            return Ok(files);
        }
        let prefix = prefix.trim_end_matches('/');
        match self.node_at(Some(&commit), prefix)? {
            Some(node) if node.is_folder() => self.collect(node.id, prefix, &mut files)?,
            Some(node) => files.push((prefix.to_owned(), BlobId(node.id))),
            None => {}
        }
        Ok(files)
    }

    fn node_at(&self, commit: Option<&CommitId>, path: &str) -> Result<Option<Node>, Error> {
        self.lookup(commit)?.node(path)
    }

    /// Looks up in a commit's tree; `None` is HEAD's.
    pub(super) fn lookup(&self, commit: Option<&CommitId>) -> Result<Lookup<'_>, Error> {
        match commit {
            Some(id) => {
                let tree = trees::tree(&self.git, self.tree_id(*id)?)?;
                Ok(Lookup::new(&self.git, Some(tree)))
            }
            None => Lookup::head(&self.git),
        }
    }

    pub(super) fn tree_id(&self, commit: CommitId) -> Result<Oid, Error> {
        let commit = self.git.find_commit(commit.0);
        Ok(commit.map_err(git("read a commit"))?.tree_id())
    }

    fn collect(
        &self,
        tree: Oid,
        prefix: &str,
        files: &mut Vec<(String, BlobId)>,
    ) -> Result<(), Error> {
        for (name, node) in trees::entries(&self.git, Some(tree))? {
            let path = join(prefix, &name);
            if node.is_entered(&path) {
                self.collect(node.id, &path, files)?;
            } else {
                files.push((path, BlobId(node.id)));
            }
        }
        Ok(())
    }
}

/// Joins a folder of the register and a name in it.
pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}
