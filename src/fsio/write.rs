//! Writing: beside, synced, renamed, and the folder synced, so that a file is the old one or the new one and nothing else.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use rustix::io::Errno;
use tempfile::{Builder, NamedTempFile};

use super::dirs::{folder_of, sync_dir};
use super::error::{Error, at};
use super::place::remove_if_there;

/// Who may read what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The owner alone: files 0600, folders 0700.
    Private,
    /// Whoever the umask allows: files 0644, folders 0755. A file that exists keeps its mode.
    Shared,
    /// Whoever the umask allows, and nobody to write: files 0444, folders 0755. As git keeps its objects.
    Kept,
}

impl Access {
    pub(super) fn file_mode(self) -> u32 {
        match self {
            Self::Private => 0o600,
            Self::Shared => 0o644,
            Self::Kept => 0o444,
        }
    }

    pub(super) fn dir_mode(self) -> u32 {
        match self {
            Self::Private => 0o700,
            Self::Shared | Self::Kept => 0o755,
        }
    }
}

/// Replaces or makes the file: after any failure the old content stands, whole.
pub fn write_atomic(path: &Path, bytes: &[u8], access: Access) -> Result<(), Error> {
    over(beside(path, bytes, access)?, path)
}

/// Puts a temporary file in the place of the one beside it, both synced.
pub(super) fn over(temp: NamedTempFile, path: &Path) -> Result<(), Error> {
    temp.as_file().sync_all().map_err(at("sync", path))?;
    temp.persist(path).map_err(|e| at("write", path)(e.error))?;
    sync_dir(folder_of(path))
}

/// Makes the file, whole, or fails where something of that name exists. A kill leaves nothing of it where the file system can do that.
pub fn write_new(path: &Path, bytes: &[u8], access: Access) -> Result<(), Error> {
    #[cfg(target_os = "linux")]
    if super::nameless::make(path, bytes, access)? {
        return sync_dir(folder_of(path));
    }
    let temp = beside(path, bytes, access)?;
    temp.as_file().sync_all().map_err(at("sync", path))?;
    temp.persist_noclobber(path)
        .map_err(|e| at("make", path)(e.error))?;
    sync_dir(folder_of(path))
}

/// Fails where [`write_new`] would: something of that name exists, or its folder takes no file. Nothing stays behind.
pub fn can_make(path: &Path) -> Result<(), Error> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(at("make", path)(io::ErrorKind::AlreadyExists.into()));
    }
    beside(path, b"", Access::Private).map(drop)
}

/// Brings to the disk what [`super::Mark::make`] wrote below a folder: one flush of its file system where there is such a call.
pub fn settle(folder: &Path) -> Result<(), Error> {
    let open = fs::File::open(folder).map_err(at("sync", folder))?;
    #[cfg(target_os = "linux")]
    rustix::fs::syncfs(&open).map_err(|error| at("sync", folder)(error.into()))?;
    open.sync_all().map_err(at("sync", folder))
}

/// Writes a temporary file in the target's folder, not synced, with the mode the target is to have.
///
/// Its name is `.`, the target's name, random letters and `.tmp`: recognisable should the power fail, removed when dropped.
pub(super) fn beside(path: &Path, bytes: &[u8], access: Access) -> Result<NamedTempFile, Error> {
    temporary(path, None, bytes, access)
}

/// The same, with a mark in the place of the random letters where there is one.
pub(super) fn temporary(
    path: &Path,
    mark: Option<&str>,
    bytes: &[u8],
    access: Access,
) -> Result<NamedTempFile, Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let head = format!(".{name}.{}", mark.unwrap_or_default());
    let mut builder = Builder::new();
    if mark.is_some() {
        builder.rand_bytes(0);
    }
    let mut temp = builder
        .prefix(&head)
        .suffix(".tmp")
        .permissions(Permissions::from_mode(access.file_mode()))
        .tempfile_in(folder_of(path))
        .map_err(|source| at("write", path)(without_name(&source)))?;
    temp.write_all(bytes)
        .map_err(|source| at("write", path)(without_name(&source)))?;
    if access == Access::Shared {
        keep_mode(&temp, path)?;
    }
    Ok(temp)
}

/// The system's answer alone: the temporary file's name helps nobody.
pub(super) fn without_name(error: &io::Error) -> io::Error {
    let inner = error.get_ref().and_then(std::error::Error::source);
    let inner = inner.and_then(|inner| inner.downcast_ref::<io::Error>());
    let code = error
        .raw_os_error()
        .or(inner.and_then(io::Error::raw_os_error));
    // The system's own words tell what to do; a kind alone has others.
    let of_kind = || match error.kind() {
        io::ErrorKind::ReadOnlyFilesystem => Some(Errno::ROFS),
        io::ErrorKind::StorageFull => Some(Errno::NOSPC),
        io::ErrorKind::QuotaExceeded => Some(Errno::DQUOT),
        _ => None,
    };
    code.or_else(|| of_kind().map(Errno::raw_os_error))
        .map_or_else(
            || io::Error::from(error.kind()),
            io::Error::from_raw_os_error,
        )
}

/// Gives the new file the mode of the one it replaces.
fn keep_mode(temp: &NamedTempFile, path: &Path) -> Result<(), Error> {
    match fs::symlink_metadata(path) {
        Ok(old) if old.is_file() => temp
            .as_file()
            .set_permissions(Permissions::from_mode(old.permissions().mode() & 0o777))
            .map_err(at("write", path)),
        _ => Ok(()),
    }
}

/// Tries whether so many bytes find room beside a file; nothing of them stays.
pub fn room(path: &Path, bytes: usize) -> Result<(), Error> {
    beside(path, &vec![0; bytes], Access::Private).map(drop)
}

/// Removes what crashed writes of `path` left beside it; only for whoever knows that nobody is writing it now.
pub fn sweep(path: &Path) -> Result<(), Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let head = format!(".{name}.");
    let leftover = |entry: &fs::DirEntry| {
        let found = entry.file_name();
        let random = found
            .to_str()
            .and_then(|found| found.strip_prefix(&head)?.strip_suffix(".tmp"));
        random.is_some_and(|random| random.len() == 6)
    };
    let Ok(entries) = fs::read_dir(folder_of(path)) else {
        return Ok(());
    };
    for entry in entries.flatten().filter(leftover) {
        fs::remove_file(entry.path()).map_err(at("remove", &entry.path()))?;
    }
    Ok(())
}

/// Adds bytes at the end of a file that is there, without waiting for the disk: for what a killed program is to leave behind.
pub fn append(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let file = fs::OpenOptions::new().append(true).open(path);
    file.and_then(|mut file| file.write_all(bytes))
        .map_err(at("write", path))
}

/// Removes files that need not be there, and syncs each folder once. What cannot be removed stops none of the others.
///
/// # Errors
/// The first that happened.
pub fn remove_many(paths: &[PathBuf]) -> Result<(), Error> {
    let mut done = Ok(());
    for path in paths {
        done = done.and(remove_if_there(path));
    }
    let folders: BTreeSet<&Path> = paths.iter().map(|path| folder_of(path)).collect();
    for folder in folders {
        done = done.and(sync_dir(folder));
    }
    done
}

/// Removes a file, and syncs its folder.
pub fn remove(path: &Path) -> Result<(), Error> {
    fs::remove_file(path).map_err(at("remove", path))?;
    sync_dir(folder_of(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_private_file_is_private_and_a_kept_mode_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        write_atomic(&path, b"1", Access::Private).unwrap();
        assert_eq!(mode(&path), 0o600);
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        write_atomic(&path, b"2", Access::Shared).unwrap();
        assert_eq!(mode(&path), 0o640);
        write_atomic(&path, b"3", Access::Private).unwrap();
        assert_eq!(
            (mode(&path), fs::read(&path).unwrap()),
            (0o600, b"3".to_vec())
        );
    }

    #[test]
    fn sweeping_takes_our_leftovers_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        let left = beside(&path, b"1", Access::Shared)
            .unwrap()
            .keep()
            .unwrap()
            .1;
        fs::write(dir.path().join(".a.notes.tmp"), b"").unwrap();
        fs::write(dir.path().join(".ab.123456.tmp"), b"").unwrap();
        sweep(&path).unwrap();
        assert!(!left.exists());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
    }

    #[test]
    fn an_error_never_names_the_temporary_file() {
        let dir = tempfile::tempdir().unwrap();
        let error = write_atomic(&dir.path().join("no/x"), b"", Access::Shared).unwrap_err();
        let Error::Io { source, .. } = error else {
            panic!("{error}");
        };
        assert!(!source.to_string().contains(".tmp"), "{source}");
    }

    #[test]
    fn a_new_file_never_replaces() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        write_new(&path, b"1", Access::Shared).unwrap();
        assert!(
            write_new(&path, b"2", Access::Shared)
                .unwrap_err()
                .is_taken()
        );
        assert_eq!(fs::read(&path).unwrap(), b"1");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_made_is_known_before() {
        let dir = tempfile::tempdir().unwrap();
        let (there, lost) = (dir.path().join("a"), dir.path().join("no/b"));
        can_make(&there).unwrap();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
        write_new(&there, b"1", Access::Private).unwrap();
        assert!(can_make(&there).unwrap_err().is_taken());
        assert!(
            can_make(&lost)
                .unwrap_err()
                .to_string()
                .contains(lost.to_str().unwrap())
        );
    }

    #[test]
    fn a_refused_write_names_the_path_and_leaves_the_old_content() {
        // A folder where the file should be: the rename is refused for root as well, which a read-only folder is not.
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        fs::create_dir_all(path.join("b")).unwrap();
        let error = write_atomic(&path, b"2", Access::Shared).unwrap_err();
        assert!(error.to_string().contains(path.to_str().unwrap()));
        assert!(path.join("b").is_dir());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_read_only_folder_refuses_and_keeps() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        fs::write(&path, b"old").unwrap();
        fs::set_permissions(dir.path(), Permissions::from_mode(0o500)).unwrap();
        let result = write_atomic(&path, b"new", Access::Shared);
        fs::set_permissions(dir.path(), Permissions::from_mode(0o700)).unwrap();
        // root writes into read-only folders; everybody else is refused and keeps what was there
        if let Err(error) = result {
            assert!(error.to_string().contains(path.to_str().unwrap()));
            assert_eq!(fs::read(&path).unwrap(), b"old");
        }
    }
}
