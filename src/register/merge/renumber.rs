//! Two customers under one number: ours keeps it, theirs gets the next one that nobody has, in a work file of its own.
//!
//! Git holds its index while it merges, so the new file cannot be staged from here: it lies in the work tree, `check` names it,
//! and `commit` takes it in. It keeps the data key and the sealed values of the other side, so that a merge that is begun again
//! finds it and gives no second number.

use crate::clock::rfc3339;
use crate::fsio::{self, Access, Lock};
use crate::history::CommitId;
use crate::model::{CustomerNumber, Ledger, Record};
use crate::register::error::Error;
use crate::register::intent::lock_file;
use crate::register::layout::{LEDGER, RECORD_LIMIT, RECORDS, owner_of, record_path};
use crate::register::record as form;
use crate::register::store::{load_ledger, parse_ledger};
use crate::register::unlocked::{Unlocked, numbers_in};
use crate::sops::Sealed;

use super::call::{Call, Outcome};
use super::version::Version;

/// Gives the other side's customer a number, once. Where git only looks how a merge would go, nothing is given.
pub(super) fn give(register: &Unlocked, theirs: Version, call: &Call) -> Result<Outcome, Error> {
    let repo = register.register().repo();
    let number = theirs.record.number;
    if let Some(known) = find(register, number, &theirs.sealed)? {
        return Ok(Outcome::Renumbered(known));
    }
    if !repo.index_is_locked()? {
        return Ok(Outcome::OtherCustomer(None));
    }
    let _lock = Lock::acquire(&lock_file(repo)?)?;
    let free = next_number(register, &call.heads)?;
    write(register, theirs, free, call)?;
    Ok(Outcome::Renumbered(free))
}

/// Finds the number under which a version's customer is in the work tree already, by a sealed value that both have.
pub(super) fn find(
    register: &Unlocked,
    not: CustomerNumber,
    sealed: &Sealed,
) -> Result<Option<CustomerNumber>, Error> {
    let root = register.register().root();
    for number in numbers_in(root)? {
        let path = root.join(record_path(number));
        let other = fsio::read_own(&path, RECORD_LIMIT).ok();
        // What cannot be read is `check`'s business.
        let other = other.and_then(|bytes| Sealed::parse(&bytes).ok());
        if number != not && other.is_some_and(|other| other.shares_text(sealed)) {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

/// One more than the greatest number of the work tree, of every branch, of every clone that was fetched, of all their ledgers, and
/// of what was accepted here.
fn next_number(register: &Unlocked, heads: &[String]) -> Result<CustomerNumber, Error> {
    let register = register.register();
    let mut books = vec![load_ledger(register.root())?];
    let mut numbers = numbers_in(register.root())?;
    let mut tips = register.repo().tips()?;
    tips.extend(
        heads
            .iter()
            .filter_map(|head| head.parse::<CommitId>().ok()),
    );
    for tip in tips {
        let files = register.repo().paths_at(tip, RECORDS)?;
        numbers.extend(files.iter().filter_map(|(path, _)| owner_of(path)));
        // A ledger that cannot be read there has nothing to say.
        let book = register.repo().read(Some(&tip), LEDGER)?;
        books.extend(book.and_then(|bytes| parse_ledger(bytes).ok()));
    }
    numbers.extend(register.greatest_accepted()?);
    let next = Ledger::together(&books).next_number(numbers);
    next.ok_or(Error::NumbersUsedUp)
}

fn write(
    register: &Unlocked,
    theirs: Version,
    number: CustomerNumber,
    call: &Call,
) -> Result<(), Error> {
    let sealing = |source| Error::Seal { number, source };
    let record = Record {
        number,
        ..theirs.record
    };
    let tree = form::to_tree(&record).map_err(sealing)?;
    let stamp = rfc3339(call.now).parse().map_err(Error::Stamp)?;
    let recipients = register.register().trusted_recipients()?;
    let bytes = theirs
        .opened
        .replace(tree)
        .seal(&recipients, &stamp)
        .map_err(sealing)?;
    let path = register.register().root().join(record_path(number));
    if let Some(folder) = path.parent() {
        fsio::create_dirs(folder, Access::Shared)?;
    }
    Ok(fsio::write_new(&path, &bytes, Access::Shared)?)
}
