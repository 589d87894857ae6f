//! Taking in what was changed outside the program: records, `register.toml`, templates. Each is found sound first.

use jiff::Timestamp;

use crate::fsio;
use crate::history::Act;
use crate::model::{CustomerNumber, Ledger, Record, Rule, changes};

use super::change::Change;
use super::error::Error;
use super::layout::{ATTRIBUTES, DESCRIPTION, IGNORE, LEDGER, is_template, number_of};
use super::store::load_ledger;
use super::unlocked::Unlocked;

/// Commits changed work files, of the named customers or all of the register's; returns their paths.
///
/// The public files and the records are two acts, so that each commit says one thing.
///
/// # Errors
/// What makes a file unsound; nothing is committed then.
pub fn adopt(
    register: &Unlocked,
    numbers: &[CustomerNumber],
    now: Timestamp,
) -> Result<Vec<String>, Error> {
    let dirty: Vec<String> = register
        .register()
        .repo()
        .status()?
        .into_iter()
        .map(|dirty| dirty.path)
        .collect();
    let wanted = |number: CustomerNumber| numbers.is_empty() || numbers.contains(&number);
    let records: Vec<(CustomerNumber, String)> = dirty
        .iter()
        .filter_map(|path| Some((number_of(path)?, path.clone())))
        .filter(|(number, _)| wanted(*number))
        .collect();
    let public: Vec<String> = dirty
        .into_iter()
        .filter(|path| numbers.is_empty() && is_public(path))
        .collect();
    for (number, _) in &records {
        sound(register, *number)?;
    }
    if public.iter().any(|path| path == DESCRIPTION) {
        fields_declared(register)?;
    }
    if public.iter().any(|path| path == LEDGER) {
        ledger_only_grows(register)?;
    }
    commit(register, now, Act::Describe, &public, |_| Ok(()))?;
    let paths: Vec<String> = records.iter().map(|(_, path)| path.clone()).collect();
    commit(register, now, Act::Adopt, &paths, |change| {
        note(register, change, &records)
    })?;
    Ok(public.into_iter().chain(paths).collect())
}

fn commit(
    register: &Unlocked,
    now: Timestamp,
    act: Act,
    paths: &[String],
    note: impl FnOnce(&mut Change<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    if paths.is_empty() {
        return Ok(());
    }
    let mut change = register.adopting(now)?;
    for path in paths {
        change.adopt(path);
    }
    note(&mut change)?;
    change.commit(act)?;
    Ok(())
}

/// A record that is there must open and obey the schema; one that was deleted may go, since history keeps it.
fn sound(register: &Unlocked, number: CustomerNumber) -> Result<(), Error> {
    match register.load(number) {
        Ok(_) | Err(Error::NoSuchCustomer { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Records with a field that `register.toml` no longer declares could not be opened any more.
fn fields_declared(register: &Unlocked) -> Result<(), Error> {
    let undeclared = |error: &Error| {
        matches!(error, Error::Faulty { faults, .. }
            if faults.iter().any(|fault| matches!(fault.rule, Rule::Undeclared { .. })))
    };
    let refused = register.each(|_, loaded| loaded.err().filter(undeclared))?;
    refused.into_iter().flatten().next().map_or(Ok(()), Err)
}

/// A number that the ledger forgot would be given to somebody else.
fn ledger_only_grows(register: &Unlocked) -> Result<(), Error> {
    let register = register.register();
    let now = load_ledger(register.root())?;
    let committed = register
        .repo()
        .read(register.repo().head()?.as_ref(), LEDGER)?;
    // A committed ledger that cannot be read has nothing to lose.
    let before = committed
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| toml::from_str::<Ledger>(&text).ok())
        .unwrap_or_default();
    let forgotten = before
        .erased
        .iter()
        .any(|erased| !now.is_erased(erased.number));
    if now.last_number < before.last_number || forgotten {
        return Err(Error::LedgerShrank);
    }
    Ok(())
}

fn note(
    register: &Unlocked,
    change: &mut Change<'_>,
    records: &[(CustomerNumber, String)],
) -> Result<(), Error> {
    let head = register.register().repo().head()?;
    for (number, path) in records {
        let old = head
            .as_ref()
            .map(|head| register.record_at(*number, head))
            .transpose()?
            .flatten();
        let new = if fsio::exists(&register.register().root().join(path))? {
            Some(register.load(*number)?.record)
        } else {
            None
        };
        let or_empty = |record: Option<Record>| record.unwrap_or_else(|| Record::new(*number));
        change.note(
            *number,
            changes(&or_empty(old), &or_empty(new))
                .iter()
                .map(|change| change.field.to_string()),
        );
    }
    Ok(())
}

/// Whether a path is one of the register's own files that hold no customer.
pub(super) fn is_public(path: &str) -> bool {
    matches!(path, DESCRIPTION | LEDGER | ATTRIBUTES | IGNORE) || is_template(path)
}
