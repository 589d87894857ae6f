//! Who may look: the mode of a file or folder, asked and mended.

use std::fs::{self, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::error::{Error, at};

/// Whether the mode lets anyone but the owner in; a link is followed.
pub fn readable_by_others(path: &Path) -> Result<bool, Error> {
    let found = fs::metadata(path).map_err(at("look at", path))?;
    Ok(found.permissions().mode() & 0o077 != 0)
}

/// Whether there is a file that may be run; a link is followed, and one that leads nowhere is none.
pub fn is_program(path: &Path) -> Result<bool, Error> {
    match fs::metadata(path) {
        Ok(found) => Ok(found.is_file() && found.permissions().mode() & 0o111 != 0),
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(false),
        Err(e) => Err(at("look at", path)(e)),
    }
}

/// Takes everybody else's rights away and leaves the owner's; a link is followed.
pub fn make_private(path: &Path) -> Result<(), Error> {
    let found = fs::metadata(path).map_err(at("look at", path))?;
    let mode = found.permissions().mode() & 0o700;
    fs::set_permissions(path, Permissions::from_mode(mode)).map_err(at("change the mode of", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_owner_is_left() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::set_permissions(file.path(), Permissions::from_mode(0o644)).unwrap();
        assert!(readable_by_others(file.path()).unwrap());
        make_private(file.path()).unwrap();
        assert!(!readable_by_others(file.path()).unwrap());
        let mode = fs::metadata(file.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
