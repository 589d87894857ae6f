//! Reading one customer's files: from the disk, opened, and parsed by the schema. It goes to every core, and git stays behind.

use std::path::Path;

use crate::fsio;
use crate::history::BlobId;
use crate::keys::Identities;
use crate::model::{Checked, Customer, CustomerNumber, Fault, Record, Schema};
use crate::register::error::Error;
use crate::register::layout::{RECORD_LIMIT, record_path};
use crate::register::record;
use crate::sops::{self, Opened, Sealed};

use super::Unlocked;

/// What it takes to read records, on any core; git stays with the one that asks.
#[derive(Clone, Copy)]
pub(in crate::register) struct Reader<'a> {
    pub(in crate::register) root: &'a Path,
    pub(in crate::register) schema: &'a Schema,
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
    pub(in crate::register) sealed: Sealed,
    /// What git would call the file's content, where that was asked for.
    pub(super) blob: Option<BlobId>,
}

impl Unlocked {
    pub(in crate::register) fn reader(&self) -> Reader<'_> {
        Reader {
            root: self.register().root(),
            schema: self.register().schema(),
            identities: self.identities(),
            naming: false,
        }
    }

    pub(super) fn naming_reader(&self) -> Reader<'_> {
        Reader {
            naming: true,
            ..self.reader()
        }
    }
}

impl Reader<'_> {
    /// The keys.
    pub(in crate::register) fn identities(&self) -> &Identities {
        self.identities
    }

    /// Reads one customer from the work tree; `None` where there is no such file.
    pub(in crate::register) fn load(self, number: CustomerNumber) -> Result<Option<Loaded>, Error> {
        self.bytes(number)?
            .map(|bytes| self.read(number, &bytes))
            .transpose()
    }

    /// The sealed bytes of a record in the work tree.
    pub(in crate::register) fn bytes(
        self,
        number: CustomerNumber,
    ) -> Result<Option<Vec<u8>>, Error> {
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
    pub(in crate::register) fn read(
        self,
        number: CustomerNumber,
        bytes: &[u8],
    ) -> Result<Loaded, Error> {
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
    pub(in crate::register) fn checked(self, record: Record) -> Result<Checked, Error> {
        let number = Some(record.number);
        let checked = self.schema.parse(record);
        checked.map_err(|faults| Error::Faulty { number, faults })
    }

    /// Opens a record without asking the schema: history may hold fields that are no longer declared.
    pub(in crate::register) fn open(
        self,
        number: CustomerNumber,
        bytes: &[u8],
    ) -> Result<(Opened, Record), Error> {
        let (_, opened, record) = self.open_sealed(number, bytes)?;
        Ok((opened, record))
    }

    /// The same with the sealed form.
    pub(in crate::register) fn open_sealed(
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
