//! Taking in what was changed outside the program: records, journals, `register.toml`, templates. Each is read once, found sound,
//! and committed as it was read: what somebody swaps in meanwhile is not looked at, so it does not enter.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::history::{Act, BlobId, EntryKind, TreeChange};
use crate::model::{CustomerNumber, Ledger, Record, Rule, changes};

use super::change::Change;
use super::error::Error;
use super::layout::{
    ATTRIBUTES, DESCRIPTION, IGNORE, LEDGER, TEMPLATES, is_template, journal_of, number_of,
};
use super::store::{Register, parse_ledger};
use super::trust::{self, Difference};
use super::unlocked::Unlocked;

/// What was taken in.
#[derive(Debug, Default)]
pub struct Adopted {
    /// The files, by path inside the register.
    pub paths: Vec<String>,
    /// What `register.toml` says otherwise than before.
    pub described: Vec<Difference>,
}

/// What would be taken in. Its bytes were read once: whatever is agreed to is what enters.
pub struct Adoption {
    sealed: Vec<FoundSealed>,
    public: Vec<Found>,
    /// What it changes in what is accepted, the weightiest last.
    pub differences: Vec<Difference>,
}

impl Adoption {
    /// The files, by path inside the register.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let sealed = self.sealed.iter().map(|sealed| &sealed.file);
        self.public
            .iter()
            .chain(sealed)
            .map(|file| file.path.as_str())
    }

    /// What git does not have yet, by the name it will have there.
    ///
    /// # Errors
    /// Where git cannot name it.
    pub fn contents(&self) -> Result<BTreeMap<BlobId, Vec<u8>>, Error> {
        let sealed = self.sealed.iter().map(|sealed| &sealed.file);
        let files = self.public.iter().chain(sealed);
        let bytes = files.filter_map(|file| file.bytes.as_ref());
        let named = bytes.map(|bytes| Ok((BlobId::of(bytes)?, bytes.clone())));
        named.collect()
    }

    /// Templates that would be taken in, by file name; `None`: one that goes.
    pub fn templates(&self) -> impl Iterator<Item = (&str, Option<&[u8]>)> {
        self.public.iter().filter_map(|file| {
            let name = file.path.strip_prefix(TEMPLATES)?.strip_prefix('/')?;
            Some((name, file.bytes.as_deref()))
        })
    }
}

/// A changed work file as it was read.
struct Found {
    path: String,
    /// `None` where it is gone.
    bytes: Option<Vec<u8>>,
}

/// A changed record or journal as it was read and opened.
struct FoundSealed {
    number: CustomerNumber,
    file: Found,
    holds: Holds,
}

/// What a sealed file is about a customer.
enum Holds {
    /// The record; `None` where it is gone.
    Record(Option<Record>),
    /// What was done about the customer.
    Journal,
}

/// Commits changed work files, of the named customers or all of the register's.
///
/// # Errors
/// What makes a file unsound; nothing is committed then.
pub fn adopt(
    register: &Unlocked,
    numbers: &[CustomerNumber],
    now: Timestamp,
) -> Result<Adopted, Error> {
    take(register, plan(register, numbers)?, now)
}

/// Reads and judges changed work files, of the named customers or all of the register's.
///
/// # Errors
/// What makes a file unsound.
pub fn plan(register: &Unlocked, numbers: &[CustomerNumber]) -> Result<Adoption, Error> {
    let (sealed, public) = found(register, numbers)?;
    sound_public(register, &public)?;
    let mut adoption = Adoption {
        sealed,
        public,
        differences: Vec::new(),
    };
    let pin = register.register().pin_to_commit()?;
    let changes = tree_changes(register.register(), &adoption)?;
    let contents = adoption.contents()?;
    adoption.differences = trust::proposed(register.register(), &pin, changes, &contents)?;
    Ok(adoption)
}

/// Commits what was planned. The public files and the sealed ones are two acts, so that each commit says one thing.
///
/// # Errors
/// What stops a commit; the public files may be in one already.
pub fn take(register: &Unlocked, adoption: Adoption, now: Timestamp) -> Result<Adopted, Error> {
    let paths = adoption.paths().map(str::to_owned).collect();
    let public = |difference: &Difference| difference.customer().is_none();
    let described = adoption.differences.into_iter().filter(public).collect();
    if !adoption.public.is_empty() {
        let mut change = register.adopting(now)?;
        for file in adoption.public {
            change.adopt(&file.path, file.bytes);
        }
        change.commit(Act::Describe)?;
    }
    if !adoption.sealed.is_empty() {
        let mut change = register.adopting(now)?;
        for sealed in adoption.sealed {
            note(register, &mut change, &sealed)?;
            change.adopt(&sealed.file.path, sealed.file.bytes);
        }
        change.commit(Act::Adopt)?;
    }
    Ok(Adopted { paths, described })
}

/// The files as they stand in the last commit and as they were read.
fn tree_changes(register: &Register, adoption: &Adoption) -> Result<Vec<TreeChange>, Error> {
    let head = register.repo().head()?;
    let sealed = adoption.sealed.iter().map(|sealed| &sealed.file);
    let files = adoption.public.iter().chain(sealed);
    let change = |file: &Found| {
        let old = register.repo().blob_at(head.as_ref(), &file.path)?;
        let new = file.bytes.as_deref().map(BlobId::of).transpose()?;
        let entry = |blob| (blob, EntryKind::File);
        Ok(TreeChange {
            path: file.path.clone(),
            old: old.map(entry),
            new: new.map(entry),
        })
    };
    files.map(change).collect()
}

/// Reads what was changed, each file once; records and journals are opened.
fn found(
    register: &Unlocked,
    numbers: &[CustomerNumber],
) -> Result<(Vec<FoundSealed>, Vec<Found>), Error> {
    let repo = register.register().repo();
    let wanted = |number: CustomerNumber| numbers.is_empty() || numbers.contains(&number);
    let (mut sealed, mut public) = (Vec::new(), Vec::new());
    for dirty in repo.status()? {
        let path = dirty.path;
        match (number_of(&path), journal_of(&path)) {
            (Some(number), _) if wanted(number) => sealed.push(record(register, number, path)?),
            (_, Some(number)) if wanted(number) => sealed.push(journal(register, number, path)?),
            (None, None) if numbers.is_empty() && is_public(&path) => {
                let bytes = repo.committable(&path)?;
                public.push(Found { path, bytes });
            }
            _ => {}
        }
    }
    Ok((sealed, public))
}

/// A record that is there must open and obey the schema; one that was deleted may go, since history keeps it.
fn record(register: &Unlocked, number: CustomerNumber, path: String) -> Result<FoundSealed, Error> {
    let reader = register.reader();
    let bytes = reader.bytes(number)?;
    let loaded = bytes.as_deref().map(|bytes| reader.read(number, bytes));
    let record = loaded.transpose()?.map(|loaded| loaded.record);
    Ok(FoundSealed {
        number,
        file: Found { path, bytes },
        holds: Holds::Record(record),
    })
}

/// The same of a journal.
fn journal(
    register: &Unlocked,
    number: CustomerNumber,
    path: String,
) -> Result<FoundSealed, Error> {
    let reader = register.reader();
    let bytes = reader.journal_bytes(number)?;
    if let Some(bytes) = &bytes {
        reader.open_journal(number, bytes)?;
    }
    Ok(FoundSealed {
        number,
        file: Found { path, bytes },
        holds: Holds::Journal,
    })
}

/// Judges the public files.
fn sound_public(register: &Unlocked, public: &[Found]) -> Result<(), Error> {
    for file in public {
        match file.path.as_str() {
            DESCRIPTION => {
                as_described(register.register(), file.bytes.as_deref())?;
                fields_declared(register)?;
            }
            LEDGER => ledger_only_grows(register.register(), file.bytes.clone())?,
            _ => {}
        }
    }
    Ok(())
}

/// What was read to be committed must be what the register was opened with, line ends aside: that was parsed and checked.
fn as_described(register: &Register, bytes: Option<&[u8]>) -> Result<(), Error> {
    let lines = |text: &str| text.replace("\r\n", "\n");
    let new = bytes.map(String::from_utf8_lossy).unwrap_or_default();
    if lines(&new) != lines(register.source()) {
        return Err(Error::DescriptionChanged);
    }
    Ok(())
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
fn ledger_only_grows(register: &Register, bytes: Option<Vec<u8>>) -> Result<(), Error> {
    let now = parse_ledger(bytes.ok_or(Error::LedgerShrank)?)?;
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

fn note(register: &Unlocked, change: &mut Change<'_>, found: &FoundSealed) -> Result<(), Error> {
    let Holds::Record(record) = &found.holds else {
        change.note(found.number, None);
        return Ok(());
    };
    let head = register.register().repo().head()?;
    let old = head.map(|head| register.record_at(found.number, &head));
    let old = old.transpose()?.flatten();
    let or_empty = |record: Option<Record>| record.unwrap_or_else(|| Record::new(found.number));
    let changed = changes(&or_empty(old), &or_empty(record.clone()));
    let fields = changed.iter().map(|change| change.field.to_string());
    change.note(found.number, fields);
    Ok(())
}

/// Whether a path is one of the register's own files that hold no customer.
pub(super) fn is_public(path: &str) -> bool {
    matches!(path, DESCRIPTION | LEDGER | ATTRIBUTES | IGNORE) || is_template(path)
}
