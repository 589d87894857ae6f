//! Bytes put aside until they have their place, for what is too much to be held: in a file without a name, which goes with the program
//! however that ends.

use std::borrow::Cow;
use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::error::{Error, at};
use super::write::without_name;

/// What a file is to hold: bytes at hand, or bytes put [`Aside`].
#[derive(Clone)]
pub struct Content(Kept);

#[derive(Clone)]
enum Kept {
    Held(Vec<u8>),
    Aside {
        place: Arc<Place>,
        start: u64,
        length: usize,
    },
}

struct Place {
    file: File,
    /// Where it lies, which is all that can be told of it.
    folder: PathBuf,
}

/// What is held before anything goes to the disk: a few files never do.
const HELD: u64 = 256 << 10;

/// Room for contents of many files. On the disk they are only while somebody holds it or one of them.
pub struct Aside {
    folder: PathBuf,
    place: Mutex<Option<Arc<Place>>>,
    /// How many bytes came in.
    size: AtomicU64,
}

impl Aside {
    /// Room on the file system of this folder.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            place: Mutex::default(),
            size: AtomicU64::new(0),
        }
    }

    /// Puts bytes aside, from any core.
    pub fn put(&self, bytes: Vec<u8>) -> Result<Content, Error> {
        let length = bytes.len();
        let start = self.size.fetch_add(length as u64, Ordering::Relaxed);
        if start + length as u64 <= HELD {
            return Ok(bytes.into());
        }
        let place = self.place()?;
        let written = place.file.write_all_at(&bytes, start);
        written.map_err(at("write", &self.folder))?;
        Ok(Content(Kept::Aside {
            place,
            start,
            length,
        }))
    }

    /// The file, made when it is first needed.
    fn place(&self) -> Result<Arc<Place>, Error> {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = &*place {
            return Ok(Arc::clone(place));
        }
        let folder = self.folder.clone();
        let file = tempfile::tempfile_in(&folder)
            .map_err(|source| at("write", &folder)(without_name(&source)))?;
        Ok(Arc::clone(place.insert(Arc::new(Place { file, folder }))))
    }
}

impl Content {
    /// Returns the bytes, read again where they were put aside.
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>, Error> {
        match &self.0 {
            Kept::Held(bytes) => Ok(Cow::Borrowed(bytes)),
            Kept::Aside {
                place,
                start,
                length,
            } => {
                let mut bytes = vec![0; *length];
                place
                    .file
                    .read_exact_at(&mut bytes, *start)
                    .map_err(at("read", &place.folder))?;
                Ok(Cow::Owned(bytes))
            }
        }
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Kept::Held(bytes) => bytes.len(),
            Kept::Aside { length, .. } => *length,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Kept::Held(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::{Aside, Content, Kept};

    #[test]
    fn what_is_put_aside_comes_back_and_leaves_no_name() {
        let dir = tempfile::tempdir().unwrap();
        let aside = Aside::new(dir.path().to_owned());
        let kept: Vec<Content> = std::thread::scope(|scope| {
            let aside = &aside;
            let put =
                |n: u8| scope.spawn(move || aside.put(vec![n; 20_000 + usize::from(n)]).unwrap());
            let made: Vec<_> = (0..50).map(put).collect();
            made.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(kept.iter().any(|one| matches!(one.0, Kept::Held(_))));
        assert!(kept.iter().any(|one| matches!(one.0, Kept::Aside { .. })));
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
        drop(aside);
        for (n, content) in (0_u8..).zip(&kept) {
            assert_eq!(content.len(), 20_000 + usize::from(n));
            assert!(content.bytes().unwrap().iter().all(|byte| *byte == n));
        }
        let held = Content::from(b"x".to_vec());
        assert_eq!(&*held.bytes().unwrap(), b"x");
        assert!(!held.is_empty());
    }
}
