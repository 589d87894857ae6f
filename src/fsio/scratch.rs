//! A private folder in memory, for text that must never reach a disk: the record in the owner's editor.
//!
//! Its owner holds a lock on it, which the kernel gives back however the owner ends: one that nobody holds was left by a killed
//! program, and the next one wipes it.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::io::retry_on_intr;
use tempfile::{Builder, TempDir};

use super::error::{Error, at};

/// Nobody else names folders like this, with [`RANDOM`] letters behind it.
const PREFIX: &str = "rekisteri-scratch-";
const RANDOM: usize = 12;
/// How often a sweeper may take a folder for a dead one before its maker has locked it.
const TRIES: usize = 10;

/// A 0700 folder on memory-backed storage; what lies in it is overwritten and removed when dropped.
pub struct Scratch {
    dir: TempDir,
    _lock: File,
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
                Ok((dir, lock)) => return Ok(Self { dir, _lock: lock }),
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

/// Wipes and removes what killed programs of this user left in the candidates, and returns how many folders that were.
pub fn sweep_scratch(candidates: &[PathBuf]) -> usize {
    let in_memory = candidates.iter().filter(|dir| lies_in_memory(dir));
    let entries = in_memory.filter_map(|dir| fs::read_dir(dir).ok()).flatten();
    let ours = entries
        .flatten()
        .filter(|entry| is_scratch(&entry.file_name()));
    ours.filter(|entry| sweep(&entry.path())).count()
}

fn is_scratch(name: &std::ffi::OsStr) -> bool {
    let random = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
    random.is_some_and(|random| random.len() == RANDOM)
}

/// Removes a folder of this user that nobody holds.
fn sweep(path: &Path) -> bool {
    let Ok(dir) = open(path) else {
        return false;
    };
    let own = dir
        .metadata()
        .is_ok_and(|found| found.uid() == rustix::process::geteuid().as_raw());
    if !own || flock(&dir, FlockOperation::NonBlockingLockExclusive).is_err() {
        return false;
    }
    wipe(path);
    fs::remove_dir_all(path).is_ok()
}

/// A folder, and the lock that says that its maker lives.
fn private_dir(parent: &Path) -> Result<(TempDir, File), Error> {
    let mut tried = 0;
    loop {
        let dir = Builder::new()
            .prefix(PREFIX)
            .rand_bytes(RANDOM)
            .permissions(Permissions::from_mode(0o700))
            .tempdir_in(parent)
            .map_err(at("make a folder in", parent))?;
        let lock = hold(dir.path());
        tried += 1;
        match lock {
            Ok(lock) if dir.path().exists() => return Ok((dir, lock)),
            // Swept between making and locking.
            Ok(_) if tried < TRIES => {}
            Err(error) if error.is_missing() && tried < TRIES => {}
            Ok(_) => return Err(Error::NotInMemory),
            Err(error) => return Err(error),
        }
    }
}

fn hold(path: &Path) -> Result<File, Error> {
    let dir = open(path).map_err(at("open", path))?;
    retry_on_intr(|| flock(&dir, FlockOperation::LockExclusive))
        .map_err(|error| at("lock", path)(error.into()))?;
    Ok(dir)
}

/// Opens a folder itself; a link in its place is refused.
fn open(path: &Path) -> std::io::Result<File> {
    let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW;
    let flags = i32::try_from(flags.bits()).unwrap_or_default();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
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
    #[test]
    fn what_a_dead_one_left_is_swept_and_nothing_else() {
        let shm = PathBuf::from("/dev/shm");
        if !lies_in_memory(&shm) {
            return;
        }
        let room = tempfile::tempdir_in(&shm).unwrap();
        let candidates = [room.path().to_owned()];
        let alive = Scratch::new(&candidates).unwrap();
        let dead = room.path().join(format!("{PREFIX}{}", "x".repeat(RANDOM)));
        let others = ["rekisteri-notes", "rekisteri-scratch-mine"].map(|it| room.path().join(it));
        for dir in others.iter().chain([&dead]) {
            fs::create_dir_all(dir.join("deep")).unwrap();
            fs::write(dir.join("deep/record"), b"secret").unwrap();
        }
        let elsewhere = room.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        let link = room.path().join(format!("{PREFIX}{}", "y".repeat(RANDOM)));
        std::os::unix::fs::symlink(&elsewhere, &link).unwrap();
        assert_eq!(sweep_scratch(&candidates), 1);
        assert!(!dead.exists() && alive.path().exists() && link.exists() && elsewhere.exists());
        assert!(others.iter().all(|dir| dir.join("deep/record").exists()));
        drop(alive);
        assert_eq!(sweep_scratch(&candidates), 0);
    }
}
