//! A change to the register, with one commit point: killed anywhere, the register is as before or as after.
//!
//! Lock → check → write and sync blobs, trees, commit → synced note of intent → **move the branch** → pin → work files → index → drop
//! the note. Up to the branch nothing the owner can see has changed; from there on the next start finishes the rest. Nothing
//! the owner has staged or changed by hand is swept in, reset or lost: such a file stops the transaction and is named.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use super::intent::{self, Intent};
use super::recovery::{self, Recovered};
use super::transaction_error::TransactionError as Error;
use super::trust::{Following, following};
use super::work_files::WorkFiles;
use crate::clock::Clock;
use crate::fsio::{self, Content, Lock, Stamp};
use crate::history::{
    self, Author, Beside, CommitId, Dirty, FileChange, Kind, Message, PathState, Prepared, Repo,
};
use crate::keys::Pins;

/// A point a transaction has passed; what an observer is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// No file of the owner's is in the way.
    Checked,
    /// Blobs, trees and commit are on the disk.
    Prepared,
    /// The note of intent is on the disk.
    Journalled,
    /// The branch has moved: the commit point.
    Published,
    /// The pin, where it follows, has moved after the branch.
    Pinned,
    /// One more work file is written or removed.
    Written,
    /// The index is in step.
    Indexed,
    /// The note of intent is gone.
    Finished,
}

/// What becomes of a file.
enum Change {
    Write(Content),
    Delete,
    Adopt,
    /// The work file as it was read and found sound; `None`: it was gone.
    Adopted(Option<Vec<u8>>),
}

/// What the work files were like when they were checked; a missing file has no stamp.
type Stamps = HashMap<String, Option<Stamp>>;

/// Called after each step; an error stops the transaction there.
type Observer<'r> = Box<dyn FnMut(Step) -> Result<(), Error> + 'r>;

/// Changes collected under the register's lock, to become one commit. Dropped, nothing has happened.
pub struct Transaction<'r> {
    repo: &'r Repo,
    pins: &'r Pins,
    changes: BTreeMap<String, Change>,
    observer: Observer<'r>,
    recovered: Recovered,
    _lock: Lock,
}

impl<'r> Transaction<'r> {
    /// Waits for the register's lock, then finishes what a crashed transaction left behind. `pins` is where the work tree's pin
    /// is, which follows the commit.
    pub fn begin(repo: &'r Repo, pins: &'r Pins) -> Result<Self, Error> {
        Self::begin_after(repo, pins, || ())
    }

    /// The same; `wait` is told before another is waited for.
    pub(super) fn begin_after(
        repo: &'r Repo,
        pins: &'r Pins,
        wait: impl FnOnce(),
    ) -> Result<Self, Error> {
        repo.may_change()?;
        let file = intent::lock_file(repo)?;
        let lock = if let Some(lock) = Lock::try_acquire(&file)? {
            lock
        } else {
            wait();
            Lock::acquire(&file)?
        };
        let recovered = recovery::recover_locked(repo, pins, &|_| Ok(()))?;
        repo.sweep_half_written(Clock::System.now())?;
        Ok(Self {
            repo,
            pins,
            changes: BTreeMap::new(),
            observer: Box::new(|_| Ok(())),
            recovered,
            _lock: lock,
        })
    }

    /// Tells `after` of each step, once earlier observers were told; its error stops the transaction as a crash there would. For
    /// tests and progress.
    #[must_use]
    pub fn with_observer(mut self, mut after: impl FnMut(Step) -> Result<(), Error> + 'r) -> Self {
        let mut earlier = self.observer;
        self.observer = Box::new(move |step| {
            earlier(step)?;
            after(step)
        });
        self
    }

    /// What `begin` found of an earlier transaction.
    pub fn recovered(&self) -> &Recovered {
        &self.recovered
    }

    /// The file shall hold these bytes.
    pub fn write(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.put(path, bytes.into());
    }

    /// The same of what may have been put aside.
    pub(super) fn put(&mut self, path: impl Into<String>, content: Content) {
        self.changes.insert(path.into(), Change::Write(content));
    }

    /// The file shall be gone.
    pub fn delete(&mut self, path: impl Into<String>) {
        self.changes.insert(path.into(), Change::Delete);
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many files would change.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// The work file, as the owner left it, is committed: a hand edit, a new file, or its absence.
    pub fn adopt(&mut self, path: impl Into<String>) {
        self.changes.insert(path.into(), Change::Adopt);
    }

    /// The same with the bytes that somebody has looked at: what is swapped in since then stays an uncommitted change.
    pub fn adopt_as(&mut self, path: impl Into<String>, bytes: Option<Vec<u8>>) {
        self.changes.insert(path.into(), Change::Adopted(bytes));
    }

    /// Makes the commit, and brings work files and index into step.
    ///
    /// [`Error::Unfinished`] means that the commit is made and something after it failed. Every other error means that
    /// nothing changed.
    pub fn commit(
        mut self,
        message: &Message,
        author: &Author,
        now: Timestamp,
    ) -> Result<CommitId, Error> {
        let head = self.repo.head()?;
        let (stamps, index) = self.check()?;
        // After the commit point the index could not be brought into step, and whoever repeats the command makes it twice.
        if let Some(lock) = self.repo.foreign_lock()? {
            return Err(history::Error::Locked(lock).into());
        }
        (self.observer)(Step::Checked)?;
        let files = self.files()?;
        let prepared = self.repo.prepare(&files, message, author, now)?;
        if prepared.parent() != head {
            return Err(history::Error::Moved.into());
        }
        (self.observer)(Step::Prepared)?;
        let pin = following(self.repo, self.pins, prepared.id())?;
        Intent::of(&prepared).save(self.repo)?;
        (self.observer)(Step::Journalled)?;
        self.publish(&prepared)?;
        let commit = prepared.id();
        let finished = self.finish(&prepared, pin.as_ref(), &files, (&stamps, index));
        finished.map_err(|source| Error::Unfinished {
            commit,
            source: Box::new(source),
        })?;
        Ok(commit)
    }

    /// Refuses where the owner's uncommitted work would be overwritten or swept in; returns what the files are like now.
    fn check(&self) -> Result<(Stamps, Beside), Error> {
        let changes = self.changes.iter();
        let ours =
            changes.filter(|(_, change)| !matches!(change, Change::Adopt | Change::Adopted(_)));
        let ours: Vec<&str> = ours.map(|(path, _)| path.as_str()).collect();
        let stamps: Result<Stamps, Error> = ours.iter().map(|path| self.stamp(path)).collect();
        let stamps = stamps?;
        let index = self.repo.index_beside()?;
        let dirty = self.repo.dirty_beside(&index, ours)?;
        match dirty.into_iter().next() {
            None => Ok((stamps, index)),
            Some(Dirty {
                path,
                kind: Kind::Untracked,
            }) => Err(Error::InTheWay { path }),
            Some(Dirty { path, .. }) => Err(Error::Uncommitted { path }),
        }
    }

    fn stamp(&self, path: &str) -> Result<(String, Option<Stamp>), Error> {
        let stamp = fsio::stamp(&self.repo.root().join(path))?;
        Ok((path.to_owned(), stamp))
    }

    fn files(&mut self) -> Result<Vec<FileChange>, Error> {
        let mut files = Vec::new();
        for (path, change) in std::mem::take(&mut self.changes) {
            let bytes = match change {
                Change::Write(content) => Some(content),
                Change::Delete => None,
                Change::Adopted(bytes) => bytes.map(Content::from),
                Change::Adopt => self.repo.committable(&path)?.map(Content::from),
            };
            files.push(FileChange { path, bytes });
        }
        Ok(files)
    }

    /// Moves the branch. Whatever git says of it, what counts is where the branch stands; unmoved, the note is of no use.
    fn publish(&self, prepared: &Prepared) -> Result<(), Error> {
        let published = self.repo.publish(prepared);
        if published.is_ok() {
            return Ok(());
        }
        let head = self.repo.head();
        // Where nobody can tell whether it moved, it may have: the note stays, and the next start that can tell goes by it.
        let head = head.map_err(|source| Error::Unfinished {
            commit: prepared.id(),
            source: Box::new(source.into()),
        })?;
        if head == Some(prepared.id()) {
            return Ok(());
        }
        intent::clear(self.repo)?;
        Ok(published?)
    }

    /// Everything after the commit point. A file the owner has touched since the check stays as the owner left it.
    fn finish(
        &mut self,
        prepared: &Prepared,
        pin: Option<&Following>,
        files: &[FileChange],
        (stamps, index): (&Stamps, Beside),
    ) -> Result<(), Error> {
        (self.observer)(Step::Published)?;
        pin.map_or(Ok(()), Following::save)?;
        (self.observer)(Step::Pinned)?;
        let mut work = WorkFiles::new(self.repo);
        let changed: BTreeSet<&str> = prepared.paths().iter().map(path_of).collect();
        for file in files
            .iter()
            .filter(|file| changed.contains(file.path.as_str()))
        {
            let (path, stamp) = self.stamp(&file.path)?;
            if stamps.get(&path) == Some(&stamp) {
                work.put(&path, file.bytes.as_ref());
            }
        }
        let after = work.finish(|| (self.observer)(Step::Written))?;
        let written = |state: &PathState| {
            let stamp = after.get(&state.path)?;
            Some((state.path.clone(), (state.new?, *stamp)))
        };
        let written = prepared.paths().iter().filter_map(written).collect();
        let changed: Vec<&str> = changed.into_iter().collect();
        self.repo.refresh_index(&changed, &written, Some(index))?;
        (self.observer)(Step::Indexed)?;
        intent::clear(self.repo)?;
        (self.observer)(Step::Finished)
    }
}

fn path_of(state: &PathState) -> &str {
    &state.path
}
