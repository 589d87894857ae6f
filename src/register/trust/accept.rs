//! Accepting what HEAD is: a plan of everything that is not as it was accepted, then the pin moves, and nothing else.

use crate::fsio::Lock;
use crate::history::{self, CommitId};
use crate::keys::{Pin, Recipient};
use crate::register::adopt::is_public;
use crate::register::error::Error;
use crate::register::intent;
use crate::register::layout::{DESCRIPTION, RECORDS, number_of, owner_of};
use crate::register::past::{self, CustomerEvent, Sides};
use crate::register::store::{Register, parse_description};
use crate::register::unlocked::Unlocked;

use super::claim::Came;
use super::difference::Difference;
use super::standing::Standing;
use super::{compare, pinning};

/// What would be accepted.
#[derive(Debug)]
pub struct Acceptance {
    /// The commit.
    pub head: CommitId,
    /// The commits that came since the pin, newest first; where there was no pin, the newest only.
    pub commits: Vec<Came>,
    /// The commits that were accepted and are no longer in the history, newest first.
    pub lost: Vec<Came>,
    /// What is not as it was accepted; empty where nothing was.
    pub differences: Vec<Difference>,
    /// Everything that the register says, where nothing was accepted before.
    pub whole: Option<Whole>,
    pin: Pin,
}

/// A register as it stands, for an owner who has not accepted any of it.
#[derive(Debug)]
pub struct Whole {
    /// Who can open it: the name that `register.toml` gives, and the key.
    pub openers: Vec<(String, Recipient)>,
    /// The bank account that letters name.
    pub iban: Option<String>,
    /// Its bank.
    pub bic: Option<String>,
    /// Its holder, where that is not the controller.
    pub holder: Option<String>,
    /// To whom data goes regularly, and the key that it is sealed to.
    pub disclosures: Vec<(String, Option<String>)>,
    /// The owner's templates.
    pub templates: Vec<String>,
    /// Files that no register has by itself.
    pub others: Vec<String>,
    /// How many records there are.
    pub customers: usize,
}

/// Looks at what `accept` would take in; `None` where HEAD is accepted already.
///
/// # Errors
/// `NoStateFolder`; `Description` where a register that was never accepted has a `register.toml` that is none.
pub fn plan(register: &Register) -> Result<Option<Acceptance>, Error> {
    register.repo().may_change()?;
    if register.pin_place().is_none() {
        return Err(Error::NoStateFolder);
    }
    let pinned = match register.standing()? {
        Standing::Accepted(_) => return Ok(None),
        Standing::Moved(pin) => Some(pin),
        Standing::Unpinned { .. } => None,
    };
    let repo = register.repo();
    let head = repo.head()?.ok_or(history::Error::Unborn)?;
    let mut pin = pinning::whole(repo, head)?;
    let Some(pinned) = pinned else {
        return Ok(Some(Acceptance {
            head,
            commits: vec![Came::new(repo, repo.entry(head)?)?],
            lost: Vec::new(),
            differences: Vec::new(),
            whole: Some(whole(register, head, &pin)?),
            pin,
        }));
    };
    // A number that was given once stays given, whatever is accepted.
    pin.greatest = pin.greatest.max(pinned.greatest);
    Ok(Some(Acceptance {
        head,
        commits: compare::commits(register, Some(&pinned), head)?,
        lost: compare::lost(register, &pinned, head)?,
        differences: compare::differences(register, &pinned)?,
        whole: None,
        pin,
    }))
}

/// Moves the pin to what was planned.
///
/// # Errors
/// `PlanIsOld` when HEAD moved since the plan was made.
pub fn accept(register: &Register, acceptance: &Acceptance) -> Result<(), Error> {
    let _lock = Lock::acquire(&intent::lock_file(register.repo())?)?;
    if register.repo().head()? != Some(acceptance.head) {
        return Err(Error::PlanIsOld);
    }
    let place = register.pin_place().ok_or(Error::NoStateFolder)?;
    place.save(&acceptance.pin)?;
    // One work tree has one pin: an older one would be what a later change of the id is compared with.
    for (other, _) in register.under_another_id()? {
        other.remove()?;
    }
    Ok(())
}

impl Acceptance {
    /// Opens the changed records and journals and tells what became of each customer, by number.
    pub fn told(&self, register: &Unlocked) -> Result<Vec<CustomerEvent>, Error> {
        let mut sides = Sides::new(register.register().repo());
        for difference in &self.differences {
            match difference {
                Difference::Record {
                    number, old, new, ..
                } => sides.record(*number, (*old, *new))?,
                Difference::Journal {
                    number, old, new, ..
                } => sides.journal(*number, (*old, *new))?,
                _ => {}
            }
        }
        Ok(past::told(register.reader(), sides))
    }
}

fn whole(register: &Register, head: CommitId, pin: &Pin) -> Result<Whole, Error> {
    let repo = register.repo();
    let text = repo.read(Some(&head), DESCRIPTION)?.unwrap_or_default();
    let description = parse_description(&String::from_utf8_lossy(&text))?;
    let records = repo.paths_at(head, RECORDS)?;
    let templates = pin.files.keys().filter(|path| *path != DESCRIPTION);
    let mut openers = Vec::new();
    for key in &description.keys {
        openers.push((key.name.clone(), key.recipient.parse()?));
    }
    let disclosures = description.recipients.iter();
    Ok(Whole {
        openers,
        iban: description.bank.iban.as_ref().map(ToString::to_string),
        bic: description.bank.bic.as_ref().map(ToString::to_string),
        holder: description.bank.holder.as_ref().map(ToString::to_string),
        disclosures: disclosures
            .map(|to| (to.name.clone(), to.key.clone()))
            .collect(),
        templates: templates.cloned().collect(),
        others: repo
            .paths_at(head, "")?
            .into_iter()
            .map(|(path, _)| path)
            .filter(|path| !is_known(path))
            .collect(),
        customers: records
            .iter()
            .filter(|(path, _)| number_of(path).is_some())
            .count(),
    })
}

/// Whether a register has such a file by itself: a record, a journal, or what is public of it.
fn is_known(path: &str) -> bool {
    owner_of(path).is_some() || is_public(path)
}
