//! A private folder in memory, for text that must never reach a disk: the record in the owner's editor.

use std::fs::{self, OpenOptions, Permissions};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

use super::error::{Error, at};

/// A 0700 folder on memory-backed storage; what lies in it is overwritten and removed when dropped.
pub struct Scratch {
    dir: TempDir,
}

impl Scratch {
    /// Makes the folder inside the first candidate that lies in memory (tmpfs or ramfs) and lets us in.
    ///
    /// Memory may be swapped out; that is the system's business (encrypted swap), as for any editor.
    pub fn new(candidates: &[PathBuf]) -> Result<Self, Error> {
        let in_memory = candidates.iter().filter(|dir| lies_in_memory(dir));
        let mut refused = Error::NotInMemory;
        for candidate in in_memory {
            match private_dir(candidate) {
                Ok(dir) => return Ok(Self { dir }),
                Err(error) => refused = error,
            }
        }
        Err(refused)
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }
}

fn private_dir(parent: &Path) -> Result<TempDir, Error> {
    Builder::new()
        .prefix("rekisteri-")
        .permissions(Permissions::from_mode(0o700))
        .tempdir_in(parent)
        .map_err(at("make a folder in", parent))
}

/// Whether the folder's file system keeps its files in memory (`statfs(2)`: tmpfs 0x01021994, ramfs 0x858458f6).
#[cfg(target_os = "linux")]
fn lies_in_memory(dir: &Path) -> bool {
    rustix::fs::statfs(dir).is_ok_and(|found| {
        let kind = found.f_type & 0xffff_ffff;
        dir.is_dir() && matches!(kind, 0x0102_1994 | 0x8584_58f6)
    })
}

/// Elsewhere nothing is known to lie in memory.
#[cfg(not(target_os = "linux"))]
fn lies_in_memory(_dir: &Path) -> bool {
    false
}

impl Drop for Scratch {
    fn drop(&mut self) {
        wipe(self.dir.path());
    }
}

/// Overwrites every file below `dir`; best effort, since removal follows in any case.
fn wipe(dir: &Path) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => wipe(&entry.path()),
            Ok(kind) if kind.is_file() => drop(overwrite(&entry.path())),
            _ => {}
        }
    }
}

fn overwrite(path: &Path) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(0);
    file.write_all(&vec![0; length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_memory_will_do_and_nothing_stays() {
        let shm = PathBuf::from("/dev/shm");
        let nowhere = [PathBuf::from("/proc"), PathBuf::from("/nonexistent")];
        assert!(matches!(Scratch::new(&nowhere), Err(Error::NotInMemory)));
        if !lies_in_memory(&shm) {
            return;
        }
        let scratch = Scratch::new(&[nowhere[0].clone(), shm]).unwrap();
        let path = scratch.path().to_owned();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o700
        );
        fs::write(path.join("record"), b"secret").unwrap();
        drop(scratch);
        assert!(!path.exists());
    }
}
