//! Many files at once: every one atomic, one sync for all of them instead of two for each.
//!
//! An import writes ten thousand records. All temporary files are written first, on all cores, the file system is synced once,
//! then each is renamed into place and the new names are synced: a cut at any point leaves each file old or new.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tempfile::TempPath;

use super::dirs::{create_dirs, folder_of, make_dirs, sync_dir};
use super::error::{Error, at};
use super::read::Stamp;
use super::write::{Access, beside};

/// From so many files on, one sync of the file system is cheaper than one for each file.
const MANY: usize = 16;

/// Files written beside their targets, waiting to be renamed. Dropped, they are gone.
#[derive(Default)]
pub struct Batch {
    staged: Vec<Staged>,
}

struct Staged {
    temp: TempPath,
    path: PathBuf,
    /// As it was when all of it was written.
    stamp: Stamp,
}

impl Batch {
    /// An empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes the new content of each path beside it, in folders that are made where they are missing.
    pub fn stage(&mut self, files: &[(PathBuf, &[u8])], access: Access) -> Result<(), Error> {
        let folders: BTreeSet<&Path> = files.iter().map(|(path, _)| folder_of(path)).collect();
        for folder in folders {
            if files.len() >= MANY {
                // synced with everything in it
                make_dirs(folder, access)?;
            } else {
                create_dirs(folder, access)?;
            }
        }
        let staged = files.par_iter().map(|(path, bytes)| {
            let (temp, path) = (beside(path, bytes, access)?, path.clone());
            let found = temp.as_file().metadata().map_err(at("write", &path))?;
            // closed at once: ten thousand open files are more than a process may have
            let (temp, stamp) = (temp.into_temp_path(), Stamp::of(&found));
            Ok(Staged { temp, path, stamp })
        });
        self.staged
            .extend(staged.collect::<Result<Vec<_>, Error>>()?);
        Ok(())
    }

    /// Syncs what was staged, renames each file into place, calling `after` for each, and syncs the folders. Returns the stamp
    /// each had before its renaming, in the order they were staged.
    pub fn persist<E: From<Error>>(
        self,
        mut after: impl FnMut(&Path) -> Result<(), E>,
    ) -> Result<Vec<Stamp>, E> {
        self.sync()?;
        let many = self.staged.len() >= MANY;
        let mut folders = BTreeSet::new();
        let mut stamps = Vec::with_capacity(self.staged.len());
        for Staged { temp, path, stamp } in self.staged {
            temp.persist(&path)
                .map_err(|e| at("write", &path)(e.error))?;
            folders.insert(folder_of(&path).to_owned());
            stamps.push(stamp);
            after(&path)?;
        }
        match folders.first() {
            Some(folder) if many => sync_all_around(folder)?,
            _ => folders.iter().try_for_each(|folder| sync_dir(folder))?,
        }
        Ok(stamps)
    }

    fn sync(&self) -> Result<(), Error> {
        match self.staged.first() {
            Some(first) if self.staged.len() >= MANY => sync_all_around(&first.temp),
            _ => self.staged.iter().try_for_each(|one| sync_file(&one.temp)),
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
        let path = |n: u32| dir.path().join(n.to_string());
        let files: Vec<(PathBuf, &[u8])> = (0..20).map(|n| (path(n), &b"x"[..])).collect();
        batch.stage(&files, Access::Shared).unwrap();
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
