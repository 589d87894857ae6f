//! A register with its keys in: customers are read here, one by number or all of them on all cores.

use std::path::Path;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::fsio;
use crate::history::BlobId;
use crate::keys::Identities;
use crate::model::{Checked, Customer, CustomerNumber, Fault, Record, Schema};
use crate::sops::{self, Opened, Sealed};

use super::error::Error;
use super::layout::{RECORD_LIMIT, RECORDS, number_of, record_path};
use super::record;
use super::store::Register;
use super::watch::{Watch, Work};

/// A register that can be read and changed.
pub struct Unlocked {
    register: Register,
    identities: Identities,
    pub(super) watch: Option<Box<dyn Watch>>,
}

/// What it takes to read records, on any core; git stays with the one that asks.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) root: &'a Path,
    pub(super) schema: &'a Schema,
    identities: &'a Identities,
    /// Whether the content of each file is named as git would name it.
    naming: bool,
}

/// One customer as read, with what is needed to seal it again.
pub struct Loaded {
    /// The customer.
    pub customer: Customer,
    /// The flat form it was parsed from.
    pub record: Record,
    /// Values that are allowed and suspicious.
    pub warnings: Vec<Fault>,
    pub(super) sealed: Sealed,
    /// What git would call the file's content, where that was asked for.
    blob: Option<BlobId>,
}

/// A customer as the work tree has it, and what git would call that content.
pub type Shown = (Customer, Option<BlobId>);

impl Unlocked {
    pub(super) fn new(register: Register, identities: Identities) -> Self {
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
        let repo = self.register.repo();
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

    /// Tells whose fault it is that a record does not open: the key's, where it opens none, else the record's.
    pub(super) fn judged(&self, error: Error) -> Error {
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

    /// The same for customers to be shown, with what [`Self::not_committed`] goes by.
    ///
    /// # Errors
    /// As [`Self::readable`].
    pub fn all_shown(&self) -> Result<(Vec<Shown>, Vec<Error>), Error> {
        self.kept(self.naming_reader(), |loaded| {
            Some((loaded.customer, loaded.blob))
        })
    }

    fn kept<T: Send>(
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

    pub(super) fn reader(&self) -> Reader<'_> {
        Reader {
            root: self.register.root(),
            schema: self.register.schema(),
            identities: &self.identities,
            naming: false,
        }
    }

    fn naming_reader(&self) -> Reader<'_> {
        Reader {
            naming: true,
            ..self.reader()
        }
    }
}

impl Reader<'_> {
    /// The keys.
    pub(super) fn identities(&self) -> &Identities {
        self.identities
    }

    /// Reads one customer from the work tree; `None` where there is no such file.
    pub(super) fn load(self, number: CustomerNumber) -> Result<Option<Loaded>, Error> {
        self.bytes(number)?
            .map(|bytes| self.read(number, &bytes))
            .transpose()
    }

    /// The sealed bytes of a record in the work tree.
    pub(super) fn bytes(self, number: CustomerNumber) -> Result<Option<Vec<u8>>, Error> {
        match fsio::read_own(&self.root.join(record_path(number)), RECORD_LIMIT) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.is_missing() => Ok(None),
            // No honest record is that large: the file is damaged like any other that does not open.
            Err(fsio::Error::TooLarge { .. }) => Err(Error::Open {
                number,
                source: sops::Error::TooLarge,
            }),
            Err(error) => Err(error.into()),
        }
    }

    /// Opens a record and parses it by the schema.
    pub(super) fn read(self, number: CustomerNumber, bytes: &[u8]) -> Result<Loaded, Error> {
        let (sealed, opened, record) = self.open_sealed(number, bytes)?;
        drop(opened);
        let checked = self.checked(record.clone())?;
        let blob = self.naming.then(|| BlobId::of(bytes)).transpose()?;
        Ok(Loaded {
            customer: checked.customer,
            blob,
            record,
            warnings: checked.warnings,
            sealed,
        })
    }

    /// Parses a record by the schema; every fault is named with the number.
    pub(super) fn checked(self, record: Record) -> Result<Checked, Error> {
        let number = Some(record.number);
        let checked = self.schema.parse(record);
        checked.map_err(|faults| Error::Faulty { number, faults })
    }

    /// Opens a record without asking the schema: history may hold fields that are no longer declared.
    pub(super) fn open(
        self,
        number: CustomerNumber,
        bytes: &[u8],
    ) -> Result<(Opened, Record), Error> {
        let (_, opened, record) = self.open_sealed(number, bytes)?;
        Ok((opened, record))
    }

    /// The same with the sealed form.
    pub(super) fn open_sealed(
        self,
        number: CustomerNumber,
        bytes: &[u8],
    ) -> Result<(Sealed, Opened, Record), Error> {
        let refused = |source| Error::Open { number, source };
        let sealed = Sealed::parse(bytes).map_err(refused)?;
        let opened = sealed.open(self.identities).map_err(refused)?;
        let record = record::from_tree(number, opened.tree())?;
        Ok((sealed, opened, record))
    }
}

/// The numbers of all records under `root`, ascending.
pub(super) fn numbers_in(root: &Path) -> Result<Vec<CustomerNumber>, Error> {
    let mut numbers = Vec::new();
    for path in files_in(root, RECORDS)? {
        numbers.extend(number_of(&path));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// All files under a folder of the register, as paths inside the register with `/` between folders; links are not followed.
pub(super) fn files_in(root: &Path, folder: &str) -> Result<Vec<String>, Error> {
    let mut files = Vec::new();
    for entry in WalkDir::new(root.join(folder)) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error)
                if error
                    .io_error()
                    .is_some_and(|io| io.kind() == std::io::ErrorKind::NotFound) =>
            {
                continue;
            }
            Err(error) => return Err(walk_error(error).into()),
        };
        if !entry.file_type().is_dir() {
            let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
            files.push(
                inside
                    .components()
                    .map(|part| part.as_os_str().to_string_lossy())
                    .collect::<Vec<_>>()
                    .join("/"),
            );
        }
    }
    Ok(files)
}

fn walk_error(error: walkdir::Error) -> fsio::Error {
    let path = error.path().map(Path::to_owned).unwrap_or_default();
    let source = error
        .into_io_error()
        .unwrap_or_else(|| std::io::Error::other("folders in a circle"));
    fsio::Error::Io {
        action: "list",
        path,
        source,
    }
}
