//! Putting a file in its place in one step, without waiting for the disk: for what can be made again after a power failure.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

use super::error::{Error, at};
use super::write::{Access, beside};

/// Makes the file, whole, or fails where something of that name exists; its content is synced, its name is not.
///
/// # Errors
/// [`Error::is_taken`] where it exists.
pub fn claim(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let temp = beside(path, bytes, Access::Private)?;
    temp.as_file().sync_all().map_err(at("sync", path))?;
    let made = temp.persist_noclobber(path);
    made.map(drop).map_err(|e| at("make", path)(e.error))
}

/// Gives a file a second name, or makes a copy with the same dates where the file system has no such names.
///
/// Only for a file that is replaced and never written into.
pub fn link_or_copy(from: &Path, to: &Path) -> Result<(), Error> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    let copy = || {
        let modified = fs::metadata(from)?.modified()?;
        fs::copy(from, to)?;
        File::options().write(true).open(to)?.set_modified(modified)
    };
    copy().map_err(at("copy", from))
}

/// Renames a file over another.
pub fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    fs::rename(from, to).map_err(at("replace", to))
}

/// Removes a file that need not be there.
pub fn remove_if_there(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(at("remove", path)(error)),
        _ => Ok(()),
    }
}
