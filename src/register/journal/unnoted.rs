//! The note of a run of letters between its first document and its journal: what lies there after a crash is in no journal.
//!
//! In `.git/rekisteri/letters`: a commit, the journal of one of the run's customers, and the documents' paths, parted by zeros.
//! A run that reached its commit changed that journal, so its note says nothing any more.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::PathBuf;

use crate::fsio::{self, Access};
use crate::history::Repo;
use crate::model::CustomerNumber;
use crate::register::error::Error;
use crate::register::intent;
use crate::register::layout::journal_path;

const HEAD: &str = "rekisteri letters 1";
/// A hundred thousand paths.
const MAX: u64 = 64 << 20;

/// A run's note.
pub(super) struct Unnoted {
    /// A customer's journal file, and its content before the run.
    journal: String,
    before: String,
    files: Vec<PathBuf>,
}

impl Unnoted {
    pub(super) fn new(
        repo: &Repo,
        customers: &[CustomerNumber],
        files: &[PathBuf],
    ) -> Result<Self, Error> {
        let journal = customers
            .first()
            .map_or_else(String::new, |first| journal_path(*first));
        Ok(Self {
            before: content(repo, &journal)?,
            journal,
            files: files.to_vec(),
        })
    }

    pub(super) fn save(&self, repo: &Repo) -> Result<(), Error> {
        let head = [HEAD, &self.journal, &self.before].map(|part| part.as_bytes().to_vec());
        let files = self
            .files
            .iter()
            .map(|file| file.as_os_str().as_bytes().to_vec());
        let parts: Vec<Vec<u8>> = head.into_iter().chain(files).collect();
        let file = intent::letters_file(repo)?;
        fsio::sweep(&file)?;
        Ok(fsio::write_atomic(&file, &parts.join(&0), Access::Private)?)
    }

    fn load(repo: &Repo) -> Result<Option<Self>, Error> {
        let bytes = match fsio::read(&intent::letters_file(repo)?, MAX) {
            Ok(bytes) => bytes,
            Err(error) if error.is_missing() => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let mut parts = bytes.split(|byte| *byte == 0);
        let mut text = || {
            parts
                .next()
                .and_then(|part| String::from_utf8(part.to_vec()).ok())
        };
        let (head, journal, before) = (text(), text(), text());
        if head.as_deref() != Some(HEAD) {
            return Ok(None);
        }
        let files = parts.map(|part| PathBuf::from(OsString::from_vec(part.to_vec())));
        Ok(journal.zip(before).map(|(journal, before)| Self {
            journal,
            before,
            files: files.collect(),
        }))
    }

    /// The documents that still lie there, where the run did not reach its journal.
    fn left(self, repo: &Repo) -> Result<Vec<PathBuf>, Error> {
        if content(repo, &self.journal)? != self.before {
            return Ok(Vec::new());
        }
        let there = |file: &PathBuf| fsio::exists(file).unwrap_or(true);
        Ok(self.files.into_iter().filter(there).collect())
    }
}

/// Which content the last commit has at a path.
fn content(repo: &Repo, path: &str) -> Result<String, Error> {
    if path.is_empty() {
        return Ok(String::new());
    }
    let blob = repo.blob_at(None, path)?;
    Ok(blob.map_or_else(String::new, |blob| blob.to_string()))
}

/// Refuses while documents of a crashed run lie about; forgets the note where none does.
///
/// # Errors
/// `Unnoted`.
pub(super) fn refuse(repo: &Repo) -> Result<(), Error> {
    let Some(unnoted) = Unnoted::load(repo)? else {
        return Ok(());
    };
    let mut left = unnoted.left(repo)?.into_iter();
    match left.next() {
        Some(first) => Err(Error::Unnoted {
            first,
            more: left.count(),
        }),
        None => clear(repo),
    }
}

pub(super) fn clear(repo: &Repo) -> Result<(), Error> {
    let file = intent::letters_file(repo)?;
    if fsio::exists(&file)? {
        fsio::remove(&file)?;
    }
    Ok(())
}
