//! What a commit says it did, held against what it did. Anybody can write a message in this program's form; that one which
//! contradicts its own files was not written by it can be told without a key, since a value that did not change keeps its sealed
//! text. That one agrees proves nothing of who wrote it.

use std::collections::BTreeSet;

use crate::history::{Act, BlobId, Entry, Message, PathState, Repo};
use crate::model::CustomerNumber;
use crate::register::adopt::is_public;
use crate::register::error::Error;
use crate::register::layout::{DESCRIPTION, LEDGER, journal_of, number_of, owner_of};
use crate::sops::Sealed;

/// What the message of a commit is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It is none of this program's form.
    Foreign,
    /// A merge of git's own.
    Merge,
    /// It has the form, and says something else than the commit did.
    Contradicts,
    /// It has the form and agrees with the commit's files.
    Agrees,
}

/// A commit and what its message is worth.
#[derive(Clone, Debug)]
pub struct Came {
    /// The commit.
    pub entry: Entry,
    /// Its message.
    pub claim: Claim,
}

impl Came {
    pub(super) fn new(repo: &Repo, entry: Entry) -> Result<Self, Error> {
        let claim = match &entry.message {
            None if entry.parents > 1 => Claim::Merge,
            None => Claim::Foreign,
            // The program makes no merges.
            Some(_) if entry.parents > 1 => Claim::Contradicts,
            Some(message) if agrees(repo, message, &entry.paths)? => Claim::Agrees,
            Some(_) => Claim::Contradicts,
        };
        Ok(Self { entry, claim })
    }
}

/// What a commit did to records, as far as it shows without a key.
#[derive(Default)]
struct Done {
    customers: BTreeSet<u32>,
    /// Every field whose sealed text differs.
    touched: BTreeSet<String>,
    /// Those of them whose value certainly does.
    changed: BTreeSet<String>,
    /// A record that this program would not write.
    unsealed: bool,
    /// A record that got another data key though nobody was to be shut out: whoever has only the public key can seal no other way.
    anew: bool,
}

fn agrees(repo: &Repo, message: &Message, paths: &[PathState]) -> Result<bool, Error> {
    let (act, mut done) = (message.act(), Done::default());
    for state in paths {
        if !may_touch(act, state) {
            return Ok(false);
        }
        let owner = owner_of(&state.path);
        done.customers.extend(owner.map(CustomerNumber::get));
        // An event's fields stand in no message, so that of other acts nothing could be held against them.
        if number_of(&state.path).is_some() || (owner.is_some() && act == Act::Journal) {
            done.sealed_file(sealed(repo, state.old)?, sealed(repo, state.new)?);
        }
    }
    let said: BTreeSet<u32> = message.customers().iter().take(paths.len() + 1).collect();
    // What another program wrote anew need not have kept the texts, nor differ from what was committed.
    let taken_in = act == Act::Adopt;
    let customers = said == done.customers || (taken_in && said.is_superset(&done.customers));
    let fields = message.fields().is_subset(&done.touched)
        && (taken_in || done.changed.is_subset(message.fields()));
    let changes = matches!(act, Act::Edit | Act::End | Act::Import | Act::Journal);
    let odd = done.unsealed || (changes && done.anew);
    Ok(customers && !odd && (act == Act::Journal || fields))
}

impl Done {
    fn sealed_file(&mut self, old: Version, new: Version) {
        self.unsealed |= matches!(new, Version::Unsealed);
        let (old, new) = (old.sealed(), new.sealed());
        let names = |one: &Option<Sealed>, other: &Option<Sealed>| {
            let unlike = one.as_ref().map(|one| one.unlike(other.as_ref()));
            unlike.unwrap_or_default()
        };
        let mut touched = names(&old, &new);
        touched.extend(names(&new, &old));
        // It is in the file's name, and no message repeats it.
        touched.remove("customer.number");
        let comparable = match (&old, &new) {
            (Some(old), Some(new)) => old.shares_wrap(new),
            _ => true,
        };
        if let (Some(old), Some(new), false) = (&old, &new, comparable) {
            let (before, now) = (old.recipients(), new.recipients());
            self.anew |= before.iter().all(|one| now.contains(one));
        } else {
            self.changed.extend(touched.iter().cloned());
        }
        self.touched.extend(touched);
    }
}

/// One side of a record.
enum Version {
    None,
    Unsealed,
    Sealed(Sealed),
}

impl Version {
    fn sealed(self) -> Option<Sealed> {
        match self {
            Self::Sealed(sealed) => Some(sealed),
            Self::None | Self::Unsealed => None,
        }
    }
}

fn sealed(repo: &Repo, blob: Option<BlobId>) -> Result<Version, Error> {
    let Some(blob) = blob else {
        return Ok(Version::None);
    };
    let bytes = repo.content(blob)?.unwrap_or_default();
    Ok(Sealed::parse(&bytes).map_or(Version::Unsealed, Version::Sealed))
}

/// Whether the program's act touches such a file. Letters note, and no act on a record touches what was noted of it.
fn may_touch(act: Act, state: &PathState) -> bool {
    if number_of(&state.path).is_some() {
        return act != Act::Journal;
    }
    if journal_of(&state.path).is_some() {
        return match act {
            Act::Journal => state.new.is_some(),
            act => matches!(act, Act::Undo | Act::Adopt | Act::Rekey | Act::Erase),
        };
    }
    match act {
        Act::Init | Act::Describe | Act::Undo => is_public(&state.path),
        Act::Import | Act::Rekey | Act::Erase => matches!(&*state.path, DESCRIPTION | LEDGER),
        _ => state.path == LEDGER,
    }
}
