//! What changed between a point in the past and the work tree.

use std::collections::{BTreeMap, BTreeSet};

use crate::clock::Clock;
use crate::history::{BlobId, CommitId};
use crate::model::journal::Journal;
use crate::model::{Change, CustomerNumber};
use crate::register::adopt::is_public;
use crate::register::error::Error;
use crate::register::journal::{self, Noted};
use crate::register::layout::{RECORDS, journal_path, owner_of, record_path};
use crate::register::unlocked::Unlocked;

use super::sides::between;
use super::{CustomerEvent, When};

impl Unlocked {
    /// Tells what the work tree has that the last commit does not, for one customer or all.
    pub fn uncommitted(&self, number: Option<CustomerNumber>) -> Result<Vec<CustomerEvent>, Error> {
        let head = self.register().repo().head()?;
        let dirty = self.register().repo().status()?;
        let numbers: BTreeSet<CustomerNumber> = dirty
            .iter()
            .filter_map(|dirty| owner_of(&dirty.path))
            .filter(|found| number.is_none_or(|wanted| wanted == *found))
            .collect();
        let told = numbers.into_iter();
        Ok(told
            .map(|number| self.told_since(number, head.as_ref()))
            .collect())
    }

    /// Names the register's public files that differ from the last commit.
    pub fn uncommitted_files(&self) -> Result<Vec<String>, Error> {
        let dirty = self
            .register()
            .repo()
            .status()?
            .into_iter()
            .map(|dirty| dirty.path);
        Ok(dirty.filter(|path| is_public(path)).collect())
    }

    /// Tells what changed between a time and the work tree, for one customer or all; of a day, that day's changes too.
    pub fn since_time(
        &self,
        number: Option<CustomerNumber>,
        when: &When,
        clock: Clock,
    ) -> Result<Vec<CustomerEvent>, Error> {
        let repo = self.register().repo();
        if repo.is_sparse()? {
            // What is left out of the work tree would pass for removed.
            repo.may_change()?;
        }
        let commit = self.commit_before(when, clock)?;
        let commit = commit.as_ref();
        let numbers = match number {
            Some(number) => BTreeSet::from([number]),
            None => self.numbers_since(commit)?,
        };
        let told = numbers
            .into_iter()
            .map(|number| self.told_since(number, commit));
        Ok(told.filter(|event| !event.is_empty()).collect())
    }

    /// Whose files differ between a commit, or the time before all, and the work tree, without opening any.
    fn numbers_since(&self, commit: Option<&CommitId>) -> Result<BTreeSet<CustomerNumber>, Error> {
        let then = commit.map(|commit| self.register().repo().paths_at(*commit, RECORDS));
        let then: BTreeMap<String, BlobId> =
            then.transpose()?.unwrap_or_default().into_iter().collect();
        let mut now = self.numbers()?;
        now.extend(self.journal_numbers()?);
        let reader = self.reader();
        let is = |path: String, bytes: Option<Vec<u8>>| -> Result<bool, Error> {
            let blob = bytes.map(|bytes| BlobId::of(&bytes)).transpose()?;
            Ok(blob.as_ref() == then.get(&path))
        };
        let same = |number: &CustomerNumber| -> Result<bool, Error> {
            Ok(is(record_path(*number), reader.bytes(*number)?)?
                && is(journal_path(*number), reader.journal_bytes(*number)?)?)
        };
        let then = then.keys().filter_map(|path| owner_of(path));
        let all: BTreeSet<CustomerNumber> = then.chain(now).collect();
        let mut different = BTreeSet::new();
        for number in all {
            if !same(&number)? {
                different.insert(number);
            }
        }
        Ok(different)
    }

    /// What became of a customer and her journal between a commit and the work tree.
    fn told_since(&self, number: CustomerNumber, commit: Option<&CommitId>) -> CustomerEvent {
        CustomerEvent {
            number,
            changes: self.since(number, commit),
            journal: self.noted_since(number, commit),
        }
    }

    fn noted_since(
        &self,
        number: CustomerNumber,
        commit: Option<&CommitId>,
    ) -> Result<Vec<Noted>, Error> {
        let old = commit
            .map(|commit| self.journal_at(number, commit))
            .transpose()?;
        let old = old.unwrap_or_else(|| Journal::new(number));
        Ok(journal::noted(&old, &self.journal(number)?))
    }

    fn since(
        &self,
        number: CustomerNumber,
        commit: Option<&CommitId>,
    ) -> Result<Vec<Change>, Error> {
        let old = commit
            .map(|commit| self.record_at(number, commit))
            .transpose()?
            .flatten();
        let new = match self.record(number) {
            Ok(record) => Some(record),
            Err(Error::NoSuchCustomer { .. }) => None,
            Err(error) => return Err(error),
        };
        Ok(between(number, old, new))
    }
}
