//! Two trees compared: the accepted one, and the one that would be in force. Only the register's own files are read; what else
//! differs is named as far as it is few, and counted. It takes no key, and no commit in between is looked at.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::history::{BlobId, CommitId, EntryKind, Repo, TreeChange};
use crate::keys::{Pin, Recipient};
use crate::model::{CustomerNumber, Ledger, Numbers};
use crate::register::adopt::is_public;
use crate::register::error::Error;
use crate::register::layout::{DESCRIPTION, LEDGER, is_own_folder, number_of, owner_of};
use crate::register::store::Register;
use crate::sops::Sealed;

use super::difference::{Difference, How, Remark, SealedChange};
use super::{pinning, settings};

/// So many other files and folders are named; the rest is counted.
const NAMED: usize = 200;

/// What would change, against what was accepted.
pub(super) struct Comparison<'a> {
    repo: &'a Repo,
    trusted: &'a [Recipient],
    greatest: u32,
    numbers: Numbers,
    /// The trees in which copies are looked for.
    trees: Vec<CommitId>,
    changes: Vec<TreeChange>,
    /// Changed files that are counted only.
    more: usize,
    /// What is not in git yet.
    contents: &'a BTreeMap<BlobId, Vec<u8>>,
}

/// In what HEAD differs from what was accepted, the weightiest last.
pub(super) fn since(register: &Register, pin: &Pin) -> Result<Vec<Difference>, Error> {
    let repo = register.repo();
    let accepted: CommitId = pin.commit.parse()?;
    let kept = repo.has(accepted)?;
    let rewritten = Difference::Rewritten { accepted, kept };
    let Some(head) = repo.head()? else {
        return Ok(vec![rewritten]);
    };
    if !kept {
        let mut found = vec![rewritten, Difference::Lost];
        found.extend(by_hashes(repo, pin, head)?);
        return Ok(ordered(found));
    }
    let (changes, more) = changes(repo, Some(accepted), head)?;
    let comparison = Comparison {
        repo,
        trusted: &pin.recipients,
        greatest: pin.greatest,
        numbers: register.description().numbers,
        trees: vec![accepted, head],
        changes,
        more,
        contents: &BTreeMap::new(),
    };
    let mut found = comparison.differences()?;
    if found.is_empty() {
        found.push(Difference::SameFiles);
    }
    if !repo.descends(head, accepted)? {
        found.push(rewritten);
    }
    Ok(ordered(found))
}

/// Everything that a register never accepted here says. Its records are only counted.
pub(super) fn whole(repo: &Repo, head: CommitId) -> Result<(Vec<Difference>, usize), Error> {
    let (changes, more) = changes(repo, None, head)?;
    let customers = changes.iter().filter(|one| number_of(&one.path).is_some());
    let customers = customers.count();
    let mut found = settings::described(repo, None, repo.blob_at(Some(&head), DESCRIPTION)?)?;
    let sealed = |change: &&TreeChange| owner_of(&change.path).is_none();
    let public = |change: &&TreeChange| !is_public(&change.path) || is_template(change);
    found.extend(changes.iter().filter(sealed).filter(public).map(file));
    found.extend((more > 0).then_some(Difference::MoreFiles { count: more }));
    Ok((ordered(found), customers))
}

fn is_template(change: &TreeChange) -> bool {
    crate::register::layout::is_template(&change.path)
}

/// In what files that are to be written differ from those of the last commit, which was accepted; the weightiest last.
pub(in crate::register) fn proposed(
    register: &Register,
    pin: &Pin,
    changes: Vec<TreeChange>,
    contents: &BTreeMap<BlobId, Vec<u8>>,
) -> Result<Vec<Difference>, Error> {
    let comparison = Comparison {
        repo: register.repo(),
        trusted: &pin.recipients,
        greatest: pin.greatest,
        numbers: register.description().numbers,
        trees: register.repo().head()?.into_iter().collect(),
        changes,
        more: 0,
        contents,
    };
    Ok(ordered(comparison.differences()?))
}

fn ordered(mut found: Vec<Difference>) -> Vec<Difference> {
    found.sort_by_key(Difference::weight);
    found
}

/// The changes by path, those of other files as far as they are named, links first; and how many more there are.
fn changes(
    repo: &Repo,
    old: Option<CommitId>,
    new: CommitId,
) -> Result<(Vec<TreeChange>, usize), Error> {
    let (mut own, mut odd, mut other, mut more) = (Vec::new(), Vec::new(), Vec::new(), 0);
    repo.changes((old, new), &is_own_folder, &mut |change| {
        let named = if owner_of(&change.path).is_some() || is_public(&change.path) {
            own.push(change);
            return;
        } else if kind(&change) < EntryKind::Folder {
            &mut odd
        } else {
            &mut other
        };
        if named.len() < NAMED {
            named.push(change);
        } else {
            more += 1;
        }
    })?;
    own.sort_by(|a, b| a.path.cmp(&b.path));
    odd.extend(other);
    odd.sort_by(|a, b| (kind(a), &a.path).cmp(&(kind(b), &b.path)));
    own.extend(odd);
    Ok((own, more))
}

fn kind(change: &TreeChange) -> EntryKind {
    let kinds = [change.new, change.old].into_iter().flatten();
    kinds.map(|(_, kind)| kind).min().unwrap_or(EntryKind::File)
}

fn file(change: &TreeChange) -> Difference {
    Difference::File {
        path: change.path.clone(),
        kind: kind(change),
        how: how(change),
    }
}

fn how(change: &TreeChange) -> How {
    match (change.old, change.new) {
        (None, _) => How::Added,
        (_, None) => How::Removed,
        _ => How::Changed,
    }
}

/// What can be told without the accepted commit: every setting where `register.toml` is another, the templates, and whether numbers
/// go back.
fn by_hashes(repo: &Repo, pin: &Pin, head: CommitId) -> Result<Vec<Difference>, Error> {
    let now = pinning::whole(repo, head)?;
    let mut found = Vec::new();
    if now.greatest < pin.greatest {
        found.push(Difference::LedgerBack);
    }
    if now.files.get(DESCRIPTION) != pin.files.get(DESCRIPTION) {
        found.push(Difference::Description);
        let text = repo.blob_at(Some(&head), DESCRIPTION)?;
        found.extend(settings::described(repo, None, text)?);
    }
    let paths: BTreeSet<&String> = pin.files.keys().chain(now.files.keys()).collect();
    for path in paths.into_iter().filter(|path| *path != DESCRIPTION) {
        let how = match (pin.files.get(path), now.files.get(path)) {
            (None, _) => How::Added,
            (_, None) => How::Removed,
            (old, new) if old == new => continue,
            _ => How::Changed,
        };
        let (path, kind) = (path.clone(), EntryKind::File);
        found.push(Difference::File { path, kind, how });
    }
    Ok(found)
}

impl Comparison<'_> {
    fn differences(&self) -> Result<Vec<Difference>, Error> {
        let owners = self.owners()?;
        let mut found = Vec::new();
        let mut ledgers = None;
        for change in &self.changes {
            let path = change.path.as_str();
            match (path, owner_of(path)) {
                (DESCRIPTION, _) => found.extend(self.description(change)?),
                (LEDGER, _) => {
                    ledgers = Some((self.ledger(change.old)?, self.ledger(change.new)?));
                }
                (_, Some(number)) => self.sealed(number, change, &owners, &mut found)?,
                _ => found.push(file(change)),
            }
        }
        if let Some((old, new)) = ledgers {
            found.extend(goes_back(old.as_ref(), new.as_ref()));
            found.extend(self.ledger_ahead(new.as_ref())?);
        }
        let count = self.more;
        found.extend((count > 0).then_some(Difference::MoreFiles { count }));
        Ok(found)
    }

    fn content(&self, blob: Option<(BlobId, EntryKind)>) -> Result<Option<Vec<u8>>, Error> {
        let Some((blob, _)) = blob else {
            return Ok(None);
        };
        match self.contents.get(&blob) {
            Some(bytes) => Ok(Some(bytes.clone())),
            None => Ok(self.repo.content(blob)?),
        }
    }

    fn description(&self, change: &TreeChange) -> Result<Vec<Difference>, Error> {
        let (old, new) = (self.content(change.old)?, self.content(change.new)?);
        let text = |bytes: Option<Vec<u8>>| String::from_utf8(bytes.unwrap_or_default());
        let (Ok(old), Ok(new)) = (text(old), text(new)) else {
            return Ok(vec![Difference::Description]);
        };
        let mut found = settings::openers(self.trusted, &new);
        found.extend(settings::settings(&old, &new));
        // A comment, an order: nothing that the program reads, and not the text that was accepted.
        if found.is_empty() {
            found.push(Difference::Description);
        }
        Ok(found)
    }

    fn ledger(&self, blob: Option<(BlobId, EntryKind)>) -> Result<Option<Ledger>, Error> {
        let text = self
            .content(blob)?
            .and_then(|it| String::from_utf8(it).ok());
        Ok(text.and_then(|text| toml::from_str(&text).ok()))
    }

    /// The ledger says that numbers were given of which nothing else is known: nobody could be given a number that lies below.
    fn ledger_ahead(&self, new: Option<&Ledger>) -> Result<Option<Difference>, Error> {
        let Some(last) = new.map(|new| new.last_number) else {
            return Ok(None);
        };
        let mut greatest = self.greatest;
        if last > greatest {
            for tree in &self.trees {
                greatest = greatest.max(pinning::greatest_record(self.repo, *tree)?);
            }
            let changed = self.changes.iter().filter_map(|one| number_of(&one.path));
            greatest = greatest.max(changed.map(CustomerNumber::get).max().unwrap_or_default());
        }
        Ok((last > greatest).then_some(Difference::LedgerAhead { last, greatest }))
    }

    /// What became of a record or a journal, and who besides the accepted keys could open it.
    fn sealed(
        &self,
        number: CustomerNumber,
        change: &TreeChange,
        owners: &HashMap<BlobId, BTreeSet<CustomerNumber>>,
        found: &mut Vec<Difference>,
    ) -> Result<(), Error> {
        let parse = |bytes: Option<Vec<u8>>| bytes.and_then(|bytes| Sealed::parse(&bytes).ok());
        let (old, new) = (
            parse(self.content(change.old)?),
            parse(self.content(change.new)?),
        );
        let is_journal = number_of(&change.path).is_none();
        let mut remarks = Vec::new();
        let mut how = how(change);
        let copy = change.new.and_then(|(blob, _)| owners.get(&blob));
        let copy = copy.and_then(|all| all.iter().copied().find(|owner| *owner != number));
        if let (How::Added, false) = (how, is_journal)
            && self.was_used(number)?
        {
            how = How::Reused;
        }
        if let (Some(old), Some(new)) = (&old, &new) {
            let lost = is_journal && has_lost_events(old, new);
            // By its own date, which is sealed in: whoever writes anew must write when.
            if new.stamp() < old.stamp() || (lost && old.shares_wrap(new)) {
                how = How::RolledBack;
            }
            remarks.extend((!old.shares_wrap(new)).then_some(Remark::NewDataKey));
            remarks.extend(lost.then_some(Remark::LostEvents));
        }
        how = copy.map_or(how, How::CopyOf);
        let is_unsealed = change.new.is_some() && new.is_none();
        remarks.extend(is_unsealed.then_some(Remark::Unsealed));
        let state = change.state();
        let sealed = SealedChange {
            number,
            how,
            remarks,
            is_expected: false,
            old: state.old,
            new: state.new,
        };
        found.push(if is_journal {
            Difference::Journal(sealed)
        } else {
            Difference::Record(sealed)
        });
        let recipients = new.map(|new| new.recipients()).unwrap_or_default();
        let strangers = recipients.into_iter();
        let strangers = strangers.filter(|recipient| !self.trusted.contains(recipient));
        found.extend(strangers.map(|recipient| Difference::SealedTo {
            number,
            recipient: recipient.to_string(),
        }));
        Ok(())
    }

    /// Whether the number was somebody's: erased, or below the greatest where the register gives the numbers.
    fn was_used(&self, number: CustomerNumber) -> Result<bool, Error> {
        if self.numbers == Numbers::Own && number.get() <= self.greatest {
            return Ok(true);
        }
        let Some(accepted) = self.trees.first() else {
            return Ok(false);
        };
        let ledger = pinning::ledger(self.repo, *accepted)?;
        Ok(ledger.is_some_and(|ledger| ledger.is_erased(number)))
    }

    /// Whose record or journal has the bytes of one that changed, in the accepted tree or the other.
    fn owners(&self) -> Result<HashMap<BlobId, BTreeSet<CustomerNumber>>, Error> {
        let mut owners: HashMap<BlobId, BTreeSet<CustomerNumber>> = HashMap::new();
        let mut note = |path: &str, blob: Option<(BlobId, EntryKind)>, wanted: &HashSet<BlobId>| {
            if let (Some((blob, _)), Some(owner)) = (blob, owner_of(path))
                && wanted.contains(&blob)
            {
                owners.entry(blob).or_default().insert(owner);
            }
        };
        let sealed = self
            .changes
            .iter()
            .filter(|it| owner_of(&it.path).is_some());
        let wanted: HashSet<BlobId> = sealed.filter_map(|it| Some(it.new?.0)).collect();
        if wanted.is_empty() {
            return Ok(owners);
        }
        for change in &self.changes {
            note(&change.path, change.new, &wanted);
        }
        for tree in &self.trees {
            self.repo
                .changes((None, *tree), &is_own_folder, &mut |one| {
                    note(&one.path, one.new, &wanted);
                })?;
        }
        Ok(owners)
    }
}

/// Whether events of one journal are not in the other; their names stand in clear.
fn has_lost_events(old: &Sealed, new: &Sealed) -> bool {
    let events: HashSet<&str> = new.paths().map(|(table, _)| table).collect();
    old.paths().any(|(table, _)| !events.contains(table))
}

/// The ledger only grows; one that cannot be read has forgotten everything.
fn goes_back(old: Option<&Ledger>, new: Option<&Ledger>) -> Option<Difference> {
    let old = old?;
    let kept = new.is_some_and(|new| {
        let erased: HashSet<CustomerNumber> = new.erased.iter().map(|it| it.number).collect();
        let mut before = old.erased.iter();
        new.last_number >= old.last_number && before.all(|it| erased.contains(&it.number))
    });
    (!kept).then_some(Difference::LedgerBack)
}
