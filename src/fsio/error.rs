//! What can go wrong with a file. The path is always named, the contents never.

use std::io;
use std::path::{Path, PathBuf};

/// A failed file operation.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system refused.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// The file is larger than the reader allows.
    #[error("`{}` is larger than {max} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit, in bytes.
        max: u64,
    },
    /// Something else stands where a file of the register belongs.
    #[error("`{}` is {what}, not a file", path.display())]
    NotAFile {
        /// The place.
        path: PathBuf,
        /// What it is: "a link", "a pipe".
        what: &'static str,
    },
    /// Something else stands where a folder of the register belongs; a link could lead anywhere.
    #[error("`{}` is a link or a file, not a folder", path.display())]
    NotAFolder {
        /// The place.
        path: PathBuf,
    },
    /// No candidate for a scratch folder lies in memory.
    #[error("no folder in memory for private work")]
    NotInMemory,
}

impl Error {
    /// Whether the file or folder does not exist.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::NotFound)
    }

    /// Whether a file stands where a folder above it should be.
    pub fn is_behind_file(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::NotADirectory)
    }

    /// Whether something of that name exists already.
    pub fn is_taken(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::AlreadyExists)
    }
}

/// Attaches action and path to the system's error.
pub(super) fn at(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
    move |source| Error::Io {
        action,
        path: path.to_owned(),
        source,
    }
}
