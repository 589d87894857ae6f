//! Reading: never more than the caller is ready for, and the questions one asks of a path before trusting it.

use std::fs::{self, File, Metadata};
use std::io::{ErrorKind, Read as _};
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use super::error::{Error, at};

/// Returns the whole file, which may hold at most `max_bytes`.
pub fn read(path: &Path, max_bytes: u64) -> Result<Vec<u8>, Error> {
    let file = File::open(path).map_err(at("read", path))?;
    bounded(file, path, max_bytes)
}

fn bounded(file: File, path: &Path, max_bytes: u64) -> Result<Vec<u8>, Error> {
    // Room for all of it, so that a small file is one read and not a dozen; what the system says of its size is a hint only.
    let size = file.metadata().map_or(0, |found| found.len());
    let room = usize::try_from(size.min(max_bytes)).unwrap_or_default();
    let mut bytes = Vec::with_capacity(room + 1);
    file.take(max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(at("read", path))?;
    if bytes.len() as u64 > max_bytes {
        let path = path.to_owned();
        return Err(Error::TooLarge {
            path,
            max: max_bytes,
        });
    }
    Ok(bytes)
}

/// Reads a file that must be one itself: a link in its place is refused, since it could lead anywhere.
pub fn read_own(path: &Path, max_bytes: u64) -> Result<Vec<u8>, Error> {
    let no_follow = i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or_default();
    let mut options = File::options();
    options.read(true).custom_flags(no_follow);
    let file = options.open(path).map_err(at("read", path))?;
    bounded(file, path, max_bytes)
}

/// Returns what the system knows of `path` itself (a link is not followed), or nothing where there is nothing.
pub fn stat(path: &Path) -> Result<Option<Metadata>, Error> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(e) => Err(at("look at", path)(e)),
    }
}

/// When and as what a file was last written; an edit changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    inode: u64,
    size: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

/// Returns the stamp of what is at `path`, or nothing where there is nothing.
pub fn stamp(path: &Path) -> Result<Option<Stamp>, Error> {
    Ok(stat(path)?.map(|found| Stamp {
        inode: found.ino(),
        size: found.size(),
        modified: (found.mtime(), found.mtime_nsec()),
        changed: (found.ctime(), found.ctime_nsec()),
    }))
}

/// Whether there is anything of that name; a dangling link counts.
pub fn exists(path: &Path) -> Result<bool, Error> {
    Ok(stat(path)?.is_some())
}

/// Whether `path` is a folder and not a link to one.
pub fn is_real_dir(path: &Path) -> Result<bool, Error> {
    Ok(stat(path)?.is_some_and(|found| found.is_dir()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_is_bounded() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        fs::write(&path, b"1234").unwrap();
        assert_eq!(read(&path, 4).unwrap(), b"1234");
        let error = read(&path, 3).unwrap_err();
        assert!(matches!(error, Error::TooLarge { max: 3, .. }));
        assert!(read(&dir.path().join("none"), 3).unwrap_err().is_missing());
    }

    #[test]
    fn a_dangling_link_exists_and_is_no_folder() {
        let dir = tempfile::tempdir().unwrap();
        let link = dir.path().join("link");
        std::os::unix::fs::symlink("nowhere", &link).unwrap();
        assert!(exists(&link).unwrap());
        assert!(!is_real_dir(&link).unwrap());
        assert!(!exists(&dir.path().join("x/y")).unwrap());
    }
}
