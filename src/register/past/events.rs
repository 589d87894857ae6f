//! What every commit did, newest first: its own words, and what became of each customer in it.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use jiff::Timestamp;

use crate::history::{Act, CommitId, Entry, Message, PathState};
use crate::model::{Change, CustomerNumber};
use crate::register::error::Error;
use crate::register::journal::Noted;
use crate::register::layout::{journal_of, journal_path, number_of, owner_of, record_path};
use crate::register::unlocked::Unlocked;

use super::sides::{Sides, told};

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
    pub(super) fn is_empty(&self) -> bool {
        let fields = self.changes.as_ref().is_ok_and(Vec::is_empty);
        fields && self.journal.as_ref().is_ok_and(Vec::is_empty)
    }
}

impl Unlocked {
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
        let contents = BTreeMap::new();
        let mut sides = Sides::new(self.register().repo(), &contents);
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
