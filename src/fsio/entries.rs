//! What a folder holds, by name.

use std::fs;
use std::io;
use std::path::Path;

use super::error::{Error, at};

/// Returns the names in a folder, sorted; none where the folder does not exist. Names that are not UTF-8 are shown with marks.
pub fn entries(dir: &Path) -> Result<Vec<String>, Error> {
    let listed = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed.map_err(at("list", dir))?,
    };
    let mut names = Vec::new();
    for entry in listed {
        let name = entry.map_err(at("list", dir))?.file_name();
        names.push(name.to_string_lossy().into_owned());
    }
    names.sort_unstable();
    Ok(names)
}
