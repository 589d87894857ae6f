//! A few objects as git's own files ("loose"), on the disk together.
//!
//! libgit2 syncs each object and its folder before it writes the next: ten waits for the disk to change one customer. Here they are
//! written first and then synced side by side.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use git2::{Odb, Oid};

use super::error::{Error, git};
use crate::fsio::{self, Access, Batch};

/// Writes these objects of `odb` below `objects`, those too that lie there: whoever put them there may have ended before they were
/// on the disk. What is not whole yet lies beside `apart`.
pub(super) fn write(
    odb: &Odb<'_>,
    written: &[Oid],
    objects: &Path,
    apart: &Path,
) -> Result<(), Error> {
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for id in written {
        let digits = id.to_string();
        let path = objects.join(&digits[..2]).join(&digits[2..]);
        if files.iter().all(|(other, _)| *other != path) {
            files.push((path, file(odb, *id)?));
        }
    }
    let files: Vec<(PathBuf, &[u8])> = files
        .iter()
        .map(|(path, bytes)| (path.clone(), bytes.as_slice()))
        .collect();
    fsio::sweep(apart)?;
    let mut batch = Batch::new();
    batch.stage_apart(&files, Access::Kept, apart)?;
    batch.persist(|_| Ok::<_, Error>(()))?;
    Ok(())
}

/// An object's file: what it is, its size and its bytes, compressed together.
fn file(odb: &Odb<'_>, id: Oid) -> Result<Vec<u8>, Error> {
    let object = odb.read(id).map_err(git("read what is to be written"))?;
    let (kind, bytes) = (object.kind().str(), object.data());
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    let written = write!(zlib, "{kind} {}\0", bytes.len())
        .and_then(|()| zlib.write_all(bytes))
        .and_then(|()| zlib.finish());
    Ok(written.unwrap_or_else(|_| unreachable!("a vector takes whatever is written into it")))
}
