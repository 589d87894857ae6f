//! Taking back the last act: its files get the bytes they had before, as a new commit. Nothing is sealed anew, so no key is needed.

use jiff::Timestamp;

use crate::history::{Act, CommitId, Entry, Message};

use super::error::Error;
use super::layout::LEDGER;
use super::store::Register;

/// The act that [`undo`] would take back.
pub struct LastAct {
    entry: Entry,
    message: Message,
}

impl LastAct {
    /// Its first line, such as `import 60 customers`.
    pub fn subject(&self) -> &str {
        &self.entry.subject
    }

    /// How many customers it changed.
    pub fn customers(&self) -> usize {
        self.message.customers().len()
    }
}

/// Looks at the last act.
///
/// # Errors
/// `NoUndo` when it was the first, a merge, or not the program's.
pub fn last_act(register: &Register) -> Result<LastAct, Error> {
    let head = register
        .repo()
        .head()?
        .ok_or(Error::NoUndo("there is no act yet"))?;
    let entry = register.repo().entry(head)?;
    let message = entry
        .message
        .clone()
        .ok_or(Error::NoUndo("the last commit is not this program's"))?;
    if message.act() == Act::Init {
        return Err(Error::NoUndo("making the register is the first act"));
    }
    if entry.parents != 1 {
        return Err(Error::NoUndo("the last commit is a merge"));
    }
    Ok(LastAct { entry, message })
}

/// Takes the act back. The ledger stays, so that no number is given twice.
///
/// # Errors
/// `PlanIsOld` when another act came after it.
pub fn undo(register: &Register, last: &LastAct, now: Timestamp) -> Result<CommitId, Error> {
    if register.description().sample {
        return Err(Error::Sample);
    }
    let repo = register.repo();
    let mut transaction = register.transaction()?;
    register.may_commit_locked()?;
    if repo.head()? != Some(last.entry.id) {
        return Err(Error::PlanIsOld);
    }
    for state in last.entry.paths.iter().filter(|state| state.path != LEDGER) {
        match state.old {
            Some(old) => transaction.write(&state.path, repo.blob(old)?),
            None => transaction.delete(&state.path),
        }
    }
    if transaction.is_empty() {
        return Err(Error::NoUndo("it changed nothing that can be taken back"));
    }
    let fields = last.message.fields().iter().map(String::as_str);
    let message = Message::new(Act::Undo, last.message.customers().iter(), fields)?;
    Ok(transaction.commit(&message, &register.author()?, now)?)
}
