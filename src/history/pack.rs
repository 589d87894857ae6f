//! Many files as a pack of git's, compressed on all cores.
//!
//! libgit2's own builder compresses on one core, then unpacks and hashes everything once more for the pack's index, and looks for
//! deltas, which sealed text never has. Here each file is hashed by the caller and compressed once, as a whole.
//! The format is that of gitformat-pack(5): pack version 2, index version 2.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use rayon::prelude::*;
use sha1::{Digest as _, Sha1};

use super::error::Error;
use super::ids::BlobId;
use crate::fsio::{self, Access, Batch, Content, Stream};

/// The files of one pack together, far below the 2 GiB from which offsets take another form.
const MOST: usize = 64 << 20;
/// So many files are in memory at a time, compressed.
const ABREAST: usize = 64;
/// What is random in base64 gets a quarter shorter at any level that counts letters, and no shorter at a slower one.
const LEVEL: u32 = 2;
/// Git's number for a file, in the head of its entry.
const BLOB: u8 = 3;

/// One file, compressed.
struct Entry {
    id: [u8; 20],
    bytes: Vec<u8>,
    checksum: u32,
}

/// Where a file stands in its pack.
struct Placed {
    id: [u8; 20],
    at: usize,
    checksum: u32,
}

/// Writes the files into packs in this folder, synced. Each is named by what it holds; one that is there already is the same.
/// What is not whole yet lies beside `apart`.
pub(super) fn write(
    folder: &Path,
    apart: &Path,
    files: &BTreeMap<BlobId, &Content>,
) -> Result<(), Error> {
    fsio::sweep(apart)?;
    let mut share = Vec::new();
    let mut size = 0;
    for (id, content) in files {
        if size + content.len() > MOST && !share.is_empty() {
            write_one(folder, apart, &std::mem::take(&mut share))?;
            size = 0;
        }
        size += content.len();
        share.push((*id, *content));
    }
    if share.is_empty() {
        return Ok(());
    }
    write_one(folder, apart, &share)
}

/// Writes one pack of these files, which are in the order of their ids.
fn write_one(folder: &Path, apart: &Path, files: &[(BlobId, &Content)]) -> Result<(), Error> {
    let mut pack = Pack::begin(apart, files.len())?;
    for some in files.chunks(ABREAST) {
        let entries = some.par_iter();
        let entries = entries.map(|(id, content)| Ok(Entry::new(*id, &content.bytes()?)));
        for entry in entries.collect::<Result<Vec<_>, Error>>()? {
            pack.add(&entry)?;
        }
    }
    let (pack, placed, sum) = pack.end()?;
    let index = index(&placed, sum);
    let name = |ending: &str| -> PathBuf {
        let hash: String = sum.iter().map(|b| format!("{b:02x}")).collect();
        folder.join(format!("pack-{hash}.{ending}"))
    };
    let mut batch = Batch::new();
    // In this order: git takes a pack for whole once it has an index.
    batch.take(pack, &name("pack"), Access::Kept)?;
    batch.stage_apart(&[(name("idx"), index.as_slice())], Access::Kept, apart)?;
    batch.persist(|_| Ok::<_, Error>(()))?;
    Ok(())
}

/// A pack that is being written.
struct Pack {
    stream: Stream,
    sum: Sha1,
    end: usize,
    placed: Vec<Placed>,
}

impl Pack {
    fn begin(apart: &Path, files: usize) -> Result<Self, Error> {
        let mut pack = Self {
            stream: Stream::new(apart, Access::Kept)?,
            sum: Sha1::new(),
            end: 0,
            placed: Vec::with_capacity(files),
        };
        pack.write(b"PACK\0\0\0\x02")?;
        pack.write(&number(files))?;
        Ok(pack)
    }

    fn add(&mut self, entry: &Entry) -> Result<(), Error> {
        let (id, checksum, at) = (entry.id, entry.checksum, self.end);
        self.placed.push(Placed { id, at, checksum });
        self.write(&entry.bytes)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.sum.update(bytes);
        self.end += bytes.len();
        Ok(self.stream.add(bytes)?)
    }

    /// Adds the checksum that ends it; returns what the index tells.
    fn end(mut self) -> Result<(Stream, Vec<Placed>, [u8; 20]), Error> {
        let sum: [u8; 20] = self.sum.finalize().into();
        self.stream.add(&sum)?;
        Ok((self.stream, self.placed, sum))
    }
}

impl Entry {
    fn new(id: BlobId, content: &[u8]) -> Self {
        let mut zlib = ZlibEncoder::new(head(content.len()), Compression::new(LEVEL));
        let written = zlib.write_all(content).and_then(|()| zlib.finish());
        let bytes =
            written.unwrap_or_else(|_| unreachable!("a vector takes whatever is written into it"));
        let mut crc = Crc::new();
        crc.update(&bytes);
        Self {
            id: id.bytes(),
            bytes,
            checksum: crc.sum(),
        }
    }
}

/// Kind and size of a file: four bits of the size beside the kind, then seven a byte, the lowest first.
fn head(size: usize) -> Vec<u8> {
    let mut head = Vec::with_capacity(size);
    let low = |size: usize, bits: u32| (size & ((1 << bits) - 1)).to_le_bytes()[0];
    let mut byte = BLOB << 4 | low(size, 4);
    let mut rest = size >> 4;
    while rest > 0 {
        head.push(byte | 0x80);
        byte = low(rest, 7);
        rest >>= 7;
    }
    head.push(byte);
    head
}

/// Where each file stands in the pack; first how many ids begin with each byte or a lower one.
fn index(placed: &[Placed], sum: [u8; 20]) -> Vec<u8> {
    let mut index = b"\xfftOc\0\0\0\x02".to_vec();
    for first in 0..=u8::MAX {
        index.extend(number(placed.partition_point(|file| file.id[0] <= first)));
    }
    index.extend(placed.iter().flat_map(|file| file.id));
    let checksums = placed.iter().map(|file| file.checksum.to_be_bytes());
    index.extend(checksums.flatten());
    index.extend(placed.iter().flat_map(|file| number(file.at)));
    index.extend(sum);
    let sum = Sha1::digest(&index);
    index.extend(sum);
    index
}

/// Four bytes, the highest first.
fn number(value: usize) -> [u8; 4] {
    let number = u32::try_from(value);
    let number = number.unwrap_or_else(|_| unreachable!("a pack ends soon after {MOST} bytes"));
    number.to_be_bytes()
}

#[cfg(test)]
mod tests {
    use git2::{Indexer, Repository};

    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "looks at what was written")]
    fn git_reads_every_file_back_and_makes_the_same_index() {
        let dir = tempfile::tempdir().unwrap();
        let repo = Repository::init(dir.path()).unwrap();
        let folder = repo.path().join("objects/pack");
        // Around each size from which the head of an entry is longer.
        let sizes = [0, 1, 15, 16, 2047, 2048, 262_143, 262_144];
        let contents = sizes.map(|size: usize| (0..size).map(|n| (n * n % 251).to_le_bytes()[0]));
        let contents = contents.map(Iterator::collect::<Vec<u8>>);
        let contents = contents.map(Content::from);
        let named = contents
            .iter()
            .map(|content| (BlobId::of(&content.bytes().unwrap()).unwrap(), content));
        let files = named.collect();
        write(&folder, &repo.path().join("object"), &files).unwrap();
        for (id, content) in &files {
            assert_eq!(
                repo.find_blob(id.0).unwrap().content(),
                &*content.bytes().unwrap()
            );
        }
        let read = |ending: &str| {
            let found = std::fs::read_dir(&folder)
                .unwrap()
                .map(|file| file.unwrap().path());
            let of = |path: &PathBuf| path.extension().is_some_and(|found| found == ending);
            let found: Vec<PathBuf> = found.filter(of).collect();
            assert_eq!(found.len(), 1, "{found:?}");
            std::fs::read(&found[0]).unwrap()
        };
        let (pack, ours) = (read("pack"), read("idx"));
        let other = tempfile::tempdir().unwrap();
        let mut indexer = Indexer::new(None, other.path(), 0, true).unwrap();
        indexer.write_all(&pack).unwrap();
        let name = indexer.commit().unwrap();
        let index = other.path().join(format!("pack-{name}.idx"));
        assert_eq!(std::fs::read(index).unwrap(), ours);
    }

    #[test]
    fn large_contents_are_shared_out() {
        let dir = tempfile::tempdir().unwrap();
        let contents = [1, 2, 3].map(|byte| Content::from(vec![byte; MOST / 2]));
        let named = contents
            .iter()
            .map(|content| (BlobId::of(&content.bytes().unwrap()).unwrap(), content));
        let apart = tempfile::tempdir().unwrap();
        let write = |files| write(dir.path(), &apart.path().join("object"), files).unwrap();
        let files = named.collect();
        write(&files);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 4);
        let none = BTreeMap::new();
        write(&none);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 4);
    }
}
