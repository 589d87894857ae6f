//! The register's past: what a customer was at a time, and what every commit changed, opened and put in words by others.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::clock::Clock;
use crate::history::{self, Act, BlobId, CommitId, Entry, Message, PathState, Repo};
use crate::model::journal::Journal;
use crate::model::{Change, CustomerNumber, FieldPath, Record, Rule, changes, date};

use super::adopt::is_public;
use super::error::Error;
use super::journal::{self, Noted, Versions};
use super::layout::{RECORDS, journal_of, journal_path, number_of, owner_of, record_path};
use super::unlocked::{Reader, Unlocked};

/// A point in the register's history as people name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// The end of that day.
    Date(Date),
    /// A commit, by its hash or the beginning of it, or by what else git calls it: `HEAD~1`, a branch, `MERGE_HEAD`.
    Commit(String),
}

impl FromStr for When {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match date::parse(text) {
            Ok(date) => return Ok(Self::Date(date)),
            Err(Rule::NoSuchDay) => {
                let text = text.to_owned();
                return Err(Error::NoSuchDay { text });
            }
            Err(_) => {}
        }
        if text.is_empty() || text.chars().any(char::is_whitespace) {
            return Err(no_such_time(text));
        }
        Ok(Self::Commit(text.to_owned()))
    }
}

fn no_such_time(text: &str) -> Error {
    let text = text.to_owned();
    Error::NoSuchTime { text }
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Date(date) => write!(f, "{date}"),
            Self::Commit(hash) => f.write_str(hash),
        }
    }
}

/// One commit of the register's history.
pub struct Event {
    /// The commit.
    pub id: CommitId,
    /// When it was made.
    pub time: Timestamp,
    /// Who made it.
    pub author: String,
    /// Its first line.
    pub subject: String,
    /// What it did, where the program made it.
    pub act: Option<Act>,
    /// What became of each customer in it, as many as were asked for.
    pub customers: Vec<CustomerEvent>,
    /// How many more there are.
    pub more: usize,
    /// Other files that it changed.
    pub files: Vec<String>,
}

/// What one commit did to one customer.
pub struct CustomerEvent {
    /// Whose record.
    pub number: CustomerNumber,
    /// The fields, or why they cannot be told.
    pub changes: Result<Vec<Change>, Error>,
    /// What was noted in the journal, or taken back; or why it cannot be told.
    pub journal: Result<Vec<Noted>, Error>,
}

impl CustomerEvent {
    /// Whether nothing happened, as far as can be told.
    fn is_empty(&self) -> bool {
        let fields = self.changes.as_ref().is_ok_and(Vec::is_empty);
        fields && self.journal.as_ref().is_ok_and(Vec::is_empty)
    }
}

impl Unlocked {
    /// Returns the commit that was the newest at `when`.
    pub fn commit_at(&self, when: &When, clock: Clock) -> Result<CommitId, Error> {
        let none = || Error::TooEarly {
            when: when.to_string(),
        };
        let repo = self.register().repo();
        match when {
            When::Commit(name) => match repo.resolve(name) {
                Err(history::Error::NoSuchCommit { text }) => Err(no_such_time(&text)),
                resolved => Ok(resolved?),
            },
            When::Date(date) => repo
                .at(clock.end_of(*date).ok_or_else(none)?)?
                .ok_or_else(none),
        }
    }

    /// Returns the record as it was in a commit; `None` where the commit has none.
    pub fn record_at(
        &self,
        number: CustomerNumber,
        commit: &CommitId,
    ) -> Result<Option<Record>, Error> {
        let bytes = self
            .register()
            .repo()
            .read(Some(commit), &record_path(number))?;
        bytes
            .map(|bytes| Ok(self.reader().open(number, &bytes)?.1))
            .transpose()
    }

    /// Tells the history of one customer, or of all, newest first, one commit after another; of each commit at most so many
    /// customers are opened, for an import has thousands.
    pub fn events(
        &self,
        number: Option<CustomerNumber>,
        most: usize,
        mut visit: impl FnMut(Event) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        let paths = number.map(|number| [record_path(number), journal_path(number)]);
        let paths = paths
            .as_ref()
            .map(|paths| paths.each_ref().map(String::as_str));
        let paths = paths.as_ref().map(<[&str; 2]>::as_slice);
        let mut read = Ok(());
        self.register().repo().walk(paths, |entry| {
            let event = self.event(entry, most);
            event.map_or_else(
                |error| {
                    read = Err(error);
                    ControlFlow::Break(())
                },
                &mut visit,
            )
        })?;
        read
    }

    /// Tells what the work tree has that the last commit does not, for one customer or all.
    pub fn uncommitted(&self, number: Option<CustomerNumber>) -> Result<Vec<CustomerEvent>, Error> {
        let head = self.register().repo().head()?;
        let dirty = self.register().repo().status()?;
        let numbers: BTreeSet<CustomerNumber> = dirty
            .iter()
            .filter_map(|dirty| owner_of(&dirty.path))
            .filter(|found| number.is_none_or(|wanted| wanted == *found))
            .collect();
        let told = numbers.into_iter();
        Ok(told
            .map(|number| self.told_since(number, head.as_ref()))
            .collect())
    }

    /// Names the register's public files that differ from the last commit.
    pub fn uncommitted_files(&self) -> Result<Vec<String>, Error> {
        let dirty = self
            .register()
            .repo()
            .status()?
            .into_iter()
            .map(|dirty| dirty.path);
        Ok(dirty.filter(|path| is_public(path)).collect())
    }

    /// Tells what changed between a time and the work tree, for one customer or all; of a day, that day's changes too.
    pub fn since_time(
        &self,
        number: Option<CustomerNumber>,
        when: &When,
        clock: Clock,
    ) -> Result<Vec<CustomerEvent>, Error> {
        let commit = self.commit_before(when, clock)?;
        let commit = commit.as_ref();
        let numbers = match number {
            Some(number) => BTreeSet::from([number]),
            None => self.numbers_since(commit)?,
        };
        let told = numbers
            .into_iter()
            .map(|number| self.told_since(number, commit));
        Ok(told.filter(|event| !event.is_empty()).collect())
    }

    /// The commit that was the newest when a day began, or that is named; `None` where the register was made on that day.
    fn commit_before(&self, when: &When, clock: Clock) -> Result<Option<CommitId>, Error> {
        // A day before the first is refused, as it is where its end is asked for.
        let at_end = self.commit_at(when, clock)?;
        let When::Date(date) = when else {
            return Ok(Some(at_end));
        };
        let before = date.yesterday().ok().and_then(|day| clock.end_of(day));
        let commit = before.map(|moment| self.register().repo().at(moment));
        Ok(commit.transpose()?.flatten())
    }

    /// Whose files differ between a commit, or the time before all, and the work tree, without opening any.
    fn numbers_since(&self, commit: Option<&CommitId>) -> Result<BTreeSet<CustomerNumber>, Error> {
        let then = commit.map(|commit| self.register().repo().paths_at(*commit, RECORDS));
        let then: BTreeMap<String, BlobId> =
            then.transpose()?.unwrap_or_default().into_iter().collect();
        let mut now = self.numbers()?;
        now.extend(self.journal_numbers()?);
        let reader = self.reader();
        let is = |path: String, bytes: Option<Vec<u8>>| -> Result<bool, Error> {
            let blob = bytes.map(|bytes| BlobId::of(&bytes)).transpose()?;
            Ok(blob.as_ref() == then.get(&path))
        };
        let same = |number: &CustomerNumber| -> Result<bool, Error> {
            Ok(is(record_path(*number), reader.bytes(*number)?)?
                && is(journal_path(*number), reader.journal_bytes(*number)?)?)
        };
        let then = then.keys().filter_map(|path| owner_of(path));
        let all: BTreeSet<CustomerNumber> = then.chain(now).collect();
        let mut different = BTreeSet::new();
        for number in all {
            if !same(&number)? {
                different.insert(number);
            }
        }
        Ok(different)
    }

    /// What became of a customer and her journal between a commit and the work tree.
    fn told_since(&self, number: CustomerNumber, commit: Option<&CommitId>) -> CustomerEvent {
        CustomerEvent {
            number,
            changes: self.since(number, commit),
            journal: self.noted_since(number, commit),
        }
    }

    fn noted_since(
        &self,
        number: CustomerNumber,
        commit: Option<&CommitId>,
    ) -> Result<Vec<Noted>, Error> {
        let old = commit
            .map(|commit| self.journal_at(number, commit))
            .transpose()?;
        let old = old.unwrap_or_else(|| Journal::new(number));
        Ok(journal::noted(&old, &self.journal(number)?))
    }

    fn since(
        &self,
        number: CustomerNumber,
        commit: Option<&CommitId>,
    ) -> Result<Vec<Change>, Error> {
        let old = commit
            .map(|commit| self.record_at(number, commit))
            .transpose()?
            .flatten();
        let new = match self.record(number) {
            Ok(record) => Some(record),
            Err(Error::NoSuchCustomer { .. }) => None,
            Err(error) => return Err(error),
        };
        Ok(between(number, old, new))
    }

    fn event(&self, entry: Entry, most: usize) -> Result<Event, Error> {
        let mut customers: BTreeMap<CustomerNumber, Vec<&PathState>> = BTreeMap::new();
        let mut files = Vec::new();
        for state in &entry.paths {
            match owner_of(&state.path) {
                Some(number) => customers.entry(number).or_default().push(state),
                None => files.push(state.path.clone()),
            }
        }
        let more = customers.len().saturating_sub(most);
        let told: Vec<&PathState> = customers.into_values().take(most).flatten().collect();
        let act = entry.message.as_ref().map(Message::act);
        Ok(Event {
            id: entry.id,
            time: entry.time,
            author: entry.author.name,
            subject: entry.subject,
            act,
            customers: self.told(&told)?,
            more,
            files,
        })
    }

    /// Reads the sealed versions one after another from git and opens them on all cores.
    fn told(&self, states: &[&PathState]) -> Result<Vec<CustomerEvent>, Error> {
        let mut sides = Sides::new(self.register().repo());
        for state in states {
            let blobs = (state.old, state.new);
            match (number_of(&state.path), journal_of(&state.path)) {
                (Some(number), _) => sides.record(number, blobs)?,
                (None, Some(number)) => sides.journal(number, blobs)?,
                (None, None) => {}
            }
        }
        Ok(told(self.reader(), sides))
    }
}

/// What the sealed files of customers were and are, read and not opened yet.
pub(super) struct Sides<'r> {
    repo: &'r Repo,
    /// Of each customer the record, then the journal.
    files: BTreeMap<CustomerNumber, [Versions; 2]>,
}

impl<'r> Sides<'r> {
    pub(super) fn new(repo: &'r Repo) -> Self {
        let files = BTreeMap::new();
        Self { repo, files }
    }

    pub(super) fn record(&mut self, number: CustomerNumber, blobs: Blobs) -> Result<(), Error> {
        self.read(number, 0, blobs)
    }

    pub(super) fn journal(&mut self, number: CustomerNumber, blobs: Blobs) -> Result<(), Error> {
        self.read(number, 1, blobs)
    }

    fn read(
        &mut self,
        number: CustomerNumber,
        which: usize,
        (old, new): Blobs,
    ) -> Result<(), Error> {
        let content =
            |blob| -> Result<Vec<u8>, Error> { Ok(self.repo.content(blob)?.unwrap_or_default()) };
        let bytes = |blob: Option<BlobId>| blob.map(content).transpose();
        let versions = (bytes(old)?, bytes(new)?);
        self.files.entry(number).or_default()[which] = versions;
        Ok(())
    }
}

/// A file's content before and after, where it was and is.
type Blobs = (Option<BlobId>, Option<BlobId>);

/// Opens what was read, on all cores.
pub(super) fn told(reader: Reader<'_>, sides: Sides<'_>) -> Vec<CustomerEvent> {
    let files: Vec<(CustomerNumber, [Versions; 2])> = sides.files.into_iter().collect();
    let told = files.into_par_iter();
    told.map(|(number, [record, journal])| CustomerEvent {
        number,
        changes: opened(reader, number, record.0.as_deref(), record.1.as_deref()),
        journal: journal::opened(reader, number, &journal),
    })
    .collect()
}

/// Opens what a record was and is, and tells the fields that differ.
fn opened(
    reader: Reader<'_>,
    number: CustomerNumber,
    old: Option<&[u8]>,
    new: Option<&[u8]>,
) -> Result<Vec<Change>, Error> {
    let record = |bytes: Option<&[u8]>| {
        bytes
            .map(|bytes| Ok::<_, Error>(reader.open(number, bytes)?.1))
            .transpose()
    };
    Ok(between(number, record(old)?, record(new)?))
}

fn between(number: CustomerNumber, old: Option<Record>, new: Option<Record>) -> Vec<Change> {
    let or_empty = |record: Option<Record>| record.unwrap_or_else(|| Record::new(number));
    changes(&or_empty(old), &or_empty(new))
}

impl Unlocked {
    /// Returns the record as it was at a time, whatever the schema says today.
    ///
    /// # Errors
    /// `NotThen` when the register did not have it.
    pub fn record_then(
        &self,
        number: CustomerNumber,
        when: &When,
        clock: Clock,
    ) -> Result<Record, Error> {
        let commit = self.commit_at(when, clock)?;
        self.record_at(number, &commit)?
            .ok_or_else(|| Error::NotThen {
                number,
                when: when.to_string(),
            })
    }

    /// Returns the newest committed version of a record that differs from `now`, in that field or in any; damaged ones are
    /// passed over.
    pub fn record_before(
        &self,
        number: CustomerNumber,
        now: Option<&Record>,
        field: Option<&FieldPath>,
    ) -> Result<Option<Record>, Error> {
        let differs = |then: &Record| match (now, field) {
            (Some(now), Some(field)) => then.get(field) != now.get(field),
            (now, _) => Some(then) != now,
        };
        for entry in self.register().repo().log(Some(&[&record_path(number)]))? {
            match self.record_at(number, &entry.id) {
                Ok(Some(then)) if differs(&then) => return Ok(Some(then)),
                Ok(_) => {}
                Err(error) => match self.judged(error) {
                    error if error.is_damage() => {}
                    error => return Err(error),
                },
            }
        }
        Ok(None)
    }

    /// Whether the register has or ever had that customer.
    pub fn knows(&self, number: CustomerNumber) -> Result<bool, Error> {
        let path = record_path(number);
        let here = crate::fsio::exists(&self.register().root().join(&path))?;
        Ok(here || !self.register().repo().log(Some(&[&path]))?.is_empty())
    }
}
