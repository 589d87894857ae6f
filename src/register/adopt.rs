//! Taking in what was changed outside the program: records, journals, `register.toml`, templates. Each is read once, found sound,
//! and committed as it was read: what somebody swaps in meanwhile is not looked at, so it does not enter.

use jiff::Timestamp;

use crate::history::{Act, BlobId};
use crate::keys::Recipient;
use crate::model::{CustomerNumber, Ledger, Record, Rule, changes};

use super::change::Change;
use super::error::Error;
use super::layout::{ATTRIBUTES, DESCRIPTION, IGNORE, LEDGER, is_template, journal_of, number_of};
use super::store::{Register, parse_ledger};
use super::trust::{self, Difference, How};
use super::unlocked::Unlocked;
use crate::sops::Sealed;

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
    /// What `register.toml` says otherwise, which records and journals came back or went, and who else could open one.
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

    /// Whether it touches what an attacker would: the account, who opens or receives data, a record or a journal that is gone, came
    /// back from the past, or opens to a stranger. Such a change is asked about; an ordinary one is only told.
    pub fn is_grave(&self) -> bool {
        self.differences.iter().any(|difference| match difference {
            Difference::Setting { key, .. } => ["bank.", "recipients.", "id"]
                .iter()
                .any(|one| key.starts_with(one)),
            Difference::Record { how, .. } | Difference::Journal { how, .. } => {
                *how != How::Changed && *how != How::Added
            }
            Difference::Opener { .. } | Difference::SealedTo { .. } => true,
            _ => false,
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
    let mut differences = sound_public(register, &public)?;
    for file in &sealed {
        differences.extend(judged(register, file)?);
    }
    Ok(Adoption {
        sealed,
        public,
        differences,
    })
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

/// What became of a record or a journal, and who besides the accepted keys could open it.
fn judged(register: &Unlocked, found: &FoundSealed) -> Result<Vec<Difference>, Error> {
    let (how, [old, new]) = became(register, &found.file)?;
    let (number, ours) = (found.number, true);
    let difference = match &found.holds {
        Holds::Record(_) => Difference::Record {
            number,
            how,
            ours,
            old,
            new,
        },
        Holds::Journal => Difference::Journal {
            number,
            how,
            ours,
            old,
            new,
        },
    };
    let strangers = strangers(register.register(), &found.file)?;
    let to = |recipient| Difference::SealedTo { number, recipient };
    let strangers = strangers.into_iter().map(to);
    Ok([difference].into_iter().chain(strangers).collect())
}

/// How a file differs from the last version committed, and both contents.
fn became(register: &Unlocked, file: &Found) -> Result<(How, [Option<BlobId>; 2]), Error> {
    let path = file.path.as_str();
    let past = register.register().repo().log(Some(&[path]))?;
    let states = || {
        past.iter()
            .flat_map(|entry| &entry.paths)
            .filter(|state| state.path == path)
    };
    let old = states().next().and_then(|state| state.new);
    let new = file.bytes.as_deref().map(BlobId::of).transpose()?;
    let how = match (old, new) {
        (_, None) => How::Removed,
        (_, Some(new)) if states().any(|state| state.old == Some(new)) => How::RolledBack,
        (None, _) => How::Added,
        _ => How::Changed,
    };
    Ok((how, [old, new]))
}

/// Whom a file is sealed to besides the accepted keys.
fn strangers(register: &Register, file: &Found) -> Result<Vec<Recipient>, Error> {
    let Some(Ok(sealed)) = file.bytes.as_deref().map(Sealed::parse) else {
        return Ok(Vec::new());
    };
    let trusted = register.trusted_recipients()?;
    let mut recipients = sealed.recipients();
    recipients.retain(|one| !trusted.contains(one));
    Ok(recipients)
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

/// Judges the public files; says what `register.toml` changes.
fn sound_public(register: &Unlocked, public: &[Found]) -> Result<Vec<Difference>, Error> {
    let mut described = Vec::new();
    for file in public {
        match file.path.as_str() {
            DESCRIPTION => {
                described = as_described(register.register(), file.bytes.as_deref())?;
                fields_declared(register)?;
            }
            LEDGER => ledger_only_grows(register.register(), file.bytes.clone())?,
            _ => {}
        }
    }
    Ok(described)
}

/// What was read to be committed must be what the register was opened with, line ends aside: that was parsed and checked.
fn as_described(register: &Register, bytes: Option<&[u8]>) -> Result<Vec<Difference>, Error> {
    let lines = |text: &str| text.replace("\r\n", "\n");
    let new = bytes.map(String::from_utf8_lossy).unwrap_or_default();
    if lines(&new) != lines(register.source()) {
        return Err(Error::DescriptionChanged);
    }
    let repo = register.repo();
    let old = repo.read(repo.head()?.as_ref(), DESCRIPTION)?;
    let old = String::from_utf8_lossy(&old.unwrap_or_default()).into_owned();
    Ok(trust::described(&old, &new))
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
