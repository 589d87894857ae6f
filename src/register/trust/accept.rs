//! Accepting what HEAD is: everything that is not as it was accepted is shown, then the pin moves, and nothing else.

use std::collections::BTreeMap;

use crate::fsio::Lock;
use crate::history::{self, BlobId, CommitId};
use crate::keys::Pin;
use crate::register::error::Error;
use crate::register::intent;
use crate::register::layout::{DESCRIPTION, TEMPLATES, is_template};
use crate::register::past::{self, CustomerEvent, Sides};
use crate::register::store::{Register, parse_description};
use crate::register::unlocked::Unlocked;

use super::difference::Difference;
use super::standing::Standing;
use super::{comparison, pinning};

/// What would be accepted.
#[derive(Debug)]
pub struct Acceptance {
    /// The commit.
    pub head: CommitId,
    /// Everything that it changes in what is accepted, the weightiest last; where nothing was accepted before, everything that
    /// the register says.
    pub differences: Vec<Difference>,
    /// Where nothing was accepted before: how many customers there are.
    pub first: Option<usize>,
    pin: Pin,
}

/// Looks at what `accept` would take in; `None` where HEAD is accepted already.
///
/// # Errors
/// `NoStateFolder`; where `register.toml` is none.
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
    let description = repo.read(Some(&head), DESCRIPTION)?.unwrap_or_default();
    // Nobody can be sealed to by a text that the program does not read.
    parse_description(&String::from_utf8_lossy(&description))?;
    let mut pin = pinning::whole(repo, head)?;
    let (differences, first) = if let Some(pinned) = &pinned {
        // A number that was given once stays given, whatever is accepted.
        pin.greatest = pin.greatest.max(pinned.greatest);
        pin.follow_accepted(pinned);
        (comparison::since(register, pinned)?, None)
    } else {
        let (whole, customers) = comparison::whole(repo, head)?;
        (whole, Some(customers))
    };
    Ok(Some(Acceptance {
        head,
        differences,
        first,
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

/// Opens changed records and journals and tells what became of each customer, by number. What git does not have yet is among the
/// `contents`.
///
/// # Errors
/// Where git cannot be read; what does not open says so itself.
pub fn open<'d>(
    register: &Unlocked,
    differences: impl IntoIterator<Item = &'d Difference>,
    contents: &BTreeMap<BlobId, Vec<u8>>,
) -> Result<Vec<CustomerEvent>, Error> {
    let mut sides = Sides::new(register.register().repo(), contents);
    for difference in differences {
        match difference {
            Difference::Record(it) => sides.record(it.number, (it.old, it.new))?,
            Difference::Journal(it) => sides.journal(it.number, (it.old, it.new))?,
            _ => {}
        }
    }
    Ok(past::told(register.reader(), sides))
}

/// The owner's templates in a commit, by file name; links and what else is no file are left out.
///
/// # Errors
/// Where git cannot be read.
pub fn templates_at(
    register: &Register,
    commit: CommitId,
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let repo = register.repo();
    let mut found = Vec::new();
    repo.changes((None, commit), &|path| path == TEMPLATES, &mut |change| {
        let file = change.new.filter(|(_, kind)| kind.is_file());
        if let (Some((blob, _)), true) = (file, is_template(&change.path)) {
            found.push((change.path, blob));
        }
    })?;
    let mut templates = Vec::new();
    for (path, blob) in found {
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        templates.push((name, repo.content(blob)?.unwrap_or_default()));
    }
    Ok(templates)
}
