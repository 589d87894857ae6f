//! Reading: never more than the caller is ready for, and the questions one asks of a path before trusting it.

use std::fs::{self, File, Metadata};
use std::io::{ErrorKind, Read as _};
use std::os::unix::fs::FileTypeExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::error::{Error, at};

/// Returns the whole file, which may hold at most `max_bytes`. A link is followed; what is no file at its end is refused, and a pipe is
/// not waited for.
pub fn read(path: &Path, max_bytes: u64) -> Result<Vec<u8>, Error> {
    bounded(open_file(path, OFlags::NONBLOCK)?, path, max_bytes)
}

/// Returns the whole file, or all that comes out of a pipe: keys are handed over by `<(…)` too.
pub fn read_file_or_pipe(path: &Path, max_bytes: u64) -> Result<Vec<u8>, Error> {
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

/// Reads a file that must be one itself: a link in its place is refused, since it could lead anywhere, and so is whatever else is
/// no file. A pipe is not waited for.
pub fn read_own(path: &Path, max_bytes: u64) -> Result<Vec<u8>, Error> {
    bounded(open_own(path)?, path, max_bytes)
}

/// Reads the beginning of such a file, at most so many bytes, however long it is.
pub fn read_start(path: &Path, bytes: u64) -> Result<Vec<u8>, Error> {
    let mut start = Vec::new();
    let file = open_own(path)?.take(bytes).read_to_end(&mut start);
    file.map_err(at("read", path))?;
    Ok(start)
}

fn open_own(path: &Path) -> Result<File, Error> {
    open_file(path, OFlags::NOFOLLOW | OFlags::NONBLOCK)
}

fn open_file(path: &Path, flags: OFlags) -> Result<File, Error> {
    let mut options = File::options();
    options
        .read(true)
        .custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    let file = options.open(path).map_err(|source| refused(path, source))?;
    let found = file.metadata().map_err(at("read", path))?;
    match other_than_file(&found) {
        Some(what) => Err(not_a_file(path, what)),
        None => Ok(file),
    }
}

/// The system's answer for a link, a socket or a device without its driver says nothing of what stands there.
fn refused(path: &Path, source: std::io::Error) -> Error {
    let found = fs::symlink_metadata(path).ok();
    match found.as_ref().and_then(other_than_file) {
        Some(what) => not_a_file(path, what),
        None => at("read", path)(source),
    }
}

fn not_a_file(path: &Path, what: &'static str) -> Error {
    let path = path.to_owned();
    Error::NotAFile { path, what }
}

/// What it is, where it is no regular file.
fn other_than_file(found: &Metadata) -> Option<&'static str> {
    let kind = found.file_type();
    match kind {
        _ if kind.is_file() => None,
        _ if kind.is_symlink() => Some("a link"),
        _ if kind.is_dir() => Some("a folder"),
        _ if kind.is_fifo() => Some("a pipe"),
        _ if kind.is_socket() => Some("a socket"),
        _ => Some("a device"),
    }
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

impl Stamp {
    /// Whether it is surely the same file with nothing written since it was `written`, but put in its place.
    ///
    /// Putting it there took place at a later tick of the file system's clock: so whatever is written since then has another date.
    pub fn is_only_moved(&self, written: &Self) -> bool {
        let content = |stamp: &Self| (stamp.inode, stamp.size, stamp.modified);
        content(self) == content(written) && self.changed > self.modified
    }

    /// The stamp of a file whose metadata was read already.
    pub fn of(found: &Metadata) -> Self {
        Self {
            inode: found.ino(),
            size: found.size(),
            modified: (found.mtime(), found.mtime_nsec()),
            changed: (found.ctime(), found.ctime_nsec()),
        }
    }
}

/// Returns the stamp of what is at `path`, or nothing where there is nothing.
pub fn stamp(path: &Path) -> Result<Option<Stamp>, Error> {
    Ok(stat(path)?.as_ref().map(Stamp::of))
}

/// Returns what stands where a folder is or shall be made: the path itself or the nearest one above it that exists, where it is no
/// folder. A link to a folder is one, a link to nowhere is none.
pub fn no_folder(path: &Path) -> Result<Option<PathBuf>, Error> {
    for at in path.ancestors().filter(|at| !at.as_os_str().is_empty()) {
        if exists(at)? {
            return Ok((!at.is_dir()).then(|| at.to_owned()));
        }
    }
    Ok(None)
}

/// Whether there is anything of that name; a dangling link counts.
pub fn exists(path: &Path) -> Result<bool, Error> {
    Ok(stat(path)?.is_some())
}

/// Whether both are names of one file.
pub fn is_same_file(one: &Path, other: &Path) -> Result<bool, Error> {
    let id = |found: Metadata| (found.dev(), found.ino());
    let (one, other) = (stat(one)?.map(id), stat(other)?.map(id));
    Ok(one.is_some() && one == other)
}

/// Whether `path` is a folder and not a link to one.
pub fn is_real_dir(path: &Path) -> Result<bool, Error> {
    Ok(stat(path)?.is_some_and(|found| found.is_dir()))
}

/// Refuses what is there and no folder itself.
pub fn folder_or_nothing(path: &Path) -> Result<(), Error> {
    match stat(path)? {
        Some(found) if !found.is_dir() => Err(Error::NotAFolder {
            path: path.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Where a link leads; nothing for what is no link.
pub fn link_target(path: &Path) -> Option<PathBuf> {
    fs::read_link(path).ok()
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
        assert_eq!(read_start(&path, 3).unwrap(), b"123");
        assert_eq!(read_start(&path, 9).unwrap(), b"1234");
        let error = read(&path, 3).unwrap_err();
        assert!(matches!(error, Error::TooLarge { max: 3, .. }));
        assert!(read(&dir.path().join("none"), 3).unwrap_err().is_missing());
    }

    #[test]
    fn what_is_no_file_is_refused_by_name_and_not_waited_for() {
        let dir = tempfile::tempdir().unwrap();
        let place = |name: &str| dir.path().join(name);
        let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
        let fifo = rustix::fs::FileType::Fifo;
        rustix::fs::mknodat(rustix::fs::CWD, place("pipe"), fifo, mode, 0).unwrap();
        std::os::unix::fs::symlink("nowhere", place("link")).unwrap();
        fs::create_dir(place("folder")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(place("socket")).unwrap();
        for name in ["pipe", "link", "folder", "socket"] {
            let error = read_own(&place(name), 9).unwrap_err().to_string();
            assert!(
                error.ends_with(&format!("is a {name}, not a file")),
                "{error}"
            );
        }
        let error = read_own(Path::new("/dev/null"), 9).unwrap_err();
        assert_eq!(error.to_string(), "`/dev/null` is a device, not a file");
    }

    #[test]
    fn what_is_in_the_way_of_a_folder_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let place = |name: &str| dir.path().join(name);
        fs::write(place("file"), "").unwrap();
        std::os::unix::fs::symlink("nowhere", place("link")).unwrap();
        std::os::unix::fs::symlink(".", place("same")).unwrap();
        for name in ["new", "new/er", "same", "same/new", "."] {
            assert_eq!(no_folder(&place(name)).unwrap(), None, "{name}");
        }
        for (name, way) in [("file", "file"), ("file/a/b", "file"), ("link", "link")] {
            assert_eq!(no_folder(&place(name)).unwrap(), Some(place(way)), "{name}");
        }
    }

    #[test]
    fn a_moved_file_is_told_from_one_that_was_written_since() {
        let dir = tempfile::tempdir().unwrap();
        let (a, b) = (dir.path().join("a"), dir.path().join("b"));
        // Longer than a tick of any file system's clock here.
        let tick = || std::thread::sleep(std::time::Duration::from_millis(30));
        fs::write(&a, b"1").unwrap();
        let written = stamp(&a).unwrap().unwrap();
        // In the same tick nothing can be told.
        assert!(!written.is_only_moved(&written));
        tick();
        fs::rename(&a, &b).unwrap();
        assert!(stamp(&b).unwrap().unwrap().is_only_moved(&written));
        tick();
        fs::write(&b, b"2").unwrap();
        assert!(!stamp(&b).unwrap().unwrap().is_only_moved(&written));
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
