//! Changing a register: staged under the lock, sealed in memory, one commit.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::clock::rfc3339;
use crate::fsio::{self, Aside, Content};
use crate::history::{Act, CommitId, Message};
use crate::keys::{Pin, Recipient};
use crate::model::{CustomerNumber, Ledger, Record, changes};
use crate::sops::{Opened, Stamp};

use super::describe::DescriptionText;
use super::error::Error;
use super::init::ledger_text;
use super::layout::{DESCRIPTION, LEDGER, journal_path, record_path};
use super::record;
use super::store::{Register, load_ledger};
use super::transaction::{Step, Transaction};
use super::unlocked::{Reader, Unlocked, numbers_in};
use super::watch::Work;

/// A change that is being put together. Dropped without [`Change::commit`], it leaves everything as it was.
pub struct Change<'a> {
    unlocked: &'a Unlocked,
    transaction: Transaction<'a>,
    recipients: Vec<Recipient>,
    stamp: Stamp,
    now: Timestamp,
    ledger: Ledger,
    /// The greatest number that the pin knows of: a ledger that went back does not make it free.
    greatest: u32,
    ledger_changed: bool,
    /// Whether the tree has been looked through for numbers that the ledger does not know.
    looked: bool,
    customers: BTreeSet<u32>,
    fields: BTreeSet<String>,
    /// Where what is sealed waits for the commit: many files together are too much to be held.
    aside: Aside,
}

impl Unlocked {
    /// Begins a change: takes the lock, so that what is read from here on stays true until the commit.
    ///
    /// # Errors
    /// `Sample` for the project's own sample, `DescriptionChanged` when `register.toml` is not what was read; as
    /// [`Register::may_seal`].
    pub fn change(&self, now: Timestamp) -> Result<Change<'_>, Error> {
        self.changing(now, Register::may_seal_locked)
    }

    /// The same for taking in what the owner changed by hand, `register.toml` included.
    pub(super) fn adopting(&self, now: Timestamp) -> Result<Change<'_>, Error> {
        self.changing(now, Register::may_commit_locked)
    }

    fn changing(
        &self,
        now: Timestamp,
        trusted: impl FnOnce(&Register) -> Result<Pin, Error>,
    ) -> Result<Change<'_>, Error> {
        let register = self.register();
        if register.description().sample {
            return Err(Error::Sample);
        }
        let transaction = register.transaction()?;
        register.still_described()?;
        let pin = trusted(register)?;
        Ok(Change {
            unlocked: self,
            transaction,
            recipients: pin.recipients,
            greatest: pin.greatest,
            stamp: rfc3339(now).parse().map_err(Error::Stamp)?,
            now,
            ledger: load_ledger(register.root())?,
            ledger_changed: false,
            looked: false,
            customers: BTreeSet::new(),
            fields: BTreeSet::new(),
            aside: Aside::new(register.repo().own_dir()?),
        })
    }
}

impl Change<'_> {
    /// Gives the next free number: one more than the greatest that was ever used.
    pub fn next_number(&mut self) -> Result<CustomerNumber, Error> {
        if !self.looked {
            if let Some(greatest) = numbers_in(self.unlocked.register().root())?.last() {
                self.used(*greatest);
            }
            self.looked = true;
        }
        let number = self
            .ledger
            .next_number(self.pinned())
            .ok_or(Error::NumbersUsedUp)?;
        self.used(number);
        Ok(number)
    }

    /// Notes a number that came from outside, so that it is never given again.
    ///
    /// # Errors
    /// `NumberTaken` when a customer has or had it.
    pub fn take_number(&mut self, number: CustomerNumber) -> Result<(), Error> {
        let root = self.unlocked.register().root();
        if self.ledger.is_erased(number)
            || self.is_forgotten(number)
            || fsio::exists(&root.join(record_path(number)))?
            // What was done about somebody whose record is gone is not the next one's.
            || fsio::exists(&root.join(journal_path(number)))?
        {
            return Err(Error::NumberTaken { number });
        }
        self.used(number);
        Ok(())
    }

    /// Whether the number lies above all that the ledger knows and not above what the pin saw given.
    fn is_forgotten(&self, number: CustomerNumber) -> bool {
        let known = self.ledger.next_number([]);
        known.is_some_and(|next| next <= number) && number.get() <= self.greatest
    }

    fn pinned(&self) -> Option<CustomerNumber> {
        CustomerNumber::new(self.greatest).ok()
    }

    /// Stages records, new or changed, sealed on all cores. A record equal to what the register holds is left alone.
    ///
    /// # Errors
    /// `Faulty` when the schema refuses one; then nothing of this call is staged.
    pub fn put(&mut self, records: &[Record]) -> Result<(), Error> {
        self.stage(records, Damaged::Refuse)
    }

    fn stage(&mut self, records: &[Record], damaged: Damaged) -> Result<(), Error> {
        let stage = Stage {
            damaged,
            reader: self.unlocked.reader(),
            recipients: &self.recipients,
            stamp: &self.stamp,
            aside: &self.aside,
        };
        let watched = self.unlocked.begin(Work::Sealing, records.len());
        let seal = |record| {
            let sealed = stage.seal(record);
            watched.one();
            sealed
        };
        let staged: Result<Vec<_>, Error> = records.par_iter().map(seal).collect();
        drop(watched);
        for staged in staged?.into_iter().flatten() {
            self.fields.extend(staged.fields);
            self.write_of(staged.number, record_path(staged.number), staged.content);
        }
        Ok(())
    }

    /// Stages one record over what was read before the lock was taken, unless that has changed since.
    ///
    /// # Errors
    /// `ChangedMeanwhile`.
    pub fn put_over(&mut self, base: &Record, record: &Record) -> Result<(), Error> {
        self.still(record.number, Some(base))?;
        self.put(std::slice::from_ref(record))
    }

    /// The same in the place of a record that is missing or damaged; `base` is what [`Unlocked::usable`] found.
    ///
    /// # Errors
    /// `ChangedMeanwhile`.
    pub fn put_back(&mut self, base: Option<&Record>, record: &Record) -> Result<(), Error> {
        self.still(record.number, base)?;
        self.stage(std::slice::from_ref(record), Damaged::Replace)
    }

    fn still(&self, number: CustomerNumber, base: Option<&Record>) -> Result<(), Error> {
        if self.unlocked.usable(number)?.as_ref() == base {
            Ok(())
        } else {
            Err(Error::ChangedMeanwhile { number })
        }
    }

    /// What sealing takes, on any core.
    pub(super) fn sealing(&self) -> (Reader<'_>, &[Recipient], &Stamp) {
        (self.unlocked.reader(), &self.recipients, &self.stamp)
    }

    /// Where what was sealed is put, from any core.
    pub(super) fn aside(&self) -> &Aside {
        &self.aside
    }

    /// Stages a sealed file of a customer's.
    pub(super) fn write_of(&mut self, number: CustomerNumber, path: String, content: Content) {
        self.customers.insert(number.get());
        self.transaction.put(path, content);
    }

    /// Stages a new text of `register.toml`.
    pub fn describe(&mut self, text: &DescriptionText) {
        self.transaction
            .write(DESCRIPTION, text.to_string().into_bytes());
    }

    /// Takes in a work file that was changed outside the program, as it was when it was found sound.
    pub(super) fn adopt(&mut self, path: &str, bytes: Option<Vec<u8>>) {
        self.transaction.adopt_as(path, bytes);
    }

    /// Names a customer and fields that an adopted file changed.
    pub(super) fn note(
        &mut self,
        number: CustomerNumber,
        fields: impl IntoIterator<Item = String>,
    ) {
        self.customers.insert(number.get());
        self.fields.extend(fields);
        if self.ledger.last_number < number.get() {
            self.used(number);
        }
    }

    /// Whether anything is staged.
    pub fn is_empty(&self) -> bool {
        self.transaction.is_empty()
    }

    /// Commits everything as one act; `None` when nothing changed.
    pub fn commit(mut self, act: Act) -> Result<Option<CommitId>, Error> {
        if self.is_empty() {
            return Ok(None);
        }
        if self.ledger_changed {
            self.transaction
                .write(LEDGER, ledger_text(&self.ledger).into_bytes());
        }
        let watched = self.unlocked.begin(Work::Writing, self.transaction.len());
        let message = Message::new(act, self.customers, self.fields)?;
        let author = self.unlocked.register().author();
        let transaction = self.transaction.with_observer(|step| {
            if step == Step::Written {
                watched.one();
            }
            Ok(())
        });
        Ok(Some(transaction.commit(&message, &author, self.now)?))
    }

    fn used(&mut self, number: CustomerNumber) {
        if self.ledger.last_number < number.get() {
            self.ledger.last_number = number.get();
            self.ledger_changed = true;
        }
    }
}

/// What to do about a record that is sealed for us and does not open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Damaged {
    Refuse,
    Replace,
}

/// What sealing takes, on any core.
struct Stage<'a> {
    damaged: Damaged,
    reader: Reader<'a>,
    recipients: &'a [Recipient],
    stamp: &'a Stamp,
    aside: &'a Aside,
}

struct Staged {
    number: CustomerNumber,
    content: Content,
    fields: BTreeSet<String>,
}

impl Stage<'_> {
    /// What the register holds of that customer.
    fn old(&self, number: CustomerNumber) -> Result<Option<(Opened, Record)>, Error> {
        let opened = self.reader.bytes(number).and_then(|bytes| {
            let opened = bytes.map(|bytes| self.reader.open(number, &bytes));
            opened.transpose()
        });
        // That it is the record's fault and not the key's was found out when it was read for this change.
        let damaged = |error: &Error| error.is_damage() || error.is_keys();
        match opened {
            Err(error) if self.damaged == Damaged::Replace && damaged(&error) => Ok(None),
            opened => opened,
        }
    }

    /// Seals a record over what the register holds of that customer; `None` when they say the same.
    fn seal(&self, record: &Record) -> Result<Option<Staged>, Error> {
        let number = record.number;
        let checked = self.reader.checked(record.clone())?;
        let record = checked.customer.to_record();
        let sealing = |source| Error::Seal { number, source };
        let tree = record::to_tree(&record).map_err(sealing)?;
        let (opened, old) = match self.old(number)? {
            Some((opened, old)) => (opened.replace(tree), old),
            None => (Opened::new(tree), Record::new(number)),
        };
        if !opened.is_changed() {
            return Ok(None);
        }
        let bytes = opened.seal(self.recipients, self.stamp).map_err(sealing)?;
        let fields = changes(&old, &record)
            .into_iter()
            .map(|change| change.field.to_string())
            .collect();
        Ok(Some(Staged {
            number,
            content: self.aside.put(bytes)?,
            fields,
        }))
    }
}
