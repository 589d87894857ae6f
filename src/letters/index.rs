//! The index of the output folder: from a customer's number to the files that were made for it, so that they can be found again, and
//! erased with the customer.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::fsio::{self, Access, Mark};

use super::error::Error;

/// The index's file name.
pub(super) const INDEX: &str = "index.json";
/// The largest index that is read: some half a million letters.
const INDEX_MAX: u64 = 64 * 1024 * 1024;

/// From customer number to what was rendered for it, as paths below the output folder, oldest first.
#[derive(Default)]
pub struct Index {
    entries: BTreeMap<u32, Vec<String>>,
}

impl Index {
    /// Reads the index of an output folder; where there is none, nothing was rendered yet.
    pub fn read(output: &Path) -> Result<Self, Error> {
        let path = output.join(INDEX);
        if !fsio::exists(&path)? {
            return Ok(Self::default());
        }
        let bytes = fsio::read(&path, INDEX_MAX)?;
        let entries = serde_json::from_slice(&bytes).map_err(|_| Error::Index { path })?;
        Ok(Self { entries })
    }

    /// Returns the paths of one customer.
    pub fn of(&self, customer: u32) -> &[String] {
        self.entries.get(&customer).map_or(&[], Vec::as_slice)
    }

    pub(super) fn add(&mut self, customer: u32, path: &Path) {
        let path = path.to_string_lossy().into_owned();
        let paths = self.entries.entry(customer).or_default();
        if !paths.contains(&path) {
            paths.push(path);
        }
    }

    pub(super) fn remove(&mut self, output: &Path, files: impl Iterator<Item = (u32, PathBuf)>) {
        for (customer, path) in files {
            let path = path.strip_prefix(output).unwrap_or(&path).to_string_lossy();
            if let Some(paths) = self.entries.get_mut(&customer) {
                paths.retain(|one| *one != path);
            }
        }
        self.entries.retain(|_, paths| !paths.is_empty());
    }

    /// Writes the index as it was; one that said nothing was no file.
    pub(super) fn put_back(&self, output: &Path, mark: &Mark) -> Result<(), Error> {
        if self.entries.is_empty() {
            return Ok(fsio::remove(&output.join(INDEX))?);
        }
        self.write(output, mark)
    }

    pub(super) fn write(&self, output: &Path, mark: &Mark) -> Result<(), Error> {
        let path = output.join(INDEX);
        let text = serde_json::to_string_pretty(&self.entries);
        let text = text.map_err(|_| Error::Index { path: path.clone() })?;
        mark.replace(&path, format!("{text}\n").as_bytes(), Access::Private)?;
        Ok(())
    }
}
