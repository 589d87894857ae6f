//! Folders: made with the right mode, and synced so that a new name survives a power cut.

use std::fs::{self, DirBuilder, File};
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use super::error::{Error, at};
use super::write::Access;

/// Makes `path` and the folders above it that are missing (0700 or 0755, less the umask), each synced into its parent.
pub fn create_dirs(path: &Path, access: Access) -> Result<(), Error> {
    for dir in make_dirs(path, access)? {
        sync_dir(folder_of(&dir))?;
    }
    Ok(())
}

/// Makes the same and returns them, the uppermost first; syncing them is the caller's business.
pub(super) fn make_dirs(path: &Path, access: Access) -> Result<Vec<PathBuf>, Error> {
    let mut missing: Vec<PathBuf> = path
        .ancestors()
        .take_while(|dir| !dir.as_os_str().is_empty() && !dir.is_dir())
        .map(Path::to_owned)
        .collect();
    missing.reverse();
    for dir in &missing {
        make(dir, access)?;
    }
    Ok(missing)
}

/// Makes one folder; another process may have been faster.
fn make(dir: &Path, access: Access) -> Result<(), Error> {
    let made = DirBuilder::new().mode(access.dir_mode()).create(dir);
    match made {
        Err(e) if e.kind() == ErrorKind::AlreadyExists && dir.is_dir() => Ok(()),
        other => other.map_err(at("make", dir)),
    }
}

/// The folder that holds `path`'s name.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Writes the folder's names through to the disk.
pub fn sync_dir(path: &Path) -> Result<(), Error> {
    File::open(path)
        .and_then(|dir| dir.sync_all())
        .map_err(at("sync", path))
}

/// Removes an empty folder.
pub fn remove_dir(path: &Path) -> Result<(), Error> {
    fs::remove_dir(path).map_err(at("remove", path))
}

/// Removes a folder and everything in it.
pub fn remove_tree(path: &Path) -> Result<(), Error> {
    fs::remove_dir_all(path).map_err(at("remove", path))
}

/// Removes `dir` and the folders above it while they are empty, stopping at `root`, which stays.
pub fn prune_empty(dir: &Path, root: &Path) {
    let below = dir.ancestors().take_while(|dir| *dir != root);
    for dir in below.filter(|dir| dir.starts_with(root)) {
        if fs::remove_dir(dir).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn private_folders_are_private_all_the_way() {
        let dir = tempfile::tempdir().unwrap();
        let deep = dir.path().join("a/b");
        create_dirs(&deep, Access::Private).unwrap();
        create_dirs(&deep, Access::Private).unwrap();
        for made in [&deep, &dir.path().join("a")] {
            let mode = fs::metadata(made).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700);
        }
    }

    #[test]
    fn pruning_stops_at_the_root_and_at_company() {
        let dir = tempfile::tempdir().unwrap();
        create_dirs(&dir.path().join("a/b/c"), Access::Shared).unwrap();
        fs::write(dir.path().join("a/keep"), b"").unwrap();
        prune_empty(&dir.path().join("a/b/c"), dir.path());
        assert!(dir.path().join("a").is_dir());
        assert!(!dir.path().join("a/b").exists());
    }
}
