//! The work tree: files that do not belong to a register, and changes that are in no commit.

use crate::register::adopt::is_public;
use crate::register::error::Error;
use crate::register::layout::{DESCRIPTION, LEDGER, RECORDS, number_of};
use crate::register::unlocked::{Unlocked, files_in};

use super::{Finding, Severity, What};

/// What lies about.
pub(super) fn findings(register: &Unlocked) -> Result<Vec<Finding>, Error> {
    let mut findings = files(register)?;
    findings.extend(uncommitted(register)?);
    Ok(findings)
}

/// Files under `records/` that are neither records nor the two public ones.
fn files(register: &Unlocked) -> Result<Vec<Finding>, Error> {
    let root = register.register().root();
    let mut findings = Vec::new();
    for path in files_in(root, RECORDS)? {
        if number_of(&path).is_some() || path == DESCRIPTION || path == LEDGER {
            continue;
        }
        findings.push(Finding::at(Severity::Warning, &path, What::Foreign));
    }
    Ok(findings)
}

/// What `commit` would take in; any other file is foreign and was found as that.
fn uncommitted(register: &Unlocked) -> Result<Vec<Finding>, Error> {
    let dirty = register.register().repo().status()?;
    let ours = dirty
        .into_iter()
        .filter(|dirty| number_of(&dirty.path).is_some() || is_public(&dirty.path));
    Ok(ours
        .map(|dirty| Finding::at(Severity::Warning, &dirty.path, What::Uncommitted))
        .collect())
}
