//! Which journals there are.

use std::path::Path;

use crate::model::CustomerNumber;
use crate::register::error::Error;
use crate::register::layout::{RECORDS, journal_of};
use crate::register::unlocked::{Unlocked, files_in};

/// The customers that have a journal under `root`, ascending.
fn numbers_in(root: &Path) -> Result<Vec<CustomerNumber>, Error> {
    let files = files_in(root, RECORDS)?;
    let mut numbers: Vec<CustomerNumber> =
        files.iter().filter_map(|path| journal_of(path)).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

impl Unlocked {
    /// The customers that have a journal in the work tree, ascending.
    pub fn journal_numbers(&self) -> Result<Vec<CustomerNumber>, Error> {
        numbers_in(self.register().root())
    }
}
