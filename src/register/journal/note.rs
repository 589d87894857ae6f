//! Staging events: each customer's journal is opened, gets what is new, and is sealed again under its own data key.

use rayon::prelude::*;

use crate::fsio;
use crate::keys::Recipient;
use crate::model::CustomerNumber;
use crate::model::journal::{Event, Hash, Journal};
use crate::register::change::Change;
use crate::register::error::Error;
use crate::register::layout::{RECORD_LIMIT, journal_path};
use crate::register::unlocked::Reader;
use crate::sops::{self, Opened, Stamp};

use super::form;

/// A smaller journal has room for any letter.
const NEARLY_FULL: u64 = RECORD_LIMIT / 2;

impl Change<'_> {
    /// Seals a journal for a trial that is nearly full; the event does not have its document's hash yet.
    ///
    /// # Errors
    /// As [`Self::note_events`].
    pub(super) fn room_for(&self, number: CustomerNumber, mut event: Event) -> Result<(), Error> {
        let (reader, recipients, stamp) = self.sealing();
        let file = fsio::stat(&reader.root.join(journal_path(number)));
        if file.is_ok_and(|found| found.is_some_and(|it| it.len() > NEARLY_FULL)) {
            event.sha256 = Hash::parse(&sops::sha256(b""));
            sealed(reader, number, &[(number, event)], (recipients, stamp))?;
        }
        Ok(())
    }

    /// Stages events for the journals of their customers, sealed on all cores. What a journal says already is not said again.
    ///
    /// # Errors
    /// `OpenJournal`, `FaultyJournal`, `SealJournal`; then nothing of this call is staged.
    pub fn note_events(&mut self, mut events: Vec<(CustomerNumber, Event)>) -> Result<(), Error> {
        events.sort_by_key(|(number, _)| *number);
        let each = events.chunk_by(|(one, _), (other, _)| one == other);
        let each: Vec<&[(CustomerNumber, Event)]> = each.collect();
        let ((reader, recipients, stamp), aside) = (self.sealing(), self.aside());
        let staged: Result<Vec<_>, Error> = each
            .into_par_iter()
            .map(|events| {
                let number = events[0].0;
                let sealed = sealed(reader, number, events, (recipients, stamp))?;
                let put = |bytes: Vec<u8>| Ok((number, aside.put(bytes)?));
                sealed.map(put).transpose()
            })
            .collect();
        for (number, content) in staged?.into_iter().flatten() {
            self.write_of(number, journal_path(number), content);
        }
        Ok(())
    }
}

/// A journal with the events, sealed; `None` where it had them all.
fn sealed(
    reader: Reader<'_>,
    number: CustomerNumber,
    events: &[(CustomerNumber, Event)],
    to: (&[Recipient], &Stamp),
) -> Result<Option<Vec<u8>>, Error> {
    let (mut journal, opened) = match reader.journal(number)? {
        Some(version) => (version.journal, Some(version.opened)),
        None => (Journal::new(number), None),
    };
    let before = journal.events.len();
    let events = events.iter().map(|(_, event)| event.clone());
    journal.events.extend(events);
    if journal.events.len() == before {
        return Ok(None);
    }
    seal(&journal, opened, to).map(Some)
}

/// Seals a journal, over what was opened where there was one.
pub(in crate::register) fn seal(
    journal: &Journal,
    opened: Option<Opened>,
    (recipients, stamp): (&[Recipient], &Stamp),
) -> Result<Vec<u8>, Error> {
    let number = journal.number;
    let sealing = |source| Error::SealJournal { number, source };
    let tree = form::to_tree(journal).map_err(sealing)?;
    let opened = match opened {
        Some(opened) => opened.replace(tree),
        None => Opened::new(tree),
    };
    opened.seal(recipients, stamp).map_err(sealing)
}
