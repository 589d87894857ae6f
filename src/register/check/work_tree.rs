//! The work tree: files that do not belong to a register, and changes that are in no commit.

use std::collections::BTreeMap;
use std::path::Path;

use crate::fsio;
use crate::history::Kind;
use crate::register::adopt::is_public;
use crate::register::error::Error;
use crate::register::layout::{DESCRIPTION, LEDGER, RECORD_LIMIT, RECORDS, owner_of};
use crate::register::merge;
use crate::register::plain::{START, holds_customers};
use crate::register::unlocked::{Unlocked, files_in};
use crate::sops::{self, Sealed};

use super::{Finding, Severity, What};

/// What lies about; and of the records and journals that are found wrong, which of them only the work tree has so.
pub(super) fn findings(register: &Unlocked, sealed: &mut [Finding]) -> Result<Vec<Finding>, Error> {
    let mut findings = files(register)?;
    let mut changed = uncommitted(register)?;
    for wrong in sealed
        .iter_mut()
        .filter(|it| it.severity == Severity::Error)
    {
        wrong.changed = changed.get(&wrong.path()).copied();
    }
    // `commit` would refuse those.
    for wrong in sealed.iter().filter(|it| it.changed.is_some()) {
        changed.remove(&wrong.path());
    }
    let changed = changed.keys();
    findings.extend(changed.map(|path| Finding::at(Severity::Warning, path, What::Uncommitted)));
    Ok(findings)
}

/// Files under `records/` that are neither records, journals nor the two public ones.
fn files(register: &Unlocked) -> Result<Vec<Finding>, Error> {
    let root = register.register().root();
    let mut findings = Vec::new();
    for path in files_in(root, RECORDS)? {
        if owner_of(&path).is_some() || path == DESCRIPTION || path == LEDGER {
            continue;
        }
        findings.push(foreign(root, &path));
    }
    Ok(findings)
}

/// A file in clear is worse than a stray one: it is a customer, one `git add` away from history.
fn foreign(root: &Path, path: &str) -> Finding {
    let file = root.join(path);
    let is_toml = file
        .extension()
        .is_some_and(|extension| extension == "toml");
    let record = fsio::read_own(&file, RECORD_LIMIT).ok().filter(|_| is_toml);
    let not_sealed =
        |bytes: &Vec<u8>| matches!(Sealed::parse(bytes), Err(sops::Error::NotSealedFile));
    let list = || fsio::read_start(&file, START).is_ok_and(|start| holds_customers(&start));
    if record.as_ref().is_some_and(not_sealed) || list() {
        Finding::at(Severity::Error, path, What::InClear)
    } else {
        Finding::at(Severity::Warning, path, What::Foreign)
    }
}

/// What is the register's and not as it was committed; any other file is foreign and was found as that.
fn uncommitted(register: &Unlocked) -> Result<BTreeMap<String, Kind>, Error> {
    let dirty = register.register().repo().status()?;
    let operation = register.register().repo().operation();
    let ours = dirty
        .into_iter()
        .filter(|dirty| !merge::is_gits(operation, dirty.kind))
        .filter(|dirty| owner_of(&dirty.path).is_some() || is_public(&dirty.path));
    Ok(ours.map(|dirty| (dirty.path, dirty.kind)).collect())
}
