//! Customers that letters go to are what history holds, and what they were when the letters were planned.

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::history::BlobId;
use crate::model::Customer;
use crate::register::error::Error;
use crate::register::layout::record_path;
use crate::register::transaction_error::TransactionError;

use super::Unlocked;
use super::reader::Loaded;

impl Unlocked {
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
