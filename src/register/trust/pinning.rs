//! Making a pin of a commit, and moving it along with our own commits.

use std::collections::BTreeMap;

use crate::fsio;
use crate::history::{self, BlobId, CommitId, Repo};
use crate::keys::{Found, Pin, PinPlace, Pins};
use crate::model::{CustomerNumber, Ledger};
use crate::register::layout::{
    DESCRIPTION, LEDGER, TEMPLATES, is_own_folder, is_template, number_of,
};
use crate::register::transaction_error::TransactionError;
use crate::sops::sha256;

use super::settings;

/// So many digits of the path's digest name a work tree's pin.
const NAME: usize = 16;

/// A pin that is to move once the branch has.
pub(in crate::register) struct Following {
    place: PinPlace,
    pin: Pin,
}

impl Following {
    /// Moves the pin, synced.
    pub(in crate::register) fn save(&self) -> Result<(), fsio::Error> {
        self.place.save(&self.pin)
    }
}

/// How the pin follows a commit of our own: only from the commit before it, or to the very first.
///
/// What came from elsewhere is not taken along: a commit of ours upon it leaves the pin where it is.
pub(in crate::register) fn following(
    repo: &Repo,
    pins: &Pins,
    commit: CommitId,
) -> Result<Option<Following>, TransactionError> {
    let Some(place) = place_at(repo, pins, commit)? else {
        return Ok(None);
    };
    let mut pin = of(repo, commit)?;
    match (place.load()?, repo.parent(commit)?) {
        (Found::Pin(before), Some(parent)) if before.commit == parent.to_string() => {
            pin.greatest = pin.greatest.max(before.greatest);
            pin.follow_own(before);
        }
        (Found::Nothing | Found::Damaged(_), None) => {}
        _ => return Ok(None),
    }
    place.prepare()?;
    Ok(Some(Following { place, pin }))
}

/// Where this work tree's pin is, by the id that a commit's `register.toml` says.
fn place_at(
    repo: &Repo,
    pins: &Pins,
    commit: CommitId,
) -> Result<Option<PinPlace>, history::Error> {
    let text = repo
        .read(Some(&commit), DESCRIPTION)?
        .map(|bytes| lossy(&bytes));
    let id = text.as_deref().and_then(settings::id);
    // The id names a folder: anything else than an id is not gone along with.
    let id = id.filter(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    Ok(id.and_then(|id| place(repo, pins, &id)))
}

/// Where this work tree's pin is: the same folder by another path has the same pin, a moved or copied one has none.
pub(in crate::register) fn place(repo: &Repo, pins: &Pins, id: &str) -> Option<PinPlace> {
    pins.place(id, &work_tree(repo))
}

/// Where pins of this work tree are under other ids.
pub(super) fn others(repo: &Repo, pins: &Pins, id: &str) -> Result<Vec<PinPlace>, fsio::Error> {
    pins.others(id, &work_tree(repo))
}

fn work_tree(repo: &Repo) -> String {
    let root = repo.root();
    let canonical = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let name = sha256(canonical.as_os_str().as_encoded_bytes());
    name[..NAME].to_owned()
}

/// The greatest number that this work tree's pin saw given; none where no pin can be read.
pub(in crate::register) fn greatest_pinned(
    repo: &Repo,
    pins: &Pins,
    id: &str,
) -> Result<Option<u32>, fsio::Error> {
    let found = place(repo, pins, id)
        .map(|place| place.load())
        .transpose()?;
    Ok(match found {
        Some(Found::Pin(pin)) => Some(pin.greatest),
        _ => None,
    })
}

/// Whether a pin says of its commit's `register.toml` what stands there. One that does not was written by somebody else, or is
/// half of what it was: whom it names, records would be sealed to. Of a commit that is gone nothing can be said.
pub(in crate::register) fn agrees(repo: &Repo, pin: &Pin) -> Result<bool, history::Error> {
    let commit: CommitId = pin.commit.parse()?;
    if !repo.has(commit)? {
        return Ok(true);
    }
    let text = repo.read(Some(&commit), DESCRIPTION)?;
    let openers = text
        .as_deref()
        .map(|bytes| settings::recipients(&lossy(bytes)));
    let openers: Vec<_> = openers.into_iter().flatten().collect();
    Ok(pin.recipients == openers
        && pin.files.get(DESCRIPTION).cloned() == text.map(|it| sha256(&it)))
}

/// The commit that was accepted last in this work tree, where it can be told and git has it.
pub(in crate::register) fn last_accepted(
    repo: &Repo,
    pins: &Pins,
    id: &str,
) -> Result<Option<CommitId>, history::Error> {
    let found = place(repo, pins, id).map(|place| place.load());
    let Some(Ok(Found::Pin(pin))) = found else {
        return Ok(None);
    };
    let commit: CommitId = pin.commit.parse()?;
    Ok(repo.has(commit)?.then_some(commit))
}

/// What a commit says that a pin keeps, but for records: they are not looked through.
pub(super) fn of(repo: &Repo, commit: CommitId) -> Result<Pin, history::Error> {
    let description = repo.read(Some(&commit), DESCRIPTION)?;
    let recipients = description
        .clone()
        .map(|bytes| lossy(&bytes))
        .map(|text| settings::recipients(&text));
    let mut files = BTreeMap::new();
    if let Some(bytes) = description {
        files.insert(DESCRIPTION.to_owned(), sha256(&bytes));
    }
    let mut templates = Vec::new();
    let enters = |path: &str| path == TEMPLATES;
    repo.changes((None, commit), &enters, &mut |change| {
        if is_template(&change.path) || change.path == TEMPLATES {
            templates.extend(change.new.map(|(blob, _)| (change.path, blob)));
        }
    })?;
    for (path, blob) in templates {
        // What git has no content of, a commit of another repository say, is known by its name.
        let name = || blob.to_string().into_bytes();
        let bytes = repo.content(blob)?.unwrap_or_else(name);
        files.insert(path, sha256(&bytes));
    }
    Ok(Pin {
        commit: commit.to_string(),
        first: commit.to_string(),
        earlier: Vec::new(),
        recipients: recipients.into_iter().flatten().collect(),
        greatest: ledger(repo, commit)?.map_or(0, |ledger| greatest(&ledger)),
        files,
    })
}

/// The same, where nothing is known of what came before: the records' own numbers count too.
pub(super) fn whole(repo: &Repo, commit: CommitId) -> Result<Pin, history::Error> {
    let mut pin = of(repo, commit)?;
    pin.greatest = pin.greatest.max(greatest_record(repo, commit)?);
    Ok(pin)
}

/// The greatest number of the records in a commit, 0 where it has none.
pub(super) fn greatest_record(repo: &Repo, commit: CommitId) -> Result<u32, history::Error> {
    let mut greatest = 0;
    repo.changes((None, commit), &is_own_folder, &mut |change| {
        let number = number_of(&change.path).map_or(0, CustomerNumber::get);
        greatest = greatest.max(number);
    })?;
    Ok(greatest)
}

/// Whether a file was so at a commit that was in force in this work tree: one that was accepted, or one of our own upon such a one.
pub(in crate::register) fn was_in_force(
    repo: &Repo,
    pin: &Pin,
    (path, blob): (&str, Option<BlobId>),
) -> Result<bool, history::Error> {
    let lines: Vec<_> = pin.lines().collect();
    for (first, last) in lines.iter().rev() {
        if repo.was_on_line((path, blob), (first.parse()?, last.parse()?))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The ledger of a commit; none where it has none that can be read.
pub(super) fn ledger(repo: &Repo, commit: CommitId) -> Result<Option<Ledger>, history::Error> {
    let text = repo.read(Some(&commit), LEDGER)?.map(|bytes| lossy(&bytes));
    Ok(text.and_then(|text| toml::from_str(&text).ok()))
}

/// The greatest number that a ledger knows of.
fn greatest(ledger: &Ledger) -> u32 {
    let erased = ledger.erased.iter().map(|erased| erased.number.get());
    erased.max().unwrap_or_default().max(ledger.last_number)
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
