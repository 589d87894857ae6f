//! A record of two sides: opened, merged by field, sealed again under our side's data key.

use crate::clock::rfc3339;
use crate::model::CustomerNumber;
use crate::model::merge::Merged;
use crate::register::error::Error;
use crate::register::record as form;
use crate::register::unlocked::Unlocked;

use super::call::{self, Call, Outcome};
use super::other;
use super::renumber;
use super::version::{Judged, Version, judge};

/// Merges a record. Our side's file is written once, at the end, and only where its values change: what did not change keeps its
/// sealed text, what comes from the other side is sealed anew, for trusted recipients only.
///
/// # Errors
/// `Open` where a version cannot be opened, `Sample`; our side's file is as it was then.
pub fn record(register: &Unlocked, number: CustomerNumber, call: &Call) -> Result<Outcome, Error> {
    if register.register().description().sample {
        return Err(Error::Sample);
    }
    let open = |bytes: &[u8]| Version::open(register, number, bytes);
    let base = call.base()?.map(|bytes| open(&bytes)).transpose()?;
    let ours = open(&call::sealed(&call.ours)?)?;
    let theirs = open(&call::sealed(&call.theirs)?)?;
    match judge(base.as_ref(), &ours, &theirs) {
        Judged::One(merged) => write(register, ours, merged, call),
        Judged::Added => {
            other::has_no_journal(register, number, &theirs.sealed, call)?;
            renumber::give(register, theirs, call)
        }
        Judged::Other => {
            let moved = renumber::find(register, number, &theirs.sealed)?;
            Ok(Outcome::OtherCustomer(moved))
        }
    }
}

fn write(
    register: &Unlocked,
    ours: Version,
    merged: Merged,
    call: &Call,
) -> Result<Outcome, Error> {
    let number = merged.record.number;
    let sealing = |source| Error::Seal { number, source };
    let tree = form::to_tree(&merged.record).map_err(sealing)?;
    let opened = ours.opened.replace(tree);
    if opened.is_changed() {
        let recipients = register.register().trusted_recipients()?;
        let stamp = rfc3339(call.now).parse().map_err(Error::Stamp)?;
        call.write(&opened.seal(&recipients, &stamp).map_err(sealing)?)?;
    }
    Ok(if merged.conflicts.is_empty() {
        Outcome::Merged
    } else {
        Outcome::Conflict(merged.conflicts)
    })
}
