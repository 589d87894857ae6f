//! The files in which HEAD differs from the accepted commit: records and journals by number, told apart by what their bytes were before.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::history::{BlobId, CommitId, PathState};
use crate::keys::Pin;
use crate::model::{CustomerNumber, Ledger, Numbers};
use crate::register::error::Error;
use crate::register::layout::{DESCRIPTION, LEDGER, RECORDS, journal_of, number_of, owner_of};
use crate::register::store::Register;
use crate::sops::Sealed;

use super::claim::Came;
use super::compare::foreign_paths;
use super::difference::{Difference, How};
use super::pinning;

/// What it takes to name a changed file.
pub(super) struct Files<'a> {
    register: &'a Register,
    pin: &'a Pin,
    states: Vec<PathState>,
    /// What every file was at some time before.
    replaced: HashSet<(String, BlobId)>,
    /// The paths that ever held something else than they do.
    once: HashSet<String>,
    /// Whose record or journal has, or had when it was accepted, these bytes.
    owners: HashMap<BlobId, BTreeSet<CustomerNumber>>,
    foreign: HashSet<&'a str>,
    old_ledger: Option<Ledger>,
    new_ledger: Option<Ledger>,
}

impl<'a> Files<'a> {
    pub(super) fn new(
        register: &'a Register,
        pin: &'a Pin,
        old: CommitId,
        head: CommitId,
        came: &'a [Came],
    ) -> Result<Self, Error> {
        let repo = register.repo();
        let replaced = repo.replaced(&[old, head])?;
        Ok(Self {
            register,
            pin,
            states: repo.between(old, head)?,
            once: replaced.iter().map(|(path, _)| path.clone()).collect(),
            replaced,
            owners: owners(register, [old, head])?,
            foreign: foreign_paths(came),
            old_ledger: pinning::ledger(repo, old)?,
            new_ledger: pinning::ledger(repo, head)?,
        })
    }

    pub(super) fn differences(&self) -> Result<Vec<Difference>, Error> {
        let mut found: Vec<Difference> = self.ledger().into_iter().collect();
        found.extend(self.ledger_ahead());
        for state in &self.states {
            let path = state.path.as_str();
            match (path, number_of(path), journal_of(path)) {
                // Said key by key, and by what it forgets.
                (DESCRIPTION | LEDGER, ..) => {}
                (_, Some(number), _) => found.extend(self.record(number, state)?),
                (_, _, Some(number)) => found.extend(self.journal(number, state)?),
                _ => found.push(Difference::File {
                    path: path.to_owned(),
                    how: self.how(state),
                }),
            }
        }
        Ok(found)
    }

    /// The ledger only grows; one that cannot be read has forgotten everything.
    fn ledger(&self) -> Option<Difference> {
        let old = self.old_ledger.as_ref()?;
        let kept = self.new_ledger.as_ref().is_some_and(|new| {
            let mut erased = old.erased.iter();
            new.last_number >= old.last_number && erased.all(|it| new.is_erased(it.number))
        });
        (!kept).then_some(Difference::LedgerBack)
    }

    /// The ledger says that numbers were given which no record ever had: nobody could be given a number that lies below.
    fn ledger_ahead(&self) -> Option<Difference> {
        let new = self.new_ledger.as_ref()?;
        let records = self.states.iter().map(|state| &state.path);
        let records = records.chain(self.replaced.iter().map(|(path, _)| path));
        let greatest = records.filter_map(|path| number_of(path)).max();
        let known = greatest
            .map_or(0, CustomerNumber::get)
            .max(self.pin.greatest);
        let last = new.last_number;
        (last > known).then_some(Difference::LedgerAhead { last })
    }

    fn record(&self, number: CustomerNumber, state: &PathState) -> Result<Vec<Difference>, Error> {
        let how = match self.how_sealed(number, state) {
            How::Added if self.was_used(number, &state.path) => How::Reused,
            how => how,
        };
        let mut found = vec![Difference::Record {
            number,
            how,
            ours: self.is_ours(state),
            old: state.old,
            new: state.new,
        }];
        found.extend(self.sealed_to(number, state.new)?);
        Ok(found)
    }

    fn journal(&self, number: CustomerNumber, state: &PathState) -> Result<Vec<Difference>, Error> {
        let mut found = vec![Difference::Journal {
            number,
            how: self.how_sealed(number, state),
            ours: self.is_ours(state),
            old: state.old,
            new: state.new,
        }];
        found.extend(self.sealed_to(number, state.new)?);
        Ok(found)
    }

    fn is_ours(&self, state: &PathState) -> bool {
        !self.foreign.contains(state.path.as_str())
    }

    fn how_sealed(&self, number: CustomerNumber, state: &PathState) -> How {
        match self.how(state) {
            How::RolledBack => How::RolledBack,
            how => self.other_owner(number, state.new).map_or(how, How::CopyOf),
        }
    }

    fn how(&self, state: &PathState) -> How {
        let Some(new) = state.new else {
            return How::Removed;
        };
        if self.replaced.contains(&(state.path.clone(), new)) {
            How::RolledBack
        } else if state.old.is_none() {
            How::Added
        } else {
            How::Changed
        }
    }

    /// Another customer who has a file of the same bytes.
    fn other_owner(&self, number: CustomerNumber, new: Option<BlobId>) -> Option<CustomerNumber> {
        let owners = self.owners.get(&new?)?;
        owners.iter().copied().find(|owner| *owner != number)
    }

    /// Whether the number was somebody's: erased, in history, or below the greatest where the register gives the numbers.
    fn was_used(&self, number: CustomerNumber, path: &str) -> bool {
        let erased = self.old_ledger.as_ref();
        let own = self.register.description().numbers == Numbers::Own;
        erased.is_some_and(|ledger| ledger.is_erased(number))
            || self.once.contains(path)
            || (own && number.get() <= self.pin.greatest)
    }

    /// Keys that the file is sealed to and that nobody accepted. One that is not sealed is left to `check`.
    fn sealed_to(
        &self,
        number: CustomerNumber,
        new: Option<BlobId>,
    ) -> Result<Vec<Difference>, Error> {
        let bytes = new.map(|blob| self.register.repo().content(blob));
        let sealed = bytes
            .transpose()?
            .flatten()
            .and_then(|bytes| Sealed::parse(&bytes).ok());
        let recipients = sealed.map(|sealed| sealed.recipients()).unwrap_or_default();
        let foreign = recipients.into_iter();
        Ok(foreign
            .filter(|recipient| !self.pin.recipients.contains(recipient))
            .map(|recipient| Difference::SealedTo { number, recipient })
            .collect())
    }
}

fn owners(
    register: &Register,
    commits: [CommitId; 2],
) -> Result<HashMap<BlobId, BTreeSet<CustomerNumber>>, Error> {
    let mut owners: HashMap<BlobId, BTreeSet<CustomerNumber>> = HashMap::new();
    for commit in commits {
        for (path, blob) in register.repo().paths_at(commit, RECORDS)? {
            owners.entry(blob).or_default().extend(owner_of(&path));
        }
    }
    Ok(owners)
}
