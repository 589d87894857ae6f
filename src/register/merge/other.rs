//! Whether the journal that comes from the other side is of another customer under the same number.
//!
//! A journal knows its customer by number only. Where both sides added a customer under one number, the record can move to a free
//! number; git itself would still put the other side's journal under the old one, so the merge stops instead.

use crate::fsio;
use crate::history::CommitId;
use crate::model::CustomerNumber;
use crate::register::error::Error;
use crate::register::layout::{RECORD_LIMIT, journal_path, record_path};
use crate::register::unlocked::Unlocked;
use crate::sops::Sealed;

use super::call::Call;

/// Refuses where the customer of `theirs`, added under a number that is somebody's here, has a journal.
///
/// # Errors
/// `JournalOfAnother`.
pub(super) fn has_no_journal(
    register: &Unlocked,
    number: CustomerNumber,
    theirs: &Sealed,
    call: &Call,
) -> Result<(), Error> {
    let repo = register.register().repo();
    for commit in commits(register, call)? {
        let journal = repo.blob_at(Some(&commit), &journal_path(number))?;
        if journal.is_some()
            && record(register, number, commit)?.is_some_and(|it| it.shares_text(theirs))
        {
            return Err(Error::JournalOfAnother { number });
        }
    }
    Ok(())
}

/// Refuses where the journal of the other side, which both sides added, lies beside a record that has nothing of ours.
///
/// # Errors
/// `JournalOfAnother`.
pub(super) fn is_of_ours(
    register: &Unlocked,
    number: CustomerNumber,
    call: &Call,
) -> Result<(), Error> {
    let repo = register.register().repo();
    let Some(head) = repo.head()? else {
        return Ok(());
    };
    let Some(ours) = record(register, number, head)? else {
        return Ok(());
    };
    let theirs = fsio::read(&call.theirs, RECORD_LIMIT)?;
    for commit in commits(register, call)? {
        let journal = repo.read(Some(&commit), &journal_path(number))?;
        if journal.as_deref() == Some(theirs.as_slice())
            && record(register, number, commit)?.is_some_and(|it| !it.shares_text(&ours))
        {
            return Err(Error::JournalOfAnother { number });
        }
    }
    Ok(())
}

/// What git may be bringing in: the commits it names, else every tip.
fn commits(register: &Unlocked, call: &Call) -> Result<Vec<CommitId>, Error> {
    let named = call.heads.iter().filter_map(|head| head.parse().ok());
    let mut commits: Vec<CommitId> = named.collect();
    commits.extend(register.register().repo().tips()?);
    Ok(commits)
}

fn record(
    register: &Unlocked,
    number: CustomerNumber,
    commit: CommitId,
) -> Result<Option<Sealed>, Error> {
    let repo = register.register().repo();
    let bytes = repo.read(Some(&commit), &record_path(number))?;
    // What cannot be read tells nothing.
    Ok(bytes.and_then(|bytes| Sealed::parse(&bytes).ok()))
}
