//! The index, kept in step: after a commit the touched paths say what HEAD says, and whatever else is staged stays staged.

use std::collections::HashMap;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use git2::{Index, IndexEntry, IndexTime};
use rayon::prelude::*;

use super::dirt::{Dirty, work_bytes};
use super::error::{Error, git};
use super::ids::BlobId;
use super::locks::IndexLock;
use super::obstacle::is_skipped;
use super::repo::Repo;
use super::trees::Node;
use crate::fsio::{self, Stamp};

/// The bit of an index entry's flags that `git update-index --assume-unchanged` sets (gitformat-index).
const ASSUME_UNCHANGED: u16 = 0x8000;

/// More than one file takes in an index, in bytes. Of a disk that is full libgit2 says nothing here, so that is asked of the system.
const ENTRY: usize = 256;

/// Work files just written: by path, what each holds and its stamp before it was put in its place.
pub type Written = HashMap<String, (BlobId, Stamp)>;

/// The index as it was read, under a second name in our own folder: a large one is not read twice for one change.
pub struct Beside(Index);

impl Repo {
    /// Reads the index for whoever holds the register's lock and will bring it into step.
    pub fn index_beside(&self) -> Result<Beside, Error> {
        let (real, beside) = self.index_files()?;
        for leftover in [beside.clone(), beside.with_extension("lock")] {
            fsio::remove_if_there(&leftover)?;
        }
        if fsio::exists(&real)? {
            fsio::link_or_copy(&real, &beside)?;
        }
        Index::open(&beside)
            .map(Beside)
            .map_err(self.index_error("read the index"))
    }

    /// As [`Self::dirty_among`], by that index.
    pub fn dirty_beside<'p>(
        &self,
        index: &Beside,
        paths: impl IntoIterator<Item = &'p str>,
    ) -> Result<Vec<Dirty>, Error> {
        self.dirty_by(&index.0, paths)
    }

    /// Git's own file, and ours.
    fn index_files(&self) -> Result<(PathBuf, PathBuf), Error> {
        Ok((self.git_dir().join("index"), self.own_dir()?.join("index")))
    }

    /// The files whose changes git's index says to overlook, each with the flag that says so: `git status` is silent of them,
    /// whatever they hold. Files that are left out of the work tree are none of them.
    pub fn overlooked(&self) -> Result<Vec<(String, &'static str)>, Error> {
        let index = self.index()?;
        let told = |entry: IndexEntry| {
            let path = String::from_utf8_lossy(&entry.path).into_owned();
            if entry.flags & ASSUME_UNCHANGED != 0 {
                return Some((path, "assume-unchanged"));
            }
            let is_there = || fsio::exists(&self.root.join(&path)).unwrap_or(true);
            (is_skipped(&entry) && is_there()).then_some((path, "skip-worktree"))
        };
        Ok(index.iter().filter_map(told).collect())
    }

    /// Sets the index entries of these paths to HEAD's contents, with the work file's dates where it has that content.
    ///
    /// The new index is made in our own folder under git's lock and then renamed into place: killed anywhere, the index is the
    /// old one or the new one, and the lock can be told from the owner's.
    /// What is known to be `written` is not read again, unless it was touched since; nor is the index where it is `known` and
    /// is the same file still.
    pub fn refresh_index<P: AsRef<str> + Sync>(
        &self,
        paths: &[P],
        written: &Written,
        known: Option<Beside>,
    ) -> Result<(), Error> {
        let action = "update the index";
        let lock = IndexLock::take(self)?;
        let (real, beside) = self.index_files()?;
        let Beside(mut index) = match known {
            Some(known) if fsio::is_same_file(&real, &beside)? => known,
            _ => self.index_beside()?,
        };
        // Through a handle of its own, since libgit2 keeps the index it was given.
        let store = self.durable()?;
        store.set_index(&mut index).map_err(git(action))?;
        self.refresh_all(&mut index, paths, written)?;
        let size = index.len() * ENTRY;
        index.write().map_err(|error| {
            let full = fsio::room(&beside, size).err();
            let other = || git(action)(error).writing_in(self.git_dir());
            full.map_or_else(other, Error::from)
        })?;
        fsio::rename(&beside, &real)?;
        drop(lock);
        Ok(())
    }

    fn refresh_all<P: AsRef<str> + Sync>(
        &self,
        index: &mut Index,
        paths: &[P],
        written: &Written,
    ) -> Result<(), Error> {
        let mut head = self.lookup(None)?;
        let root = &self.root;
        let found = |path: &P| Found::at(root, path.as_ref(), written);
        let found: Vec<Found> = paths.par_iter().map(found).collect();
        for (path, found) in paths.iter().zip(found) {
            let node = head.node(path.as_ref())?;
            self.refresh(index, path.as_ref(), node, found)?;
        }
        Ok(())
    }

    fn refresh(
        &self,
        index: &mut Index,
        path: &str,
        node: Option<Node>,
        found: Found,
    ) -> Result<(), Error> {
        let action = "update the index";
        let as_path = Path::new(path);
        let file = node.filter(|node| !node.is_folder());
        let stale = if file.is_some() { 1..=3 } else { 0..=3 };
        for stage in stale {
            if index.get_path(as_path, stage).is_some() {
                index.remove(as_path, stage).map_err(git(action))?;
            }
        }
        if let Some(node) = file {
            let entry = self.index_entry(path, node, found)?;
            index.add(&entry).map_err(git(action))?;
        }
        Ok(())
    }

    /// An entry without dates makes git compare contents, which is right wherever the work file is not ours.
    fn index_entry(&self, path: &str, node: Node, found: Found) -> Result<IndexEntry, Error> {
        let mut entry = bare(path, node);
        let wanted = Some(BlobId(node.id));
        let same = found.content == wanted
            || match self.work_is(path, wanted) {
                Err(Error::Blocked { .. }) => false,
                other => other?,
            };
        if let Some(found) = found.metadata.filter(|_| same) {
            date(&mut entry, &found);
        }
        Ok(entry)
    }
}

/// A work file as it was found.
struct Found {
    /// Looked at before the content was, so that dates never are those of a later edit.
    metadata: Option<Metadata>,
    /// What it holds, byte for byte; nothing where it cannot be read plainly, which is looked at again.
    content: Option<BlobId>,
}

impl Found {
    /// Looks at one, on any core.
    fn at(root: &Path, path: &str, written: &Written) -> Self {
        let metadata = fsio::stat(&root.join(path)).ok().flatten();
        let known = |found: &Metadata| {
            let (content, stamp) = written.get(path)?;
            Stamp::of(found).is_only_moved(stamp).then_some(*content)
        };
        let content = metadata.as_ref().and_then(known);
        let content = content.or_else(|| BlobId::of(&work_bytes(root, path).ok()??).ok());
        Self { metadata, content }
    }
}

fn bare(path: &str, node: Node) -> IndexEntry {
    IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode: node.mode.cast_unsigned(),
        uid: 0,
        gid: 0,
        file_size: 0,
        id: node.id,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    }
}

/// Copies what the system knows of the file, cut to the index's 32 bits as git cuts it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the index has 32 bits for each, and git cuts them so"
)]
fn date(entry: &mut IndexEntry, found: &Metadata) {
    entry.ctime = IndexTime::new(found.ctime() as i32, found.ctime_nsec() as u32);
    entry.mtime = IndexTime::new(found.mtime() as i32, found.mtime_nsec() as u32);
    entry.dev = found.dev() as u32;
    entry.ino = found.ino() as u32;
    entry.uid = found.uid();
    entry.gid = found.gid();
    entry.file_size = found.size() as u32;
}
