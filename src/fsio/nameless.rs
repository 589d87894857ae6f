//! Files that have no name until they are whole (`O_TMPFILE`, see `open(2)`): of what a killed program had begun of one, the system keeps
//! nothing. For what is written in clear where no run's note would name what is left of it.

use std::fs::File;
use std::io::Write as _;
use std::os::fd::AsRawFd as _;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};
use rustix::io::Errno;

use super::dirs::folder_of;
use super::error::{Error, at};
use super::write::Access;

/// Makes the file, whole and synced, or fails where something of that name exists. Says whether it could be made this way: not every
/// file system knows such files, and some systems hide `/proc`.
pub(super) fn make(path: &Path, bytes: &[u8], access: Access) -> Result<bool, Error> {
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    let mode = Mode::from_raw_mode(access.file_mode());
    let Ok(opened) = open(folder_of(path), flags, mode) else {
        return Ok(false);
    };
    let mut file = File::from(opened);
    file.write_all(bytes).map_err(at("write", path))?;
    file.sync_all().map_err(at("sync", path))?;
    let own = format!("/proc/self/fd/{}", file.as_raw_fd());
    match linkat(CWD, own, CWD, path, AtFlags::SYMLINK_FOLLOW) {
        Ok(()) => Ok(true),
        Err(Errno::EXIST) => Err(at("make", path)(Errno::EXIST.into())),
        Err(_) => Ok(false),
    }
}
