//! The ledger of two sides: it only remembers, so there is nothing to disagree about.

use crate::model::Ledger;
use crate::register::error::Error;
use crate::register::init::ledger_text;
use crate::register::store::parse_ledger;

use super::call::{self, Call};

/// Merges `ledger.toml`: the greatest number, every erasure of both sides. Needs no key.
///
/// # Errors
/// `Public` where one of the versions cannot be read.
pub fn ledger(call: &Call) -> Result<(), Error> {
    let ours = call::public(&call.ours)?;
    let mut books = vec![parse_ledger(ours.clone())?];
    books.push(parse_ledger(call::public(&call.theirs)?)?);
    books.extend(call.base()?.map(parse_ledger).transpose()?);
    let together = ledger_text(&Ledger::together(&books)).into_bytes();
    if together == ours {
        Ok(())
    } else {
        call.write(&together)
    }
}
