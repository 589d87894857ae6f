//! Everything in which HEAD differs from what was accepted. Asked only where the two are not the same commit.

use std::collections::{BTreeSet, HashSet};

use crate::history::CommitId;
use crate::keys::{Pin, Recipient};
use crate::register::error::Error;
use crate::register::layout::DESCRIPTION;
use crate::register::store::Register;

use super::claim::{Came, Claim};
use super::difference::{Difference, How};
use super::files::Files;
use super::{pinning, settings};

/// Names what changed since the pin, the weightiest first.
pub(super) fn differences(register: &Register, pin: &Pin) -> Result<Vec<Difference>, Error> {
    let repo = register.repo();
    let accepted: CommitId = pin.commit.parse()?;
    let old = repo.has(accepted)?.then_some(accepted);
    let Some(head) = repo.head()? else {
        return Ok(vec![rewritten(accepted, old)]);
    };
    let mut found = history(register, accepted, old, head)?;
    let came = commits(register, Some(pin), head)?;
    found.extend(counted(&came));
    found.extend(description(register, pin, old, head)?);
    match old {
        Some(old) => found.extend(Files::new(register, pin, old, head, &came)?.differences()?),
        None => found.extend(by_hashes(register, pin, head)?),
    }
    Ok(found)
}

/// The commits that came since the pin, or all where there is none.
pub(super) fn commits(
    register: &Register,
    pin: Option<&Pin>,
    head: CommitId,
) -> Result<Vec<Came>, Error> {
    let repo = register.repo();
    let old: Option<CommitId> = pin.map(|pin| pin.commit.parse()).transpose()?;
    let known = match old {
        Some(old) => repo.has(old)?.then_some(old),
        None => None,
    };
    let came = repo.since(known, head)?.into_iter();
    came.map(|entry| Came::new(repo, entry)).collect()
}

/// The commits that were accepted and are no longer in the history, newest first.
pub(super) fn lost(register: &Register, pin: &Pin, head: CommitId) -> Result<Vec<Came>, Error> {
    let (repo, old): (_, CommitId) = (register.repo(), pin.commit.parse()?);
    if !repo.has(old)? {
        return Ok(Vec::new());
    }
    let lost = repo.since(Some(head), old)?.into_iter();
    lost.map(|entry| Came::new(repo, entry)).collect()
}

fn history(
    register: &Register,
    accepted: CommitId,
    old: Option<CommitId>,
    head: CommitId,
) -> Result<Vec<Difference>, Error> {
    Ok(match old {
        None => vec![rewritten(accepted, None), Difference::Lost],
        Some(old) if register.repo().descends(head, old)? => Vec::new(),
        Some(_) => vec![rewritten(accepted, old)],
    })
}

fn rewritten(accepted: CommitId, old: Option<CommitId>) -> Difference {
    Difference::Rewritten {
        accepted,
        kept: old.is_some(),
    }
}

fn counted(came: &[Came]) -> Option<Difference> {
    let of = |claim| came.iter().filter(|came| came.claim == claim).count();
    (!came.is_empty()).then(|| Difference::Commits {
        count: came.len(),
        foreign: of(Claim::Foreign),
        contradicting: of(Claim::Contradicts),
    })
}

/// The paths that commits touched whose messages are not of our form or contradict them; a merge's own doing counts.
pub(super) fn foreign_paths(came: &[Came]) -> HashSet<&str> {
    let foreign = came.iter().filter(|came| came.claim != Claim::Agrees);
    foreign
        .flat_map(|came| came.entry.paths.iter().map(|state| state.path.as_str()))
        .collect()
}

fn description(
    register: &Register,
    pin: &Pin,
    old: Option<CommitId>,
    head: CommitId,
) -> Result<Vec<Difference>, Error> {
    let at = |commit: CommitId| -> Result<String, Error> {
        let bytes = register.repo().read(Some(&commit), DESCRIPTION)?;
        Ok(String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned())
    };
    let new = at(head)?;
    if pinning::of(register.repo(), head)?.files.get(DESCRIPTION) == pin.files.get(DESCRIPTION) {
        return Ok(Vec::new());
    }
    let pinned: BTreeSet<Recipient> = pin.recipients.iter().cloned().collect();
    let mut found = settings::openers(&pinned, &settings::recipients(&new));
    let settings = match old {
        Some(old) => settings::settings(&at(old)?, &new),
        None => vec![Difference::Description],
    };
    found.extend(settings);
    // A comment, an order: nothing that the program reads, and not the text that was accepted.
    if found.is_empty() {
        found.push(Difference::Description);
    }
    Ok(found)
}

/// What can be told without the accepted commit: the templates, and whether numbers go back.
fn by_hashes(register: &Register, pin: &Pin, head: CommitId) -> Result<Vec<Difference>, Error> {
    let now = pinning::whole(register.repo(), head)?;
    let mut found = Vec::new();
    if now.greatest < pin.greatest {
        found.push(Difference::LedgerBack);
    }
    let paths: BTreeSet<&String> = pin.files.keys().chain(now.files.keys()).collect();
    for path in paths.into_iter().filter(|path| *path != DESCRIPTION) {
        let how = match (pin.files.get(path), now.files.get(path)) {
            (None, _) => How::Added,
            (_, None) => How::Removed,
            (old, new) if old == new => continue,
            _ => How::Changed,
        };
        let path = path.clone();
        found.push(Difference::File { path, how });
    }
    Ok(found)
}
