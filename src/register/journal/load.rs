//! Reading journals, from the work tree and from history.

use rayon::prelude::*;

use crate::fsio;
use crate::history::CommitId;
use crate::model::CustomerNumber;
use crate::model::journal::Journal;
use crate::register::error::Error;
use crate::register::layout::{RECORD_LIMIT, journal_path};
use crate::register::unlocked::{Reader, Unlocked};
use crate::sops::{self, Opened, Sealed};

use super::form;

/// So many journals are open at a time.
const ABREAST: usize = 256;

/// A journal as read, with what is needed to seal it again.
pub(in crate::register) struct Version {
    pub(in crate::register) sealed: Sealed,
    pub(in crate::register) opened: Opened,
    pub(in crate::register) journal: Journal,
}

impl Reader<'_> {
    /// The sealed bytes of a journal in the work tree; `None` where there is no such file.
    pub(in crate::register) fn journal_bytes(
        self,
        number: CustomerNumber,
    ) -> Result<Option<Vec<u8>>, Error> {
        match fsio::read_own(&self.root.join(journal_path(number)), RECORD_LIMIT) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.is_missing() => Ok(None),
            // As of a record: no honest journal is that large.
            Err(fsio::Error::TooLarge { .. }) => Err(Error::OpenJournal {
                number,
                source: sops::Error::TooLarge,
            }),
            Err(error) => Err(error.into()),
        }
    }

    /// Opens a journal and reads it strictly.
    ///
    /// # Errors
    /// `OpenJournal`, `FaultyJournal`.
    pub(in crate::register) fn open_journal(
        self,
        number: CustomerNumber,
        bytes: &[u8],
    ) -> Result<Version, Error> {
        let refused = |source| Error::OpenJournal { number, source };
        let sealed = Sealed::parse(bytes).map_err(refused)?;
        let opened = sealed.open(self.identities()).map_err(refused)?;
        let journal = form::from_tree(number, opened.tree())?;
        Ok(Version {
            sealed,
            opened,
            journal,
        })
    }

    /// Reads the journal in the work tree; `None` where there is none.
    pub(in crate::register) fn journal(
        self,
        number: CustomerNumber,
    ) -> Result<Option<Version>, Error> {
        let bytes = self.journal_bytes(number)?;
        bytes
            .map(|bytes| self.open_journal(number, &bytes))
            .transpose()
    }
}

impl Unlocked {
    /// Reads a customer's journal from the work tree; an empty one where nothing was done yet.
    ///
    /// # Errors
    /// `OpenJournal`, `FaultyJournal`.
    pub fn journal(&self, number: CustomerNumber) -> Result<Journal, Error> {
        let found = self.reader().journal(number)?;
        Ok(found.map_or_else(|| Journal::new(number), |version| version.journal))
    }

    /// Reads the journals of many customers as they were in a commit, a few at a time, and hands those that there are to `take`, in
    /// order: what is planned by them holds as long as that commit is the last, whatever another program is doing to the work files.
    ///
    /// # Errors
    /// The first that cannot be read.
    pub fn journals_at(
        &self,
        numbers: &[CustomerNumber],
        commit: &CommitId,
        mut take: impl FnMut(&Journal),
    ) -> Result<(), Error> {
        let repo = self.register().repo();
        let reader = self.reader();
        for some in numbers.chunks(ABREAST) {
            let paths: Vec<String> = some.iter().map(|number| journal_path(*number)).collect();
            let blobs = repo.blobs_at(Some(commit), &paths)?;
            let there = some.iter().zip(blobs);
            let there = there.filter_map(|(number, blob)| Some((*number, blob?)));
            let sealed = there.map(|(number, blob)| Ok((number, repo.blob(blob)?)));
            let sealed: Vec<(CustomerNumber, Vec<u8>)> = sealed.collect::<Result<_, Error>>()?;
            let open = |(number, bytes): &(CustomerNumber, Vec<u8>)| {
                Ok(reader.open_journal(*number, bytes)?.journal)
            };
            let opened: Result<Vec<Journal>, Error> = sealed.par_iter().map(open).collect();
            opened?.iter().for_each(&mut take);
        }
        Ok(())
    }

    /// Reads a customer's journal as it was in a commit.
    ///
    /// # Errors
    /// As [`Self::journal`].
    pub fn journal_at(&self, number: CustomerNumber, commit: &CommitId) -> Result<Journal, Error> {
        let repo = self.register().repo();
        let bytes = repo.read(Some(commit), &journal_path(number))?;
        let opened = bytes.map(|bytes| self.reader().open_journal(number, &bytes));
        let opened = opened.transpose()?;
        Ok(opened.map_or_else(|| Journal::new(number), |version| version.journal))
    }
}
