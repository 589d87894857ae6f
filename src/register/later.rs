//! Whether an older act can still be taken back: nothing later may have touched its files, nor stand on what it did. What counts is
//! what the files are now, so that the way is free again once the later act is taken back too.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::history::{CommitId, Entry, PathState, Repo};
use crate::model::{Description, FieldPath};

use super::error::Error;
use super::layout::{DESCRIPTION, LEDGER, is_own_folder, journal_path, number_of, owner_of};
use super::undo::PastAct;

/// Refuses where it cannot be taken back.
///
/// # Errors
/// `ActedOnSince` and `NoUndo`.
pub(super) fn may_go(repo: &Repo, act: &PastAct) -> Result<(), Error> {
    let states: Vec<&PathState> = act.entry.paths.iter().collect();
    let paths: Vec<&str> = states.iter().map(|state| state.path.as_str()).collect();
    let now = repo.blobs_at(Some(&act.head), &paths)?;
    for (state, now) in states.iter().zip(now) {
        if state.path != LEDGER && now != state.new {
            return Err(acted_on(repo, act, &state.path)?);
        }
    }
    outlived(repo, act, &paths)?;
    still_declared(repo, act)
}

/// A customer who goes again must not leave a journal behind.
fn outlived(repo: &Repo, act: &PastAct, paths: &[&str]) -> Result<(), Error> {
    let added = act.entry.paths.iter().filter(|state| state.old.is_none());
    for number in added.filter_map(|state| number_of(&state.path)) {
        let journal = journal_path(number);
        let there = repo.blob_at(Some(&act.head), &journal)?.is_some();
        if there && !paths.contains(&journal.as_str()) {
            return Err(acted_on(repo, act, &journal)?);
        }
    }
    Ok(())
}

/// A record with a field that nothing declares could not be opened.
fn still_declared(repo: &Repo, act: &PastAct) -> Result<(), Error> {
    let states = &act.entry.paths;
    let (before, now) = (repo.parent(act.entry.id)?, Some(act.head));
    let (before, now) = (declared(repo, before)?, declared(repo, now)?);
    if states.iter().any(|state| state.path == DESCRIPTION) {
        let mut records = false;
        let commits = (Some(act.entry.id), act.head);
        repo.changes(commits, &is_own_folder, &mut |change| {
            records |= owner_of(&change.path).is_some();
        })?;
        if records && !now.is_subset(&before) {
            let why = "it declared a field, and records have changed since";
            return Err(Error::NoUndo(why));
        }
        return Ok(());
    }
    let records = states.iter().any(|state| number_of(&state.path).is_some());
    if records && !before.is_subset(&now) {
        let why = "a field that was declared before it no longer is";
        return Err(Error::NoUndo(why));
    }
    Ok(())
}

fn declared(repo: &Repo, commit: Option<CommitId>) -> Result<BTreeSet<FieldPath>, Error> {
    let bytes = repo.read(commit.as_ref(), DESCRIPTION)?.unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    let fields = toml::from_str(&text).map(|description: Description| description.fields);
    let fields = fields.unwrap_or_default().into_iter();
    Ok(fields.map(|field| field.path).collect())
}

fn acted_on(repo: &Repo, act: &PastAct, path: &str) -> Result<Error, Error> {
    let later = newest(repo, act, path)?;
    let commit = later.as_ref().map_or(act.head, |later| later.id);
    Ok(Error::ActedOnSince {
        path: path.to_owned(),
        commit: commit.short(),
        ours: later.is_some_and(|later| later.message.is_some()),
    })
}

/// The newest commit after the act that touched the file; a merge only where nothing else did.
fn newest(repo: &Repo, act: &PastAct, path: &str) -> Result<Option<Entry>, Error> {
    let mut found: Option<Entry> = None;
    repo.walk(Some(&[path]), |entry| {
        let (end, merge) = (entry.id == act.entry.id, entry.parents > 1);
        if !end && (found.is_none() || !merge) {
            found = Some(entry);
        }
        if end || !merge {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    Ok(found)
}
