//! Bringing work files into step with the history: all written beside first, then each renamed into place or removed.

use std::collections::HashMap;
use std::path::PathBuf;

use super::transaction_error::TransactionError as Error;
use crate::fsio::{self, Access, Batch, Content, Stamp};
use crate::history::Repo;

/// Work files about to change. Dropped, none has.
pub(super) struct WorkFiles<'r> {
    repo: &'r Repo,
    written: Vec<(PathBuf, &'r Content)>,
    /// The paths of `written`, from the root.
    paths: Vec<String>,
    removed: Vec<String>,
}

impl<'r> WorkFiles<'r> {
    pub(super) fn new(repo: &'r Repo) -> Self {
        Self {
            repo,
            written: Vec::new(),
            paths: Vec::new(),
            removed: Vec::new(),
        }
    }

    /// The file shall hold these bytes, or be gone.
    pub(super) fn put(&mut self, path: &str, content: Option<&'r Content>) {
        match content {
            Some(content) => {
                self.written.push((self.repo.root().join(path), content));
                self.paths.push(path.to_owned());
            }
            None => self.removed.push(path.to_owned()),
        }
    }

    /// Does it, calling `after` for each file. Returns what was written, each with its stamp.
    pub(super) fn finish(
        self,
        mut after: impl FnMut() -> Result<(), Error>,
    ) -> Result<HashMap<String, Stamp>, Error> {
        let mut batch = Batch::new();
        batch.stage(&self.written, Access::Shared)?;
        let stamps = batch.persist(|_| after())?;
        for path in &self.removed {
            remove(self.repo, path)?;
            after()?;
        }
        Ok(self.paths.into_iter().zip(stamps).collect())
    }
}

/// Removes a file, and the folders it leaves empty, as git does.
fn remove(repo: &Repo, path: &str) -> Result<(), Error> {
    let file = repo.root().join(path);
    if fsio::exists(&file)? {
        fsio::remove(&file)?;
    }
    if let Some(folder) = file.parent() {
        fsio::prune_empty(folder, repo.root());
    }
    Ok(())
}
