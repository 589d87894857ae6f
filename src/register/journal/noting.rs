//! A run of letters and its journal: documents first, then one commit that says they were written.
//!
//! Were the journal first, a crash would leave debtors noted as reminded of whom nobody wrote: a claim would live longer and a
//! fee wait for nothing. So the documents come first, and three things keep them from being lost to the journal. The register is
//! locked before the first is written, and refused where it moved since the plan was made: two runs cannot both be the first
//! reminder. When the journal cannot be written, the documents are taken away again and no path was told to anybody. And what a
//! crash leaves in between is known by a note in `.git`, so that the next run stops and names the documents.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::fsio::{self, Mark};
use crate::history::{Act, CommitId, Repo};
use crate::model::CustomerNumber;
use crate::model::journal::Event;
use crate::register::change::Change;
use crate::register::error::Error;
use crate::register::intent;
use crate::register::unlocked::Unlocked;

use super::unnoted::{self, Paths, Tally};

/// A run whose documents are about to be written. It holds the register's lock.
pub(super) struct Noting<'a> {
    register: &'a Unlocked,
    change: Change<'a>,
    /// The last commit when it was planned, and still.
    head: Option<CommitId>,
    /// The documents that this run makes.
    files: Paths,
    /// What they bear while they are half written.
    mark: Option<Mark>,
}

/// Letters that are written and noted.
pub struct Finished {
    /// The commit; `None` where the journals had said all of it, or what was left to do after it failed.
    pub commit: Option<CommitId>,
    /// What was left to do after the commit, where that failed: the documents stay.
    pub unfinished: Option<Error>,
    /// Why the run's note could not be removed, which is no matter: the next run does it.
    pub note: Option<Error>,
}

impl Unlocked {
    /// Begins a run that was planned when `head` was the last commit.
    ///
    /// # Errors
    /// `Unnoted` where a crashed run left documents; `PlanIsOld`; as [`Unlocked::change`].
    pub(super) fn noting(
        &self,
        head: Option<CommitId>,
        now: Timestamp,
    ) -> Result<Noting<'_>, Error> {
        let change = self.change(now)?;
        unnoted::refuse(self)?;
        if self.register().repo().head()? != head {
            return Err(Error::PlanIsOld);
        }
        Ok(Noting {
            register: self,
            change,
            head,
            files: Paths::default(),
            mark: None,
        })
    }
}

impl Unlocked {
    /// Notes an act that makes no document, planned when `planned` was the last commit; `None` where the journal has it already.
    ///
    /// # Errors
    /// `Unnoted` where a crashed run left documents: which of them were noted would be harder to tell; `PlanIsOld`; as
    /// [`Unlocked::change`] and [`Change::note_events`].
    pub fn note_act(
        &self,
        planned: Option<CommitId>,
        now: Timestamp,
        customer: CustomerNumber,
        event: Event,
    ) -> Result<Option<CommitId>, Error> {
        let Noting { mut change, .. } = self.noting(planned, now)?;
        change.note_events(vec![(customer, event)])?;
        change.commit(Act::Journal)
    }
}

impl Noting<'_> {
    /// Says which documents come, before the first is written.
    ///
    /// # Errors
    /// When the note cannot be written; then nothing should be.
    pub(super) fn begin(
        &mut self,
        files: impl IntoIterator<Item = PathBuf>,
        mark: Mark,
    ) -> Result<(), Error> {
        let mut new = Paths::default();
        for file in files {
            // What is there already is none of ours to take away.
            if !fsio::exists(&file)? {
                new.add(&file);
            }
        }
        self.files = new;
        self.mark = Some(mark);
        unnoted::begin(self.repo(), self.head, self.mark.as_ref(), &self.files)
    }

    /// Where each document is told of once it is there.
    ///
    /// # Errors
    /// Where there is no place for notes beside git's.
    pub(super) fn tally(&self) -> Result<Tally, Error> {
        Ok(Tally(intent::letters_file(self.repo())?))
    }

    fn repo(&self) -> &Repo {
        self.register.register().repo()
    }

    /// Refuses what a journal cannot take, before a document is made.
    ///
    /// # Errors
    /// As [`Change::note_events`].
    pub(super) fn room(&self, customer: CustomerNumber, event: Event) -> Result<(), Error> {
        self.change.room_for(customer, event)
    }

    /// Notes the events, once all documents are written.
    ///
    /// # Errors
    /// When they cannot be noted; the documents are gone then and `gone` was told.
    pub(super) fn finish(
        mut self,
        events: Vec<(CustomerNumber, Event)>,
        gone: impl FnOnce(),
    ) -> Result<Finished, Error> {
        if let Err(error) = self.change.note_events(events) {
            take_away(self.register, &self.files);
            gone();
            return Err(error);
        }
        let repo = self.register.register().repo();
        match self.change.commit(Act::Journal) {
            Ok(commit) => Ok(Finished {
                commit,
                unfinished: None,
                note: unnoted::clear(repo).err(),
            }),
            Err(error) if error.is_unfinished() => {
                // The documents stay. So does the note where nobody can tell whether the journals have them.
                if repo.head().is_ok() {
                    drop(unnoted::clear(repo));
                }
                Ok(Finished {
                    commit: None,
                    unfinished: Some(error),
                    note: None,
                })
            }
            Err(error) => {
                take_away(self.register, &self.files);
                gone();
                Err(error)
            }
        }
    }

    /// Ends a run whose documents were not all written: `left` are those of its own that could not be taken back, which the note
    /// goes on naming.
    pub(super) fn abandon(self, left: &[PathBuf]) {
        // A note that names nothing stops nobody, and one that names too much is asked about.
        drop(if left.is_empty() {
            unnoted::clear(self.repo())
        } else {
            let mut files = Paths::default();
            for file in left {
                files.add(file);
            }
            unnoted::begin(self.repo(), self.head, self.mark.as_ref(), &files)
        });
    }
}

/// Removes documents that no journal knows. Where one stays, so does the note that names it.
fn take_away(register: &Unlocked, files: &Paths) {
    let files: Vec<PathBuf> = files.iter().collect();
    if fsio::remove_many(&files).is_ok() {
        // A note that names nothing stops nobody.
        drop(unnoted::clear(register.register().repo()));
    }
}
