//! The ledger: without one that can be read no number can be given, and a damaged one that was committed comes back from no file.
//!
//! It is written anew from all that ever knew of numbers: every readable version of it, every record's path, the pin. A number
//! too high only leaves a gap; one too low would give somebody the number of another.

use crate::fsio::{self, Access};
use crate::history::Repo;
use crate::keys::Pins;
use crate::model::{CustomerNumber, Ledger};
use crate::register::check::Finding;
use crate::register::error::Error;
use crate::register::init::ledger_text;
use crate::register::layout::{LEDGER, number_of};
use crate::register::store::{load_ledger, parse_ledger};
use crate::register::trust;
use crate::register::unlocked::numbers_in;

use super::Ill;
use super::patient::found;

pub(super) fn finding(repo: &Repo) -> Option<Finding> {
    let why = match load_ledger(repo.root()).err()? {
        Error::Ledger { source } if source.is_missing() => "it is missing".to_owned(),
        Error::Ledger { source } => source.to_string(),
        error => error.to_string(),
    };
    Some(found(LEDGER, Ill::Ledger(why)))
}

/// Writes the ledger anew; in the middle of a merge it is left to whoever merges.
pub(super) fn rewrite(repo: &Repo, pins: &Pins, id: Option<&str>) -> Result<(), Error> {
    if repo.in_progress().is_some() {
        return Ok(());
    }
    let mut ledger = remembered(repo)?;
    let here = numbers_in(repo.root())?
        .into_iter()
        .map(CustomerNumber::get);
    let pinned = id.map(|id| trust::greatest_pinned(repo, pins, id));
    let greatest = here.max().max(pinned.transpose()?.flatten());
    ledger.last_number = ledger.last_number.max(greatest.unwrap_or_default());
    let path = repo.root().join(LEDGER);
    Ok(fsio::write_atomic(
        &path,
        ledger_text(&ledger).as_bytes(),
        Access::Shared,
    )?)
}

/// What the history knows: each version of the ledger that can be read, and every number that a record ever had.
fn remembered(repo: &Repo) -> Result<Ledger, Error> {
    let (mut books, mut greatest) = (Vec::new(), 0);
    for entry in repo.log(None)? {
        let paths = entry.paths.iter();
        let numbers = paths.filter_map(|state| number_of(&state.path));
        greatest = numbers.map(CustomerNumber::get).fold(greatest, u32::max);
        let book = entry.paths.iter().find(|state| state.path == LEDGER);
        if let Some(blob) = book.and_then(|state| state.new) {
            books.extend(parse_ledger(repo.blob(blob)?).ok());
        }
    }
    let mut ledger = Ledger::together(&books);
    ledger.last_number = ledger.last_number.max(greatest);
    Ok(ledger)
}
