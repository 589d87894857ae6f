//! Reading all customers, on all cores: the good ones, and of the others why not.

use rayon::prelude::*;

use crate::model::{Customer, CustomerNumber};
use crate::register::error::Error;
use crate::register::watch::Work;

use super::reader::Reader;
use super::{Loaded, Unlocked};

impl Unlocked {
    /// Reads all customers, ascending by number.
    ///
    /// # Errors
    /// The first that cannot be read.
    pub fn customers(&self) -> Result<Vec<Customer>, Error> {
        let read = self.each(|_, loaded| loaded.map(|loaded| loaded.customer))?;
        let customers: Result<_, Error> = read.into_iter().collect();
        customers.map_err(|error| self.judged(error))
    }

    /// Reads the customers that can be read, ascending by number, and tells of the others why not.
    ///
    /// # Errors
    /// Where the key opens nothing: then it is not the records' fault.
    pub fn readable(&self) -> Result<(Vec<Customer>, Vec<Error>), Error> {
        self.readable_as(Some)
    }

    /// The same, keeping only what `take` makes of each on its core: a hundred thousand customers need not be held to find one.
    ///
    /// # Errors
    /// As [`Self::readable`].
    pub fn readable_as<T: Send>(
        &self,
        take: impl Fn(Customer) -> Option<T> + Sync,
    ) -> Result<(Vec<T>, Vec<Error>), Error> {
        self.kept(self.reader(), |loaded| take(loaded.customer))
    }

    pub(super) fn kept<T: Send>(
        &self,
        reader: Reader<'_>,
        take: impl Fn(Loaded) -> Option<T> + Sync,
    ) -> Result<(Vec<T>, Vec<Error>), Error> {
        let (mut read, mut taken, mut refused) = (false, Vec::new(), Vec::new());
        for one in self.each_by(reader, |_, loaded| loaded.map(&take))? {
            match one {
                Ok(found) => {
                    read = true;
                    taken.extend(found);
                }
                Err(error) => refused.push(error),
            }
        }
        if !read && let Some(at) = refused.iter().position(Error::is_keys) {
            let error = self.judged(refused.swap_remove(at));
            if error.is_keys() {
                return Err(error);
            }
            refused.push(error);
        }
        let as_damaged = |error: Error| match error.sealed_to_other() {
            Some(number) => Error::OtherKey { number },
            None => error,
        };
        Ok((taken, refused.into_iter().map(as_damaged).collect()))
    }

    /// Reads all customers on all cores, good and bad alike, and keeps what `take` makes of each, ascending by number.
    pub fn each<T: Send>(
        &self,
        take: impl Fn(CustomerNumber, Result<Loaded, Error>) -> T + Sync,
    ) -> Result<Vec<T>, Error> {
        self.each_by(self.reader(), take)
    }

    fn each_by<T: Send>(
        &self,
        reader: Reader<'_>,
        take: impl Fn(CustomerNumber, Result<Loaded, Error>) -> T + Sync,
    ) -> Result<Vec<T>, Error> {
        let numbers = self.numbers()?;
        let read = |number: &CustomerNumber| match reader.load(*number) {
            Ok(Some(loaded)) => Some(take(*number, Ok(loaded))),
            // Gone since it was listed.
            Ok(None) => None,
            Err(error) => Some(take(*number, Err(error))),
        };
        let watched = self.begin(Work::Opening, numbers.len());
        let counted = |number: &CustomerNumber| {
            let read = read(number);
            watched.one();
            read
        };
        Ok(numbers.par_iter().filter_map(counted).collect())
    }
}
