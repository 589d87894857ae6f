//! The order in which a run of letters is written, whoever makes its documents: see [`Noting`](super::noting::Noting) for why it is this.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::fsio::Mark;
use crate::history::CommitId;
use crate::model::CustomerNumber;
use crate::model::journal::Event;
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

    /// Hands each event to `room` that is to be noted, but for its document's hash, before anything is made.
    ///
    /// # Errors
    /// Those of `room`; an event that no journal takes.
    fn announce(
        &self,
        room: &mut dyn FnMut(CustomerNumber, Event) -> Result<(), Error>,
    ) -> Result<(), Self::Error>;

    /// The events, hashes and all, once the documents are made. What they are made from may be let go.
    ///
    /// # Errors
    /// As [`Self::write`].
    fn events(&mut self) -> Result<Vec<(CustomerNumber, Event)>, Self::Error>;
}

impl Unlocked {
    /// Writes the documents of a run that was planned when `planned` was the last commit, and notes the events of it.
    ///
    /// # Errors
    /// `Unnoted` where a crashed run left documents; `PlanIsOld`; as [`Unlocked::change`] and [`crate::register::Change::note_events`]. The
    /// documents are gone then.
    pub fn write_letters<D: Documents>(
        &self,
        planned: Option<CommitId>,
        now: Timestamp,
        documents: &mut D,
    ) -> Result<Finished, D::Error> {
        let mut noting = self.noting(planned, now)?;
        documents.announce(&mut |customer, event| noting.room(customer, event))?;
        let tally = noting.tally()?;
        let (files, mark) = documents.begin()?;
        if let Err(error) = noting.begin(files, mark) {
            documents.forget();
            return Err(error.into());
        }
        let events = documents.write(&tally).and_then(|()| documents.events());
        match events {
            Ok(events) => Ok(noting.finish(events, || documents.forget())?),
            Err(error) => {
                noting.abandon(&documents.left());
                Err(error)
            }
        }
    }
}
