//! The note of a run of letters between its first document and its journal: what lies there after a crash may be in no journal.
//!
//! In `.git/rekisteri/letters`: the documents' paths, parted by zeros. Which of them are noted is asked of the journals, by hash, and
//! not of the history: after a crash anybody may have edited, merged or pulled before the next letter.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};

use crate::fsio::{self, Access};
use crate::history::Repo;
use crate::model::CustomerNumber;
use crate::model::journal::Journal;
use crate::register::error::Error;
use crate::register::intent;
use crate::register::unlocked::Unlocked;
use crate::sops;

const HEAD: &[u8] = b"rekisteri letters 1";
/// A hundred thousand paths.
const MAX: u64 = 64 << 20;
/// No document is larger.
const DOCUMENT_MAX: u64 = 64 << 20;

/// Writes a run's note.
pub(super) fn save(repo: &Repo, files: &[PathBuf]) -> Result<(), Error> {
    let whole = |file: &PathBuf| std::path::absolute(file).unwrap_or_else(|_| file.clone());
    let files: Vec<PathBuf> = files.iter().map(whole).collect();
    let files = files.iter().map(|file| file.as_os_str().as_bytes());
    let parts: Vec<&[u8]> = std::iter::once(HEAD).chain(files).collect();
    let file = intent::letters_file(repo)?;
    fsio::sweep(&file)?;
    Ok(fsio::write_atomic(&file, &parts.join(&0), Access::Private)?)
}

/// The documents of a run that left its note; none where there is no note, or it is of another kind.
fn load(repo: &Repo) -> Result<Option<Vec<PathBuf>>, Error> {
    let bytes = match fsio::read(&intent::letters_file(repo)?, MAX) {
        Ok(bytes) => bytes,
        Err(error) if error.is_missing() => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut parts = bytes.split(|byte| *byte == 0);
    if parts.next() != Some(HEAD) {
        return Ok(None);
    }
    let path = |part: &[u8]| PathBuf::from(OsString::from_vec(part.to_vec()));
    Ok(Some(parts.map(path).collect()))
}

/// Refuses while documents of a crashed run lie about that no journal knows; forgets the note where none does.
///
/// # Errors
/// `Unnoted`; a journal that cannot be read.
pub(super) fn refuse(register: &Unlocked) -> Result<(), Error> {
    let repo = register.register().repo();
    let Some(files) = load(repo)? else {
        return Ok(());
    };
    let there = |file: &PathBuf| fsio::exists(file).unwrap_or(true);
    let files: Vec<PathBuf> = files.into_iter().filter(there).collect();
    let mut left = left(register, files)?.into_iter();
    match left.next() {
        Some(first) => Err(Error::Unnoted {
            first,
            more: left.count(),
        }),
        None => clear(repo),
    }
}

/// Those of which no journal knows. A customer's files are one letter, noted by one of them; what is of no customer is what joins
/// them all.
fn left(register: &Unlocked, files: Vec<PathBuf>) -> Result<Vec<PathBuf>, Error> {
    let mut letters: BTreeMap<Option<CustomerNumber>, Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        letters.entry(number(&file)).or_default().push(file);
    }
    let joint = letters.remove(&None).unwrap_or_default();
    let mut left = Vec::new();
    for (number, files) in letters {
        let journal = number.map(|number| register.journal(number)).transpose()?;
        if !journal.is_some_and(|journal| files.iter().any(|file| knows(&journal, file))) {
            left.extend(files);
        }
    }
    if !left.is_empty() {
        left.extend(joint);
    }
    Ok(left)
}

/// To whom a document is: its name says so.
fn number(file: &Path) -> Option<CustomerNumber> {
    file.file_stem()?.to_str()?.parse().ok()
}

fn knows(journal: &Journal, file: &Path) -> bool {
    let Ok(bytes) = fsio::read(file, DOCUMENT_MAX) else {
        return false;
    };
    let hash = sops::sha256(&bytes);
    let hashes = journal.events.iter().filter_map(|it| it.sha256.as_ref());
    hashes.into_iter().any(|known| known.as_str() == hash)
}

pub(super) fn clear(repo: &Repo) -> Result<(), Error> {
    let file = intent::letters_file(repo)?;
    if fsio::exists(&file)? {
        fsio::remove(&file)?;
    }
    Ok(())
}
