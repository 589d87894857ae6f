//! Taking back an act: its files get the bytes they had before, as a new commit. Nothing is sealed anew, so no key is needed.

use jiff::Timestamp;

use crate::history::{self, Act, CommitId, Entry, Message};

use super::error::Error;
use super::later;
use super::layout::LEDGER;
use super::store::Register;
use super::undone;

pub use super::undone::Effect;

/// The act that [`undo`] would take back.
pub struct PastAct {
    pub(super) entry: Entry,
    message: Message,
    /// The last commit when it was looked at.
    pub(super) head: CommitId,
}

impl PastAct {
    /// What taking it back comes to: of an undo, that an act is in force again.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn effect(&self, register: &Register) -> Result<Effect, Error> {
        undone::effect(register.repo(), &self.entry, &self.message)
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
pub fn last_act(register: &Register) -> Result<PastAct, Error> {
    let head = head(register)?;
    past_act(register, head, head)
}

/// Looks at an older act, by its commit or what else git calls it.
///
/// # Errors
/// `NoUndo` as [`last_act`] has it, where no commit of this history is called so, and where records could no longer be opened since
/// fields were declared or taken away; `ActedOnSince` when a later commit touched the same files.
pub fn act(register: &Register, name: &str) -> Result<PastAct, Error> {
    let head = head(register)?;
    let commit = match register.repo().resolve(name) {
        Err(history::Error::NoSuchCommit { .. }) => {
            return Err(Error::NoUndo("no commit is called so"));
        }
        commit => commit?,
    };
    if !register.repo().descends(head, commit)? {
        return Err(Error::NoUndo("its commit is not in this history"));
    }
    let act = past_act(register, commit, head)?;
    later::may_go(register.repo(), &act)?;
    Ok(act)
}

fn head(register: &Register) -> Result<CommitId, Error> {
    let head = register.repo().head()?;
    head.ok_or(Error::NoUndo("there is no act yet"))
}

fn past_act(register: &Register, commit: CommitId, head: CommitId) -> Result<PastAct, Error> {
    let entry = register.repo().entry(commit)?;
    if entry.parents > 1 {
        return Err(Error::NoUndo("its commit is a merge"));
    }
    let message = entry
        .message
        .clone()
        .ok_or(Error::NoUndo("its commit is not this program's"))?;
    if message.act() == Act::Init {
        return Err(Error::NoUndo("making the register is the first act"));
    }
    if entry.parents == 0 {
        return Err(Error::NoUndo("there is nothing before its commit"));
    }
    Ok(PastAct {
        entry,
        message,
        head,
    })
}

/// Takes the act back. The ledger stays, so that no number is given twice.
///
/// # Errors
/// `PlanIsOld` when another act came since it was looked at.
pub fn undo(register: &Register, act: &PastAct, now: Timestamp) -> Result<CommitId, Error> {
    if register.description().sample {
        return Err(Error::Sample);
    }
    let repo = register.repo();
    let mut transaction = register.transaction()?;
    register.may_commit_locked()?;
    if repo.head()? != Some(act.head) {
        return Err(Error::PlanIsOld);
    }
    for state in act.entry.paths.iter().filter(|state| state.path != LEDGER) {
        match state.old {
            Some(old) => transaction.write(&state.path, repo.blob(old)?),
            None => transaction.delete(&state.path),
        }
    }
    if transaction.is_empty() {
        return Err(Error::NoUndo("it changed nothing that can be taken back"));
    }
    let fields = act.message.fields().iter().map(String::as_str);
    let message = Message::new(Act::Undo, act.message.customers().iter(), fields)?;
    Ok(transaction.commit(&message, &register.author(), now)?)
}
