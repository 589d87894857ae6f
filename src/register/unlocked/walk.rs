//! Which files lie below a folder of the register, and whose records they are.

use std::path::Path;

use walkdir::WalkDir;

use crate::fsio;
use crate::model::CustomerNumber;
use crate::register::error::Error;
use crate::register::layout::{RECORDS, number_of};

/// The numbers of all records under `root`, ascending.
pub(in crate::register) fn numbers_in(root: &Path) -> Result<Vec<CustomerNumber>, Error> {
    let mut numbers = Vec::new();
    for path in files_in(root, RECORDS)? {
        numbers.extend(number_of(&path));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// All files under a folder of the register, as paths inside the register with `/` between folders; links are not followed.
pub(in crate::register) fn files_in(root: &Path, folder: &str) -> Result<Vec<String>, Error> {
    let mut files = Vec::new();
    for entry in WalkDir::new(root.join(folder)) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error)
                if error
                    .io_error()
                    .is_some_and(|io| io.kind() == std::io::ErrorKind::NotFound) =>
            {
                continue;
            }
            Err(error) => return Err(walk_error(error).into()),
        };
        if !entry.file_type().is_dir() {
            let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
            files.push(
                inside
                    .components()
                    .map(|part| part.as_os_str().to_string_lossy())
                    .collect::<Vec<_>>()
                    .join("/"),
            );
        }
    }
    Ok(files)
}

fn walk_error(error: walkdir::Error) -> fsio::Error {
    let path = error.path().map(Path::to_owned).unwrap_or_default();
    let source = error
        .into_io_error()
        .unwrap_or_else(|| std::io::Error::other("folders in a circle"));
    fsio::Error::Io {
        action: "list",
        path,
        source,
    }
}
