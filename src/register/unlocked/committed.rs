//! Customers that letters go to are what history holds, and what they were when the letters were planned.

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::history::BlobId;
use crate::model::{Customer, CustomerNumber};
use crate::register::error::Error;
use crate::register::layout::record_path;
use crate::register::transaction_error::TransactionError;

use super::Unlocked;
use super::reader::{Loaded, Reader};

/// Customers to be opened when they are needed, each as it was committed, on any core: thousands would be too much to hold.
pub struct Committed<'a> {
    reader: Reader<'a>,
    /// What git calls each record, by number.
    records: Vec<(CustomerNumber, BlobId)>,
}

impl Unlocked {
    /// Takes these customers, who were read, as the last commit has them.
    ///
    /// # Errors
    /// As [`Self::are_committed`]; `Uncommitted` where a journal is not that of the commit.
    pub fn committed(&self, customers: &[Customer]) -> Result<Committed<'_>, Error> {
        self.are_committed(customers)?;
        let mut numbers: Vec<CustomerNumber> = customers.iter().map(Customer::number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        self.register()
            .journals_are_committed(numbers.iter().copied())?;
        let paths: Vec<String> = numbers.iter().map(|number| record_path(*number)).collect();
        let blobs = self.register().repo().blobs_at(None, &paths)?;
        let both = numbers.into_iter().zip(blobs);
        let records = both.filter_map(|(number, blob)| Some((number, blob?)));
        Ok(Committed {
            reader: self.naming_reader(),
            records: records.collect(),
        })
    }

    /// Refuses where customers that were read are not what the last commit has, or no more what they were: a letter goes by what
    /// history holds, whatever git's index is told to overlook and whatever lay there for as long as it was planned.
    ///
    /// # Errors
    /// `Uncommitted` for the first whose record is not what was committed; `PlanIsOld` where it is, and was not when it was read.
    pub fn are_committed(&self, customers: &[Customer]) -> Result<(), Error> {
        let (reader, repo) = (self.naming_reader(), self.register().repo());
        let again = customers.par_iter().map(|customer| {
            let loaded = reader.load(customer.number())?;
            let same = |loaded: &Loaded| loaded.customer == *customer;
            Ok((
                loaded.as_ref().is_some_and(same),
                loaded.and_then(|it| it.blob),
            ))
        });
        let again: Result<Vec<(bool, Option<BlobId>)>, Error> = again.collect();
        let again = again.map_err(|error| self.judged(error))?;
        let paths: Vec<String> = customers
            .iter()
            .map(|it| record_path(it.number()))
            .collect();
        let committed = repo.blobs_at(repo.head()?.as_ref(), &paths)?;
        for ((path, committed), (same, blob)) in paths.into_iter().zip(committed).zip(again) {
            if blob != committed {
                return Err(TransactionError::Uncommitted { path }.into());
            }
            if !same {
                return Err(Error::PlanIsOld);
            }
        }
        Ok(())
    }
}

impl Committed<'_> {
    /// Opens one of them.
    ///
    /// # Errors
    /// `ChangedMeanwhile` where its file is no longer that of the commit; as [`Unlocked::load`].
    pub fn load(&self, number: CustomerNumber) -> Result<Customer, Error> {
        let at = self.records.binary_search_by_key(&number, |(one, _)| *one);
        let known = at.ok().map(|at| self.records[at].1);
        match self.reader.load(number)? {
            Some(loaded) if known.is_some() && loaded.blob == known => Ok(loaded.customer),
            _ => Err(Error::ChangedMeanwhile { number }),
        }
    }
}
