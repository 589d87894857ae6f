//! Several files at once: every one atomic, synced together instead of one after the other.
//!
//! An import writes ten thousand records. All temporary files are written first, on all cores, the file system is synced once,
//! then each is renamed into place and the new names are synced: a cut at any point leaves each file old or new. A few files are
//! synced side by side, which a file system with a journal joins into one write of it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::File;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use rayon::prelude::*;
use tempfile::{NamedTempFile, TempPath};

use super::aside::Content;
use super::dirs::{folder_of, make_dirs};
use super::error::{Error, at};
use super::read::Stamp;
use super::stream::Stream;
use super::write::{Access, beside};

/// From so many files on, one sync of the file system is cheaper than one for each file.
const MANY: usize = 16;

/// Where the bytes of a file come from, asked on the core that writes it.
pub trait Source: Sync {
    /// Returns the bytes.
    fn content(&self) -> Result<Cow<'_, [u8]>, Error>;
}

impl Source for &[u8] {
    fn content(&self) -> Result<Cow<'_, [u8]>, Error> {
        Ok(Cow::Borrowed(self))
    }
}

impl Source for &Content {
    fn content(&self) -> Result<Cow<'_, [u8]>, Error> {
        self.bytes()
    }
}

/// Files written beside their targets, waiting to be renamed. Dropped, they are gone.
#[derive(Default)]
pub struct Batch {
    staged: Vec<Staged>,
    /// Where names change: to be synced once they have.
    folders: BTreeSet<PathBuf>,
}

struct Staged {
    temp: TempPath,
    path: PathBuf,
    /// As it was when all of it was written.
    stamp: Stamp,
}

impl Staged {
    fn of(temp: NamedTempFile, path: &Path) -> Result<Self, Error> {
        let found = temp.as_file().metadata().map_err(at("write", path))?;
        // closed at once: ten thousand open files are more than a process may have
        let (temp, stamp) = (temp.into_temp_path(), Stamp::of(&found));
        let path = path.to_owned();
        Ok(Self { temp, path, stamp })
    }
}

impl Batch {
    /// An empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes the new content of each path beside it, in folders that are made where they are missing.
    pub fn stage<S: Source>(
        &mut self,
        files: &[(PathBuf, S)],
        access: Access,
    ) -> Result<(), Error> {
        self.stage_by(files, access, |path| path)
    }

    /// The same for folders where a stranger to git's objects would be in the way: what is not in its place yet lies beside
    /// `apart`, on the same file system, and what a crash leaves there [`super::sweep`] removes.
    pub fn stage_apart<S: Source>(
        &mut self,
        files: &[(PathBuf, S)],
        access: Access,
        apart: &Path,
    ) -> Result<(), Error> {
        self.stage_by(files, access, |_| apart)
    }

    /// Takes in a file that was written piece by piece, to be put in this place.
    pub fn take(&mut self, stream: Stream, path: &Path, access: Access) -> Result<(), Error> {
        self.make_folders(&BTreeSet::from([folder_of(path)]), access)?;
        let temp = stream.written()?;
        self.staged.push(Staged::of(temp, path)?);
        Ok(())
    }

    fn make_folders(&mut self, folders: &BTreeSet<&Path>, access: Access) -> Result<(), Error> {
        for folder in folders {
            let made = make_dirs(folder, access)?;
            let above = made.iter().map(|dir| folder_of(dir).to_owned());
            self.folders.extend(above.chain([(*folder).to_owned()]));
        }
        Ok(())
    }

    fn stage_by<'p, S: Source>(
        &mut self,
        files: &'p [(PathBuf, S)],
        access: Access,
        place: impl Fn(&'p Path) -> &'p Path + Sync,
    ) -> Result<(), Error> {
        let folders: BTreeSet<&Path> = files.iter().map(|(path, _)| folder_of(path)).collect();
        self.make_folders(&folders, access)?;
        let staged = files.par_iter().map(|(path, source)| {
            let temp = beside(place(path), &source.content()?, access)?;
            Staged::of(temp, path)
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
        let mut stamps = Vec::with_capacity(self.staged.len());
        for Staged { temp, path, stamp } in self.staged {
            temp.persist(&path)
                .map_err(|e| at("write", &path)(e.error))?;
            stamps.push(stamp);
            after(&path)?;
        }
        match self.folders.first() {
            Some(folder) if many => sync_all_around(folder)?,
            _ => side_by_side(self.folders.iter().map(PathBuf::as_path))?,
        }
        Ok(stamps)
    }

    fn sync(&self) -> Result<(), Error> {
        match self.staged.first() {
            Some(first) if self.staged.len() >= MANY => sync_all_around(&first.temp),
            _ => side_by_side(self.staged.iter().map(|one| &*one.temp)),
        }
    }
}

/// Syncs files or folders, each waited for by a thread of its own: there are fewer than [`MANY`], and twice as many folders.
fn side_by_side<'p>(paths: impl Iterator<Item = &'p Path>) -> Result<(), Error> {
    let paths: Vec<&Path> = paths.collect();
    if let [path] = paths[..] {
        return sync_file(path);
    }
    thread::scope(|scope| {
        let sync = |path| scope.spawn(move || sync_file(path));
        let waiting: Vec<_> = paths.into_iter().map(sync).collect();
        let done = waiting.into_iter().map(|one| match one.join() {
            Ok(synced) => synced,
            Err(panic) => resume_unwind(panic),
        });
        done.fold(Ok(()), Result::and)
    })
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
