//! Objects that a killed program left half written. Nothing names them, git takes them away in its own time, and until then they
//! are files that nobody can explain.

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use super::error::Error;
use super::repo::Repo;
use crate::fsio;

/// What was written to so long ago is nobody's work any more; another program of libgit2's may be at it sooner.
const AGE: SignedDuration = SignedDuration::from_mins(10);

impl Repo {
    /// Returns libgit2's temporary files among git's objects that were last written to ten minutes ago or earlier.
    pub fn half_written(&self, now: Timestamp) -> Result<Vec<PathBuf>, Error> {
        let objects = self.git.commondir().join("objects");
        let mut found = Vec::new();
        for folder in [objects.clone(), objects.join("pack")] {
            let names = fsio::entries(&folder)?.into_iter();
            let left = names.filter(|name| is_temporary(name));
            found.extend(
                left.map(|name| folder.join(name))
                    .filter(|path| is_old(path, now)),
            );
        }
        Ok(found)
    }

    /// Removes them. Only for whoever holds the register's lock.
    pub fn sweep_half_written(&self, now: Timestamp) -> Result<(), Error> {
        for path in self.half_written(now)? {
            fsio::remove_if_there(&path)?;
        }
        Ok(())
    }
}

/// As libgit2 names them: loose objects, packs, and the lock of a pack's index.
fn is_temporary(name: &str) -> bool {
    let lock = name.starts_with("pack-") && name.ends_with(".idx.lock");
    lock || name.starts_with("tmp_object_git2_") || name.starts_with("pack_git2_")
}

fn is_old(path: &Path, now: Timestamp) -> bool {
    let found = fsio::stat(path).ok().flatten();
    let modified = found.filter(std::fs::Metadata::is_file);
    let modified = modified.and_then(|found| found.modified().ok());
    let modified = modified.and_then(|then| Timestamp::try_from(then).ok());
    modified.is_some_and(|then| now.duration_since(then) >= AGE)
}
