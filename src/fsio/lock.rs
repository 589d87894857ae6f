//! One writer at a time. The kernel holds the lock, so a crashed program leaves none behind.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::{FlockOperation, flock};
use rustix::io::{Errno, retry_on_intr};

use super::error::{Error, at};

/// An exclusive `flock` on a file, given back when dropped. The file itself stays.
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Waits until the lock is ours. The file is made where it is missing; its folder must exist.
    pub fn acquire(path: &Path) -> Result<Self, Error> {
        let file = open(path)?;
        retry_on_intr(|| flock(&file, FlockOperation::LockExclusive))
            .map_err(|e| at("lock", path)(e.into()))?;
        Ok(Self { _file: file })
    }

    /// Takes the lock, or returns nothing where another holds it.
    pub fn try_acquire(path: &Path) -> Result<Option<Self>, Error> {
        let file = open(path)?;
        match retry_on_intr(|| flock(&file, FlockOperation::NonBlockingLockExclusive)) {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(Errno::WOULDBLOCK) => Ok(None),
            Err(e) => Err(at("lock", path)(e.into())),
        }
    }
}

fn open(path: &Path) -> Result<File, Error> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(|source| {
            if path.is_dir() {
                let path = path.to_owned();
                let what = "a folder";
                return Error::NotAFile { path, what };
            }
            at("lock", path)(source)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_waits_until_the_first_is_dropped() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let first = Lock::acquire(&path).unwrap();
        assert!(Lock::try_acquire(&path).unwrap().is_none());
        drop(first);
        assert!(Lock::try_acquire(&path).unwrap().is_some());
    }
}
