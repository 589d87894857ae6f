//! A journal of two sides: what either wrote stands, counted anew; what one took back is gone. There is nothing to disagree about.

use crate::clock::rfc3339;
use crate::model::CustomerNumber;
use crate::model::journal::Journal;
use crate::register::error::Error;
use crate::register::journal::seal;
use crate::register::unlocked::Unlocked;

use super::call::{self, Call};
use super::other;

/// Merges a journal by event. Our side's file is written once, at the end, and only where events come or go.
///
/// # Errors
/// `OpenJournal`, `FaultyJournal` where a version cannot be read, `Sample`; our side's file is as it was then.
pub fn journal(register: &Unlocked, number: CustomerNumber, call: &Call) -> Result<(), Error> {
    if register.register().description().sample {
        return Err(Error::Sample);
    }
    let open = |bytes: &[u8]| register.reader().open_journal(number, bytes);
    let base = call.base()?.map(|bytes| open(&bytes)).transpose()?;
    let ours = open(&call::sealed(&call.ours)?)?;
    let theirs = open(&call::sealed(&call.theirs)?)?;
    if base.is_none() {
        other::is_of_ours(register, number, call)?;
    }
    let base = base.map_or_else(|| Journal::new(number), |base| base.journal);
    let merged = Journal::merge(&base, &ours.journal, &theirs.journal);
    if merged == ours.journal {
        return Ok(());
    }
    let recipients = register.register().trusted_recipients()?;
    let stamp = rfc3339(call.now).parse().map_err(Error::Stamp)?;
    call.write(&seal(&merged, Some(ours.opened), (&recipients, &stamp))?)
}
