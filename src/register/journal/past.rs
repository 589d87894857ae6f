//! What became of a journal between two of its versions.

use crate::model::CustomerNumber;
use crate::model::journal::{Event, Journal};
use crate::register::error::Error;
use crate::register::unlocked::Reader;

/// An event that came into a journal, or went.
pub enum Noted {
    /// It was noted.
    Added(Event),
    /// It was taken back.
    TakenBack(Event),
}

/// What a sealed file was and is, where it was and is.
pub(in crate::register) type Versions = (Option<Vec<u8>>, Option<Vec<u8>>);

/// The events in which two states of a journal differ, oldest first; of each day what was taken back first.
pub(in crate::register) fn noted(old: &Journal, new: &Journal) -> Vec<Noted> {
    let gone = old.events.difference(&new.events).cloned();
    let came = new.events.difference(&old.events).cloned();
    let mut noted: Vec<Noted> = gone.map(Noted::TakenBack).collect();
    noted.extend(came.map(Noted::Added));
    noted.sort_by_key(|one| match one {
        Noted::Added(event) | Noted::TakenBack(event) => event.date,
    });
    noted
}

/// Opens what a journal was and is, and tells the events that differ.
pub(in crate::register) fn opened(
    reader: Reader<'_>,
    number: CustomerNumber,
    (old, new): &Versions,
) -> Result<Vec<Noted>, Error> {
    let journal = |bytes: &Option<Vec<u8>>| match bytes {
        Some(bytes) => Ok::<_, Error>(reader.open_journal(number, bytes)?.journal),
        None => Ok(Journal::new(number)),
    };
    Ok(noted(&journal(old)?, &journal(new)?))
}
