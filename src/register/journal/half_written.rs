//! What a run of letters had not finished when it was ended: parts of letters in clear, under names that bear the run's mark.
//!
//! Nobody posted these and no journal knows of them, so nobody is asked: the next start removes them. Those that will not go are named
//! with the letters that are in no journal.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::fsio::{self, Lock};
use crate::history::Repo;
use crate::register::error::Error;
use crate::register::intent;
use crate::register::layout::OUTPUT;

use super::unnoted::{Note, is_noted};

impl Note {
    /// Where the run wrote: beside its documents, and the index in the output folder.
    fn folders(&self, repo: &Repo) -> BTreeSet<PathBuf> {
        let folders = self.files.iter().filter_map(|file| file.parent());
        let folders = folders.map(ToOwned::to_owned);
        folders.chain([repo.root().join(OUTPUT)]).collect()
    }

    /// The half-written files that lie there.
    pub(super) fn half_written(&self, repo: &Repo) -> Result<Vec<PathBuf>, Error> {
        let Some(mark) = &self.mark else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        for folder in self.folders(repo) {
            found.extend(mark.half_written(&folder)?);
        }
        Ok(found)
    }

    /// Removes them, and the run's folder where nothing else was written into it; returns how many they were. Asked under the lock.
    ///
    /// # Errors
    /// Where one cannot be removed.
    pub(super) fn sweep(&self, repo: &Repo) -> Result<usize, Error> {
        let found = self.half_written(repo)?;
        fsio::remove_many(&found)?;
        for folder in self.folders(repo) {
            if folder.parent() == Some(repo.root().join(OUTPUT).as_path()) {
                // One that holds documents stays.
                drop(fsio::remove_dir(&folder));
            }
        }
        Ok(found.len())
    }
}

/// Removes what a run that was ended left half written, and returns how many files that were; none while a run is under way.
///
/// # Errors
/// A note that cannot be read; a file that cannot be removed.
pub(in crate::register) fn sweep(repo: &Repo) -> Result<usize, Error> {
    if !is_noted(repo)? {
        return Ok(0);
    }
    let lock = Lock::try_acquire(&intent::lock_file(repo)?)?;
    match lock.map(|lock| Note::load(repo).map(|note| (lock, note))) {
        Some(loaded) => match loaded? {
            (_lock, Some(note)) => note.sweep(repo),
            (_lock, None) => Ok(0),
        },
        None => Ok(0),
    }
}
