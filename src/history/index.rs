//! The index, kept in step: after a commit the touched paths say what HEAD says, and whatever else is staged stays staged.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use git2::{Index, IndexEntry, IndexEntryExtendedFlag, IndexTime};
use rayon::prelude::*;

use super::dirt::work_bytes;
use super::error::{Error, git};
use super::ids::BlobId;
use super::locks::IndexLock;
use super::repo::Repo;
use super::trees::Node;
use crate::fsio;

/// The bit of an index entry's flags that `git update-index --assume-unchanged` sets (gitformat-index).
const ASSUME_UNCHANGED: u16 = 0x8000;

impl Repo {
    /// The files whose changes git's index says to overlook, each with the flag that says so: `git status` is silent of them,
    /// whatever they hold.
    pub fn overlooked(&self) -> Result<Vec<(String, &'static str)>, Error> {
        let index = self.git.index().map_err(git("read the index"))?;
        let skips = IndexEntryExtendedFlag::SKIP_WORKTREE.bits();
        let told = |entry: IndexEntry| {
            let path = String::from_utf8_lossy(&entry.path).into_owned();
            if entry.flags & ASSUME_UNCHANGED != 0 {
                return Some((path, "assume-unchanged"));
            }
            (entry.flags_extended & skips != 0).then_some((path, "skip-worktree"))
        };
        Ok(index.iter().filter_map(told).collect())
    }

    /// Sets the index entries of these paths to HEAD's contents, with the work file's dates where it has that content.
    ///
    /// The new index is made in our own folder under git's lock and then renamed into place: killed anywhere, the index is the
    /// old one or the new one, and the lock can be told from the owner's.
    pub fn refresh_index<P: AsRef<str>>(&self, paths: &[P]) -> Result<(), Error> {
        let action = "update the index";
        let lock = IndexLock::take(self)?;
        let (real, beside) = (self.git_dir().join("index"), self.own_dir()?.join("index"));
        for leftover in [beside.clone(), beside.with_extension("lock")] {
            fsio::remove_if_there(&leftover)?;
        }
        if fsio::exists(&real)? {
            fsio::link_or_copy(&real, &beside)?;
        }
        // Through a handle of its own, since libgit2 keeps the index it was given.
        let store = self.durable()?;
        let mut index = Index::open(&beside).map_err(git(action))?;
        store.set_index(&mut index).map_err(git(action))?;
        self.refresh_all(&mut index, paths)?;
        index.write().map_err(git(action))?;
        fsio::rename(&beside, &real)?;
        drop(lock);
        Ok(())
    }

    fn refresh_all<P: AsRef<str>>(&self, index: &mut Index, paths: &[P]) -> Result<(), Error> {
        let mut head = self.lookup(None)?;
        let paths: Vec<&str> = paths.iter().map(AsRef::as_ref).collect();
        let contents = contents(&self.root, &paths);
        for (path, content) in paths.into_iter().zip(contents) {
            let node = head.node(path)?;
            self.refresh(index, path, node, content)?;
        }
        Ok(())
    }

    fn refresh(
        &self,
        index: &mut Index,
        path: &str,
        node: Option<Node>,
        content: Option<BlobId>,
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
            let entry = self.index_entry(path, node, content)?;
            index.add(&entry).map_err(git(action))?;
        }
        Ok(())
    }

    /// An entry without dates makes git compare contents, which is right wherever the work file is not ours.
    fn index_entry(
        &self,
        path: &str,
        node: Node,
        content: Option<BlobId>,
    ) -> Result<IndexEntry, Error> {
        let mut entry = bare(path, node);
        let wanted = Some(BlobId(node.id));
        let same = content == wanted
            || match self.work_is(path, wanted) {
                Err(Error::Blocked { .. }) => false,
                other => other?,
            };
        if let Some(found) = fsio::stat(&self.root.join(path))?.filter(|_| same) {
            date(&mut entry, &found);
        }
        Ok(entry)
    }
}

/// What the work files hold, byte for byte, read on all cores; nothing where one cannot be read plainly, which is looked at again.
fn contents(root: &Path, paths: &[&str]) -> Vec<Option<BlobId>> {
    let content = |path: &&str| BlobId::of(&work_bytes(root, path).ok()??).ok();
    paths.par_iter().map(content).collect()
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
fn date(entry: &mut IndexEntry, found: &std::fs::Metadata) {
    entry.ctime = IndexTime::new(found.ctime() as i32, found.ctime_nsec() as u32);
    entry.mtime = IndexTime::new(found.mtime() as i32, found.mtime_nsec() as u32);
    entry.dev = found.dev() as u32;
    entry.ino = found.ino() as u32;
    entry.uid = found.uid();
    entry.gid = found.gid();
    entry.file_size = found.size() as u32;
}
