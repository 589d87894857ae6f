//! Many files at once: every one atomic, one sync for all of them instead of two for each.
//!
//! An import writes ten thousand records. All temporary files are written first, the file system is synced once, then each
//! is renamed into place and each folder synced once: a cut at any point leaves each file old or new.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use super::dirs::{folder_of, sync_dir};
use super::error::{Error, at};
use super::write::{Access, beside};

/// From so many files on, one sync of the file system is cheaper than one for each file.
const MANY: usize = 16;

/// Files written beside their targets, waiting to be renamed. Dropped, they are gone.
#[derive(Default)]
pub struct Batch {
    staged: Vec<(TempPath, PathBuf)>,
}

impl Batch {
    /// An empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes the new content of `path` beside it.
    pub fn stage(&mut self, path: &Path, bytes: &[u8], access: Access) -> Result<(), Error> {
        let temp: NamedTempFile = beside(path, bytes, access)?;
        // closed at once: ten thousand open files are more than a process may have
        self.staged.push((temp.into_temp_path(), path.to_owned()));
        Ok(())
    }

    /// Syncs what was staged, renames each file into place, calling `after` for each, and syncs the folders.
    pub fn persist<E: From<Error>>(
        self,
        mut after: impl FnMut(&Path) -> Result<(), E>,
    ) -> Result<(), E> {
        self.sync()?;
        let mut folders = BTreeSet::new();
        for (temp, path) in self.staged {
            temp.persist(&path)
                .map_err(|e| at("write", &path)(e.error))?;
            folders.insert(folder_of(&path).to_owned());
            after(&path)?;
        }
        for folder in &folders {
            sync_dir(folder)?;
        }
        Ok(())
    }

    fn sync(&self) -> Result<(), Error> {
        match self.staged.first() {
            Some((temp, _)) if self.staged.len() >= MANY => sync_all_around(temp),
            _ => self.staged.iter().try_for_each(|(temp, _)| sync_file(temp)),
        }
    }
}

fn sync_file(path: &Path) -> Result<(), Error> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(at("sync", path))
}

/// Syncs the whole file system `path` lies on.
#[cfg(target_os = "linux")]
fn sync_all_around(path: &Path) -> Result<(), Error> {
    let file = File::open(path).map_err(at("sync", path))?;
    rustix::fs::syncfs(&file)
        .map_err(std::io::Error::from)
        .map_err(at("sync", path))
}

#[cfg(not(target_os = "linux"))]
fn sync_all_around(path: &Path) -> Result<(), Error> {
    rustix::fs::sync();
    sync_file(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn all_or_as_many_as_were_reached() {
        let dir = tempfile::tempdir().unwrap();
        let mut batch = Batch::new();
        for n in 0..20 {
            let path = dir.path().join(n.to_string());
            batch.stage(&path, b"x", Access::Shared).unwrap();
        }
        let mut left = 7;
        let result = batch.persist(|_| {
            left -= 1;
            if left == 0 {
                Err(Error::NotInMemory)
            } else {
                Ok(())
            }
        });
        assert!(result.is_err());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 7);
    }
}
