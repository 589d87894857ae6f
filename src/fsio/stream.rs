//! A file that is written piece by piece, for what is too large to be held: nobody sees it before it is whole.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::dirs::{folder_of, sync_dir};
use super::error::{Error, at};
use super::place::remove_if_there;
use super::write::{Access, beside, without_name};

/// A file in the making, beside the place it is to have; dropped, it leaves nothing behind.
pub struct Stream {
    writer: BufWriter<NamedTempFile>,
    path: PathBuf,
}

impl Stream {
    /// Begins the file.
    pub fn new(path: &Path, access: Access) -> Result<Self, Error> {
        Ok(Self::of(beside(path, &[], access)?, path))
    }

    /// Begins the file that is to have this place in another that is empty.
    pub(super) fn of(temp: NamedTempFile, path: &Path) -> Self {
        let (writer, path) = (BufWriter::new(temp), path.to_owned());
        Self { writer, path }
    }

    /// Adds bytes.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.writer
            .write_all(bytes)
            .map_err(|source| at("write", &self.path)(without_name(&source)))
    }

    /// Puts the file in its place, whole, or fails where something of that name exists; after any failure there is no file of ours.
    pub fn finish(self) -> Result<(), Error> {
        let path = self.path.clone();
        let temp = self.written()?;
        temp.as_file().sync_all().map_err(at("sync", &path))?;
        temp.persist_noclobber(&path)
            .map_err(|e| at("make", &path)(e.error))?;
        sync_dir(folder_of(&path)).inspect_err(|_| drop(remove_if_there(&path)))
    }

    /// The file as it lies beside its place, all of it handed to the system.
    pub(super) fn written(self) -> Result<NamedTempFile, Error> {
        let Self { writer, path } = self;
        writer
            .into_inner()
            .map_err(io::IntoInnerError::into_error)
            .map_err(|source| at("write", &path)(without_name(&source)))
    }
}

#[cfg(test)]
mod tests {
    use super::Stream;
    use crate::fsio::Access;

    #[test]
    fn a_file_appears_when_it_is_whole_and_replaces_none() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        let write = |bytes: &[u8]| {
            let mut stream = Stream::new(&path, Access::Private)?;
            stream.add(bytes)?;
            assert!(bytes == b"two" || !path.exists());
            stream.finish()
        };
        write(b"one").unwrap();
        assert!(write(b"two").unwrap_err().is_taken());
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        drop(Stream::new(&dir.path().join("b"), Access::Private).unwrap());
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
