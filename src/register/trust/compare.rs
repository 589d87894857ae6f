//! Everything in which HEAD differs from what was accepted. Asked only where the two are not the same commit.

use std::collections::{BTreeSet, HashSet};

use crate::history::{CommitId, Entry};
use crate::keys::{Pin, Recipient};
use crate::register::error::Error;
use crate::register::layout::DESCRIPTION;
use crate::register::store::Register;

use super::difference::{Difference, How};
use super::files::Files;
use super::{pinning, settings};

/// Names what changed since the pin, the weightiest first.
pub(super) fn differences(register: &Register, pin: &Pin) -> Result<Vec<Difference>, Error> {
    let repo = register.repo();
    let Some(head) = repo.head()? else {
        return Ok(vec![Difference::Rewritten]);
    };
    let old: CommitId = pin.commit.parse()?;
    let old = repo.has(old)?.then_some(old);
    let mut found = history(register, old, head)?;
    let entries = commits(register, Some(pin), head)?;
    found.extend(counted(&entries));
    found.extend(description(register, pin, old, head)?);
    match old {
        Some(old) => found.extend(Files::new(register, pin, old, head, &entries)?.differences()?),
        None => found.extend(by_hashes(register, pin, head)?),
    }
    Ok(found)
}

/// The commits that came since the pin, or all where there is none.
pub(super) fn commits(
    register: &Register,
    pin: Option<&Pin>,
    head: CommitId,
) -> Result<Vec<Entry>, Error> {
    let repo = register.repo();
    let old: Option<CommitId> = pin.map(|pin| pin.commit.parse()).transpose()?;
    let known = match old {
        Some(old) => repo.has(old)?.then_some(old),
        None => None,
    };
    Ok(repo.since(known, head)?)
}

fn history(
    register: &Register,
    old: Option<CommitId>,
    head: CommitId,
) -> Result<Vec<Difference>, Error> {
    Ok(match old {
        None => vec![Difference::Rewritten, Difference::Lost],
        Some(old) if register.repo().descends(head, old)? => Vec::new(),
        Some(_) => vec![Difference::Rewritten],
    })
}

fn counted(entries: &[Entry]) -> Option<Difference> {
    let (count, foreign) = (
        entries.len(),
        entries.iter().filter(|entry| is_foreign(entry)),
    );
    let foreign = foreign.count();
    (count > 0).then_some(Difference::Commits { count, foreign })
}

/// Whether this program would not have made the commit. That it has our form proves nothing: anybody can write it so. Merges
/// are git's own.
pub(super) fn is_foreign(entry: &Entry) -> bool {
    entry.message.is_none() && entry.parents < 2
}

/// The paths that commits touched which are not of our form; a merge's own doing counts.
pub(super) fn foreign_paths(entries: &[Entry]) -> HashSet<&str> {
    let foreign = entries.iter().filter(|entry| entry.message.is_none());
    foreign
        .flat_map(|entry| entry.paths.iter().map(|state| state.path.as_str()))
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
