//! The order in which a run of letters is written, whoever makes its documents: see [`Noting`](super::noting::Noting) for why it is this.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::fsio::Mark;
use crate::history::CommitId;
use crate::model::CustomerNumber;
use crate::model::journal::{Event, Hash};
use crate::register::error::Error;
use crate::register::unlocked::Unlocked;

use super::noting::Finished;
use super::unnoted::Tally;

/// The documents of a run, as whoever makes them has them.
pub trait Documents {
    /// Why they cannot be made.
    type Error: From<Error>;

    /// Makes the place for them. Says which files are to come, and by which mark the half-written ones are known.
    ///
    /// # Errors
    /// Then nothing may have been made.
    fn begin(&mut self) -> Result<(Vec<PathBuf>, Mark), Self::Error>;

    /// Makes them all, and tells `tally` of each that is in its place.
    ///
    /// # Errors
    /// Then none of them may lie there but those that [`Self::left`] names.
    fn write(&mut self, tally: &Tally) -> Result<(), Self::Error>;

    /// Those that could not be taken back.
    fn left(&self) -> Vec<PathBuf>;

    /// Takes back what was made besides them, once they are gone.
    fn forget(&self);

    /// The hash of the document that an event tells of, by the event's place in the list.
    fn hash(&self, event: usize) -> Option<Hash>;
}

impl Unlocked {
    /// Writes the documents of a run that was planned when `planned` was the last commit, and notes the events of it, which lack the
    /// documents' hashes only.
    ///
    /// # Errors
    /// `Unnoted` where a crashed run left documents; `PlanIsOld`; as [`Unlocked::change`] and [`super::Change::note_events`]. The
    /// documents are gone then.
    pub fn write_letters<D: Documents>(
        &self,
        planned: Option<CommitId>,
        now: Timestamp,
        mut events: Vec<(CustomerNumber, Event)>,
        documents: &mut D,
    ) -> Result<Finished, D::Error> {
        let mut noting = self.noting(planned, now)?;
        noting.room(&events)?;
        let tally = noting.tally()?;
        let (files, mark) = documents.begin()?;
        if let Err(error) = noting.begin(files, mark) {
            documents.forget();
            return Err(error.into());
        }
        if let Err(error) = documents.write(&tally) {
            noting.abandon(&documents.left());
            return Err(error);
        }
        for (at, (_, event)) in events.iter_mut().enumerate() {
            event.sha256 = documents.hash(at);
        }
        Ok(noting.finish(events, || documents.forget())?)
    }
}
