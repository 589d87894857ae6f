//! A register with its keys in, and one customer read by number.

use rayon::prelude::*;

use crate::keys::Identities;
use crate::model::{CustomerNumber, Record};
use crate::register::error::Error;
use crate::register::store::Register;
use crate::register::watch::Watch;

use super::{Loaded, numbers_in};

/// A register that can be read and changed.
pub struct Unlocked {
    register: Register,
    identities: Identities,
    pub(in crate::register) watch: Option<Box<dyn Watch>>,
}

impl Unlocked {
    pub(in crate::register) fn new(register: Register, identities: Identities) -> Self {
        Self {
            register,
            identities,
            watch: None,
        }
    }

    /// The public parts.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// The public parts, to be read again after a change of our own to them.
    pub(in crate::register) fn register_mut(&mut self) -> &mut Register {
        &mut self.register
    }

    /// The keys.
    pub fn identities(&self) -> &Identities {
        &self.identities
    }

    /// Reads one customer from the work tree.
    ///
    /// # Errors
    /// `NoSuchCustomer` with similar numbers; `Open` when the record is not sealed as it must be or not for us; `Faulty` when
    /// its values break the schema.
    pub fn load(&self, number: CustomerNumber) -> Result<Loaded, Error> {
        match self.reader().load(number) {
            Ok(Some(loaded)) => Ok(loaded),
            Ok(None) => Err(self.no_such(number)),
            Err(error) => Err(self.judged(error)),
        }
    }

    /// Reads one customer from the work tree as it stands there, whatever the schema says.
    ///
    /// # Errors
    /// As [`Self::load`], but for `Faulty`.
    pub fn record(&self, number: CustomerNumber) -> Result<Record, Error> {
        match self.reader().bytes(number)? {
            Some(bytes) => {
                let opened = self.reader().open(number, &bytes);
                Ok(opened.map_err(|error| self.judged(error))?.1)
            }
            None => Err(self.no_such(number)),
        }
    }

    /// The same; `None` where the record is missing or damaged.
    ///
    /// # Errors
    /// `Open` when no key of ours opens it.
    pub fn usable(&self, number: CustomerNumber) -> Result<Option<Record>, Error> {
        match self.record(number) {
            Ok(record) => Ok(Some(record)),
            Err(Error::NoSuchCustomer { .. }) => Ok(None),
            Err(error) if error.is_damage() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Tells whose fault it is that a record does not open: the key's, where it opens none, else the record's.
    pub(in crate::register) fn judged(&self, error: Error) -> Error {
        let reader = self.reader();
        let opens = |other: &CustomerNumber| {
            let read = reader.load(*other);
            matches!(read, Ok(Some(_)) | Err(Error::Faulty { .. }))
        };
        match error.sealed_to_other() {
            Some(number) if self.numbers().is_ok_and(|all| all.par_iter().any(opens)) => {
                Error::OtherKey { number }
            }
            _ => error,
        }
    }

    /// Says that a number is nobody's, with numbers that look like it.
    pub fn no_such(&self, number: CustomerNumber) -> Error {
        let all: Vec<String> = self
            .numbers()
            .unwrap_or_default()
            .iter()
            .map(ToString::to_string)
            .collect();
        let near = crate::text::similar(&number.to_string(), all.iter().map(String::as_str));
        Error::NoSuchCustomer {
            number,
            similar: near.iter().filter_map(|text| text.parse().ok()).collect(),
        }
    }

    /// The numbers of all records in the work tree, ascending.
    pub fn numbers(&self) -> Result<Vec<CustomerNumber>, Error> {
        numbers_in(self.register.root())
    }
}
