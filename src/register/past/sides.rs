//! Two versions of customers' files, read from git one after another and opened on all cores.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::history::{self, BlobId, Repo};
use crate::model::{Change, CustomerNumber, Record, changes};
use crate::register::error::Error;
use crate::register::journal::{self, Versions};
use crate::register::unlocked::Reader;

use super::CustomerEvent;

/// What the sealed files of customers were and are, read and not opened yet.
pub(in crate::register) struct Sides<'r> {
    repo: &'r Repo,
    /// What git does not have yet.
    contents: &'r BTreeMap<BlobId, Vec<u8>>,
    /// Of each customer the record, then the journal.
    files: BTreeMap<CustomerNumber, [Versions; 2]>,
    /// Of whose files git has lost one, or does not have it yet.
    missing: BTreeMap<CustomerNumber, Error>,
}

impl<'r> Sides<'r> {
    pub(in crate::register) fn new(
        repo: &'r Repo,
        contents: &'r BTreeMap<BlobId, Vec<u8>>,
    ) -> Self {
        Self {
            repo,
            contents,
            files: BTreeMap::new(),
            missing: BTreeMap::new(),
        }
    }

    pub(in crate::register) fn record(
        &mut self,
        number: CustomerNumber,
        blobs: Blobs,
    ) -> Result<(), Error> {
        self.read(number, 0, blobs)
    }

    pub(in crate::register) fn journal(
        &mut self,
        number: CustomerNumber,
        blobs: Blobs,
    ) -> Result<(), Error> {
        self.read(number, 1, blobs)
    }

    fn read(
        &mut self,
        number: CustomerNumber,
        which: usize,
        (old, new): Blobs,
    ) -> Result<(), Error> {
        let content = |blob| -> Result<Vec<u8>, Error> {
            match self.contents.get(&blob) {
                Some(bytes) => Ok(bytes.clone()),
                None => Ok(self.repo.content(blob)?.unwrap_or_default()),
            }
        };
        let bytes = |blob: Option<BlobId>| blob.map(content).transpose();
        let blobs = [old, new].into_iter().flatten();
        for blob in blobs.filter(|blob| !self.contents.contains_key(blob)) {
            match self.repo.is_here(blob) {
                Err(error @ (history::Error::Missing | history::Error::Obstacle(_))) => {
                    self.missing.entry(number).or_insert_with(|| error.into());
                }
                other => other?,
            }
        }
        let versions = (bytes(old)?, bytes(new)?);
        self.files.entry(number).or_default()[which] = versions;
        Ok(())
    }
}

/// A file's content before and after, where it was and is.
type Blobs = (Option<BlobId>, Option<BlobId>);

/// Opens what was read, on all cores.
pub(in crate::register) fn told(reader: Reader<'_>, sides: Sides<'_>) -> Vec<CustomerEvent> {
    let mut missing = sides.missing;
    let files: Vec<_> = sides
        .files
        .into_iter()
        .map(|(number, files)| (number, files, missing.remove(&number)))
        .collect();
    let told = files.into_par_iter();
    told.map(|(number, [record, journal], missing)| match missing {
        Some(error) => CustomerEvent {
            number,
            changes: Err(error),
            journal: Ok(Vec::new()),
        },
        None => CustomerEvent {
            number,
            changes: opened(reader, number, record.0.as_deref(), record.1.as_deref()),
            journal: journal::opened(reader, number, &journal),
        },
    })
    .collect()
}

/// Opens what a record was and is, and tells the fields that differ.
fn opened(
    reader: Reader<'_>,
    number: CustomerNumber,
    old: Option<&[u8]>,
    new: Option<&[u8]>,
) -> Result<Vec<Change>, Error> {
    let record = |bytes: Option<&[u8]>| {
        bytes
            .map(|bytes| Ok::<_, Error>(reader.open(number, bytes)?.1))
            .transpose()
    };
    Ok(between(number, record(old)?, record(new)?))
}

pub(super) fn between(
    number: CustomerNumber,
    old: Option<Record>,
    new: Option<Record>,
) -> Vec<Change> {
    let or_empty = |record: Option<Record>| record.unwrap_or_else(|| Record::new(number));
    changes(&or_empty(old), &or_empty(new))
}
