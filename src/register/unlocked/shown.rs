//! Customers to be shown, with what tells whether they are what was committed.

use crate::history::BlobId;
use crate::model::{Customer, CustomerNumber};
use crate::register::error::Error;
use crate::register::layout::record_path;

use super::Unlocked;

/// A customer as the work tree has it, and what git would call that content.
pub type Shown = (Customer, Option<BlobId>);

impl Unlocked {
    /// Reads one customer to be shown, with what [`Self::not_committed`] goes by.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn shown(&self, number: CustomerNumber) -> Result<Shown, Error> {
        match self.naming_reader().load(number) {
            Ok(Some(loaded)) => Ok((loaded.customer, loaded.blob)),
            Ok(None) => Err(self.no_such(number)),
            Err(error) => Err(self.judged(error)),
        }
    }

    /// Returns those of the customers whose file is not what the last commit has, whatever its dates or git's index say. Where
    /// there is no commit yet, none.
    pub fn not_committed<'s>(
        &self,
        shown: impl IntoIterator<Item = &'s Shown>,
    ) -> Result<Vec<CustomerNumber>, Error> {
        let repo = self.register().repo();
        let Some(head) = repo.head()? else {
            return Ok(Vec::new());
        };
        let shown = shown.into_iter();
        let shown: Vec<_> = shown
            .map(|(customer, blob)| (customer.number(), *blob))
            .collect();
        let paths: Vec<String> = shown
            .iter()
            .map(|(number, _)| record_path(*number))
            .collect();
        let committed = repo.blobs_at(Some(&head), &paths)?;
        let both = shown.into_iter().zip(committed);
        let differ = both.filter(|((_, blob), committed)| blob != committed);
        Ok(differ.map(|((number, _), _)| number).collect())
    }

    /// Reads all customers that can be read, to be shown, with what [`Self::not_committed`] goes by.
    ///
    /// # Errors
    /// As [`Self::readable`].
    pub fn all_shown(&self) -> Result<(Vec<Shown>, Vec<Error>), Error> {
        self.kept(self.naming_reader(), |loaded| {
            Some((loaded.customer, loaded.blob))
        })
    }
}
