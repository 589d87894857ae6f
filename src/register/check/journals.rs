//! Journals: each opened and read strictly, and held against the record it lies beside.

use std::collections::{BTreeSet, HashSet};

use rayon::prelude::*;

use crate::model::journal::Journal;
use crate::model::{CustomerNumber, Fault};
use crate::register::error::Error;
use crate::register::layout::journal_path;
use crate::register::store::load_ledger;
use crate::register::unlocked::Unlocked;
use crate::sops::{self, Sealed};

use super::records::{chain, keys};
use super::{Finding, Severity, What};

/// What is wrong or odd with the journals.
pub(super) fn findings(register: &Unlocked) -> Result<Vec<Finding>, Error> {
    let (numbers, reader) = (register.journal_numbers()?, register.reader());
    let recipients = keys(register)?;
    let opened = numbers
        .par_iter()
        .map(|number| match reader.journal(*number) {
            Ok(version) => {
                version.map_or_else(Vec::new, |it| sound(&it.sealed, &it.journal, &recipients))
            }
            Err(error) => refused(*number, error),
        });
    let mut findings: Vec<Finding> = opened.flatten().collect();
    findings.extend(alone(register, &numbers)?);
    Ok(findings)
}

fn sound(sealed: &Sealed, journal: &Journal, recipients: &HashSet<String>) -> Vec<Finding> {
    let format = |note: &sops::Note| What::Format(note.to_string());
    let mut found: Vec<What> = sealed.notes().iter().map(format).collect();
    let sealed_to: HashSet<String> = sealed
        .recipients()
        .iter()
        .map(ToString::to_string)
        .collect();
    if &sealed_to != recipients {
        found.push(What::OtherKeys);
    }
    if journal.events.iter().any(|event| !event.unknown.is_empty()) {
        found.push(What::NewerEvent);
    }
    let finding = |what| of(Severity::Warning, journal.number, what);
    found.into_iter().map(finding).collect()
}

fn refused(number: CustomerNumber, error: Error) -> Vec<Finding> {
    let what = match error {
        Error::FaultyJournal { faults, .. } => {
            let finding = |fault: Fault| {
                let place = fault.field.as_ref().map(ToString::to_string);
                let what = What::Value(fault);
                Finding::new(Severity::Error, Some(number), place, what)
                    .in_file(journal_path(number))
            };
            return faults.into_iter().map(finding).collect();
        }
        Error::OpenJournal {
            source: sops::Error::NotSealedFile,
            ..
        } => What::InClear,
        other if other.is_keys() => What::NoKey(chain(&other)),
        other => What::Unreadable(chain(&other)),
    };
    vec![of(Severity::Error, number, what)]
}

/// A journal whose customer is gone: of one who was erased it must not be there; of one whose record was deleted it waits for the
/// record to be restored.
fn alone(register: &Unlocked, numbers: &[CustomerNumber]) -> Result<Vec<Finding>, Error> {
    let records: BTreeSet<CustomerNumber> = register.numbers()?.into_iter().collect();
    // A ledger that cannot be read is found by others.
    let ledger = load_ledger(register.register().root()).ok();
    let alone = numbers.iter().filter(|number| !records.contains(number));
    let finding = |number: &CustomerNumber| {
        let erased = ledger
            .as_ref()
            .is_some_and(|ledger| ledger.is_erased(*number));
        let (severity, what) = if erased {
            (Severity::Error, What::JournalOfErased)
        } else {
            (Severity::Warning, What::JournalAlone)
        };
        of(severity, *number, what)
    };
    Ok(alone.map(finding).collect())
}

fn of(severity: Severity, number: CustomerNumber, what: What) -> Finding {
    let path = journal_path(number);
    Finding::new(severity, Some(number), Some(path.clone()), what).in_file(path)
}
