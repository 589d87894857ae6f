//! What `check` says while git is in the middle of a merge: which file waits, for which field, and how it goes on.

use crate::history::{BlobId, Kind, Operation, Unmerged};
use crate::model::CustomerNumber;
use crate::register::check::{Finding, Severity, What};
use crate::register::error::Error;
use crate::register::layout::{journal_of, number_of, owner_of};
use crate::register::unlocked::Unlocked;

use super::version::{Judged, Version, judge};

/// Names every file that is unmerged, with the fields of records, and what git is in the middle of.
pub(in crate::register) fn findings(register: &Unlocked) -> Result<Vec<Finding>, Error> {
    let repo = register.register().repo();
    let unmerged = repo.unmerged()?;
    let left = (!unmerged.is_empty()).then_some(Operation::Stash);
    let Some(operation) = repo.operation().or(left) else {
        return Ok(Vec::new());
    };
    let found = unmerged
        .iter()
        .flat_map(|file| of_file(register, file, operation));
    let mut findings: Vec<Finding> = found.collect();
    let unfinished = What::Unfinished(operation);
    findings.push(Finding::new(Severity::Warning, None, None, unfinished));
    Ok(findings)
}

/// Whether a difference from the last commit is git's to end, so that `commit` would refuse it.
pub(in crate::register) fn is_gits(operation: Option<Operation>, kind: Kind) -> bool {
    kind == Kind::Conflicted || operation.is_some() && kind != Kind::Untracked
}

fn of_file(register: &Unlocked, file: &Unmerged, operation: Operation) -> Vec<Finding> {
    let whole = |what| {
        let (customer, path) = (owner_of(&file.path), file.path.clone());
        let finding = Finding::new(Severity::Error, customer, Some(path.clone()), what);
        vec![match journal_of(&path) {
            Some(_) => finding.in_file(path),
            None => finding,
        }]
    };
    let (Some(ours), Some(theirs)) = (file.ours, file.theirs) else {
        return whole(What::ChangedAndDeleted);
    };
    let Some(number) = number_of(&file.path) else {
        return whole(What::Unmerged);
    };
    match judged(register, number, [file.base, Some(ours), Some(theirs)]) {
        Ok(Some(Judged::One(merged))) if !merged.conflicts.is_empty() => {
            let parts = merged.conflicts.iter();
            parts
                .map(|part| {
                    let what = What::Conflict(operation);
                    Finding::new(Severity::Error, Some(number), Some(part.to_string()), what)
                })
                .collect()
        }
        Ok(Some(Judged::Other)) => whole(What::OtherCustomer),
        // The driver was not called, or had no key, or stopped: what it would say now is not what the file holds.
        _ => whole(What::Unmerged),
    }
}

fn judged(
    register: &Unlocked,
    number: CustomerNumber,
    blobs: [Option<BlobId>; 3],
) -> Result<Option<Judged>, Error> {
    let open = |blob: Option<BlobId>| {
        let bytes = blob.map(|blob| register.register().repo().blob(blob));
        bytes
            .map(|bytes| Version::open(register, number, &bytes?))
            .transpose()
    };
    let [base, ours, theirs] = blobs.map(open);
    let (base, ours, theirs) = (base?, ours?, theirs?);
    let both = ours.zip(theirs);
    Ok(both.map(|(ours, theirs)| judge(base.as_ref(), &ours, &theirs)))
}
