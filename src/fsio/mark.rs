//! The mark of one run that writes many files in clear: what it has not finished yet bears it in its name.
//!
//! A killed run cannot clear up, and who clears up after it must not take a stranger's file for one of its own. So a run draws a
//! mark, notes it where the next start looks, and only then writes.

use std::path::{Path, PathBuf};

use rand_core::{OsRng, RngCore as _};
use tempfile::NamedTempFile;

use super::entries::entries;
use super::error::{Error, at};
use super::stream::Stream;
use super::write::{Access, over, temporary};

/// So many hexadecimal digits have a mark.
const DIGITS: usize = 16;

/// A run's mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark(String);

impl Mark {
    /// Draws one that no other run has.
    pub fn random() -> Self {
        Self(format!("{:016x}", OsRng.next_u64()))
    }

    /// Reads what [`Self::as_str`] gave; nothing else is a mark.
    pub fn parse(text: &str) -> Option<Self> {
        let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        (text.len() == DIGITS && text.bytes().all(digit)).then(|| Self(text.to_owned()))
    }

    /// The mark, as hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Makes the file, whole, or fails where something of that name exists; on the disk it is only after [`super::settle`]. For many
    /// files at once.
    pub fn make(&self, path: &Path, bytes: &[u8], access: Access) -> Result<(), Error> {
        let made = self.beside(path, bytes, access)?.persist_noclobber(path);
        made.map(drop).map_err(|e| at("make", path)(e.error))
    }

    /// Replaces or makes the file: after any failure the old content stands, whole.
    pub fn replace(&self, path: &Path, bytes: &[u8], access: Access) -> Result<(), Error> {
        over(self.beside(path, bytes, access)?, path)
    }

    /// Begins a file that is written piece by piece.
    pub fn stream(&self, path: &Path, access: Access) -> Result<Stream, Error> {
        Ok(Stream::of(self.beside(path, &[], access)?, path))
    }

    /// The files of this run in a folder that are not finished. Only for whoever knows that the run has ended.
    pub fn half_written(&self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        let tail = format!(".{}.tmp", self.0);
        let ours = |name: &String| name.starts_with('.') && name.ends_with(&tail);
        let found = entries(folder)?.into_iter().filter(ours);
        Ok(found.map(|name| folder.join(name)).collect())
    }

    fn beside(&self, path: &Path, bytes: &[u8], access: Access) -> Result<NamedTempFile, Error> {
        temporary(path, Some(&self.0), bytes, access)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_a_run_left_half_written_is_known_and_nothing_of_others() {
        let dir = tempfile::tempdir().unwrap();
        let (ours, other) = (Mark::random(), Mark::random());
        assert_ne!(ours, other);
        let path = |name: &str| dir.path().join(name);
        let half = |mark: &Mark| {
            let written = mark.beside(&path("1.pdf"), b"half", Access::Private);
            written.unwrap().keep().unwrap().1
        };
        let (left, theirs) = (half(&ours), half(&other));
        fs::write(path(".1.pdf.abcdef.tmp"), "a stranger's").unwrap();
        fs::write(path(&format!("1.{}.tmp", ours.as_str())), "another's").unwrap();
        assert_eq!(
            ours.half_written(dir.path()).unwrap(),
            std::slice::from_ref(&left)
        );
        assert_eq!(other.half_written(dir.path()).unwrap(), [theirs]);
        assert!(ours.half_written(&path("none")).unwrap().is_empty());
        // What is finished bears no mark.
        fs::remove_file(left).unwrap();
        ours.make(&path("1.pdf"), b"whole", Access::Private)
            .unwrap();
        ours.replace(&path("2.pdf"), b"whole", Access::Private)
            .unwrap();
        let taken = ours.make(&path("1.pdf"), b"again", Access::Private);
        assert!(taken.unwrap_err().is_taken());
        assert!(ours.half_written(dir.path()).unwrap().is_empty());
    }

    #[test]
    fn a_mark_is_read_as_it_was_written_and_nothing_else_is() {
        let mark = Mark::random();
        assert_eq!(Mark::parse(mark.as_str()), Some(mark));
        for text in [
            "",
            "0123456789abcde",
            "0123456789ABCDEF",
            "../../../../../..",
            "*23456789abcdef0",
        ] {
            assert_eq!(Mark::parse(text), None, "{text}");
        }
    }
}
