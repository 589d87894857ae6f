//! Taking back an act: its files get the bytes they had before, as a new commit. Nothing is sealed anew, so no key is needed.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::history::{self, Act, CommitId, Entry, Message, TreeChange};

use super::adopt::is_public;
use super::error::Error;
use super::later;
use super::layout::{LEDGER, is_own_folder, owner_of};
use super::store::Register;
use super::trust::{self, Difference};
use super::undone;

pub use super::undone::Effect;

/// The act that [`undo`] would take back.
pub struct PastAct {
    pub(super) entry: Entry,
    message: Message,
    /// The last commit when it was looked at.
    pub(super) head: CommitId,
    changes: Vec<TreeChange>,
}

impl PastAct {
    /// What taking it back comes to: of an undo, that an act is in force again.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn effect(&self, register: &Register) -> Result<Effect, Error> {
        undone::effect(register.repo(), &self.entry, &self.message)
    }

    /// What taking it back changes in what is accepted, the weightiest last. Where `is_known` says that what it brings back was in
    /// force before, a record that goes or becomes what it was is an ordinary change.
    ///
    /// # Errors
    /// As [`Register::may_commit`].
    pub fn differences(
        &self,
        register: &Register,
        is_known: bool,
    ) -> Result<Vec<Difference>, Error> {
        let pin = register.pin_to_commit()?;
        let changes = self.changes.iter().filter(|it| it.path != LEDGER);
        let turned = changes.map(|change| TreeChange {
            path: change.path.clone(),
            old: change.new,
            new: change.old,
        });
        let mut all = trust::proposed(register, &pin, turned.collect(), &BTreeMap::new())?;
        if is_known {
            all.iter_mut().for_each(Difference::make_ordinary);
            all.sort_by_key(Difference::weight);
        }
        Ok(all)
    }

    /// Whether what it brings back was ever in force in this work tree.
    ///
    /// # Errors
    /// As [`Register::may_commit`].
    pub fn was_in_force(&self, register: &Register) -> Result<bool, Error> {
        let states = self.entry.paths.iter();
        let states = states.filter(|state| state.path != LEDGER);
        register.were_in_force(states.map(|state| (state.path.as_str(), state.old)))
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
    let mut entry = register.repo().entry(commit)?;
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
    let parent = register.repo().parent(commit)?;
    let parent = parent.ok_or(Error::NoUndo("there is nothing before its commit"))?;
    let mut changes = Vec::new();
    register
        .repo()
        .changes((Some(parent), commit), &is_own_folder, &mut |change| {
            changes.push(change);
        })?;
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    let is_ours = |change: &TreeChange| owner_of(&change.path).is_some() || is_public(&change.path);
    if !changes.iter().all(is_ours) {
        return Err(Error::NoUndo("its commit changed other files too"));
    }
    entry.paths = changes.iter().map(TreeChange::state).collect();
    Ok(PastAct {
        entry,
        message,
        head,
        changes,
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
