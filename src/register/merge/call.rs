//! One call of git's: which file it is about, the three versions, and what came of it.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::fsio::{self, Access};
use crate::model::CustomerNumber;
use crate::model::merge::Part;
use crate::register::error::Error;
use crate::register::layout::{LEDGER, PUBLIC_LIMIT, RECORD_LIMIT, journal_of, number_of};

/// What git hands over.
pub struct Call {
    /// The version both sides came from; an empty file where there is none.
    pub base: PathBuf,
    /// What is checked out; takes the result.
    pub ours: PathBuf,
    /// What is brought in.
    pub theirs: PathBuf,
    /// Commits that git is about to merge, as far as it names them.
    pub heads: Vec<String>,
    /// The moment that a changed record says it was changed at.
    pub now: Timestamp,
}

/// What kind of file a path of the register is to the merge; each kind has rules of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A sealed customer: needs the key.
    Record(CustomerNumber),
    /// What was done about a customer, sealed: needs the key.
    Journal(CustomerNumber),
    /// The book of numbers, readable by all.
    Ledger,
}

/// Returns what is merged at a path; `None` where this program merges nothing.
pub fn kind(path: &str) -> Option<Kind> {
    if path == LEDGER {
        return Some(Kind::Ledger);
    }
    let journal = journal_of(path).map(Kind::Journal);
    number_of(path).map(Kind::Record).or(journal)
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Our side holds what both say.
    Merged,
    /// Both sides changed these to different values; our side holds everything else of both.
    Conflict(Vec<Part>),
    /// Two customers were added under one number: ours keeps it, theirs has this one now, in a work file of its own.
    Renumbered(CustomerNumber),
    /// The sides are about two customers; nothing was taken. Where the other one is in this register under another number, that.
    OtherCustomer(Option<CustomerNumber>),
}

impl Call {
    pub(super) fn base(&self) -> Result<Option<Vec<u8>>, Error> {
        let bytes = fsio::read(&self.base, PUBLIC_LIMIT)?;
        Ok(Some(bytes).filter(|bytes| !bytes.is_empty()))
    }

    /// Puts the result in the place of our side: whole, or not at all.
    pub(super) fn write(&self, bytes: &[u8]) -> Result<(), Error> {
        Ok(fsio::write_atomic(&self.ours, bytes, Access::Shared)?)
    }
}

pub(super) fn sealed(path: &Path) -> Result<Vec<u8>, Error> {
    Ok(fsio::read(path, RECORD_LIMIT)?)
}

pub(super) fn public(path: &Path) -> Result<Vec<u8>, Error> {
    Ok(fsio::read(path, PUBLIC_LIMIT)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_path_has_its_rules_or_none() {
        let number = "1042".parse().unwrap();
        assert_eq!(kind("records/10/1042.toml"), Some(Kind::Record(number)));
        let journal = kind("records/10/1042.journal.toml");
        assert_eq!(journal, Some(Kind::Journal(number)));
        assert_eq!(kind("records/ledger.toml"), Some(Kind::Ledger));
        for path in ["records/11/1042.toml", "records/register.toml"] {
            assert_eq!(kind(path), None, "{path}");
        }
    }
}
