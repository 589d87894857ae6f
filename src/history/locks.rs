//! Git's own lock files, taken so that one left by a killed program can be told from one that the owner's git holds.
//!
//! Git's locks are files, which a killed program leaves behind, and then nothing can be written any more. The index is locked
//! by a file that says whose it is; a branch's lock, which libgit2 makes, says the commit that was to be published.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::error::Error;
use super::ids::CommitId;
use super::repo::{Repo, same};
use crate::fsio;

/// What stands in our lock of the index. Only whoever holds the register's lock writes it, so one that is found is a dead one's.
const OURS: &[u8] = b"rekisteri\n";
/// Git holds its locks for moments; `git status` takes the index's as well.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(20);
/// Nothing that a lock of a branch says is longer.
const MAX: u64 = 256;

/// A lock of the index that is not ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignLock {
    /// The file.
    pub path: PathBuf,
    /// How long ago it was made.
    pub age: Duration,
    /// The processes of git that run in this repository; `None` where the system does not tell.
    pub running: Option<Vec<u32>>,
}

impl ForeignLock {
    /// The age in its greatest unit: `40 s`, `3 min`, `5 h`, `12 d`.
    pub fn age_text(&self) -> String {
        let seconds = self.age.as_secs();
        match seconds {
            0..120 => format!("{seconds} s"),
            120..7200 => format!("{} min", seconds / 60),
            7200..172_800 => format!("{} h", seconds / 3600),
            _ => format!("{} d", seconds / 86_400),
        }
    }

    /// Whether a git that runs may hold it.
    pub fn may_be_alive(&self) -> bool {
        self.running
            .as_ref()
            .is_none_or(|running| !running.is_empty())
    }

    /// What to type: the lock is removed only where nobody can hold it.
    pub fn remedy(&self, place: &str) -> String {
        match self.running.as_deref() {
            Some([]) => format!("rm {place}"),
            Some(running) => {
                let ids: Vec<String> = running.iter().map(u32::to_string).collect();
                format!("ps -o pid,etime,args -p {}", ids.join(","))
            }
            None => "ps -e | grep git".to_owned(),
        }
    }
}

/// The lock of git's index, given back when dropped.
pub(super) struct IndexLock {
    path: PathBuf,
}

impl IndexLock {
    /// Waits a little while the owner's git has it, and takes over one that a killed program of ours left.
    pub(super) fn take(repo: &Repo) -> Result<Self, Error> {
        let path = repo.git_dir().join("index.lock");
        fsio::sweep(&path)?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            match fsio::claim(&path, OURS) {
                Err(error) if error.is_taken() => {
                    if fsio::read_own(&path, MAX).is_ok_and(|found| found == OURS) {
                        return Ok(Self { path });
                    }
                    if Instant::now() > deadline {
                        return Err(Error::Locked(repo.lock_at(path)?));
                    }
                    thread::sleep(PAUSE);
                }
                other => {
                    other?;
                    return Ok(Self { path });
                }
            }
        }
    }
}

impl Drop for IndexLock {
    fn drop(&mut self) {
        // Left lying it is taken over the next time.
        drop(fsio::remove_if_there(&self.path));
    }
}

impl Repo {
    /// Looks at a lock, and for the programs of git that run in this repository.
    fn lock_at(&self, path: PathBuf) -> Result<ForeignLock, Error> {
        let made = fsio::stat(&path)?.and_then(|found| found.modified().ok());
        let age = made
            .and_then(|made| made.elapsed().ok())
            .unwrap_or_default();
        let running = fsio::processes_in("git", &[self.root(), self.git_dir()]);
        Ok(ForeignLock { path, age, running })
    }

    /// Whether the index file is this repository's own or lies beside it, as the one does that git names to its hooks.
    pub fn is_own_index(&self, file: &Path) -> bool {
        file.parent()
            .is_some_and(|folder| same(folder, self.git_dir()))
    }

    /// Waits a little for the owner's git to give the index back; returns the lock that is still there then. Ours is none.
    pub fn foreign_lock(&self) -> Result<Option<ForeignLock>, Error> {
        let path = self.git_dir().join("index.lock");
        let deadline = Instant::now() + PATIENCE;
        while fsio::exists(&path)? && !fsio::read_own(&path, MAX).is_ok_and(|found| found == OURS) {
            if Instant::now() > deadline {
                return self.lock_at(path).map(Some);
            }
            thread::sleep(PAUSE);
        }
        Ok(None)
    }

    /// Removes the branch's lock that a program left which was killed while it published `commit`. One of the owner's git stays.
    ///
    /// Only for whoever holds the register's lock and knows of the crash.
    pub fn release_branch(&self, branch: &str, commit: CommitId) -> Result<(), Error> {
        let path = self.git.commondir().join(format!("{branch}.lock"));
        let ours = format!("{commit}\n");
        let deadline = Instant::now() + PATIENCE;
        while let Some(stamp) = fsio::stamp(&path)? {
            // Larger than any lock of a branch is nobody's of ours.
            let found = fsio::read_own(&path, MAX).unwrap_or_else(|_| b"?".to_vec());
            let waited = Instant::now() > deadline;
            if found == ours.as_bytes() || (found.is_empty() && waited) {
                // Empty it says nothing of its owner, but a living one would have filled it long since.
                if fsio::stamp(&path)? == Some(stamp) {
                    fsio::remove(&path)?;
                }
                return Ok(());
            }
            if !found.is_empty() {
                return Ok(());
            }
            thread::sleep(PAUSE);
        }
        Ok(())
    }
}
