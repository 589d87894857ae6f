//! From letters to the journal: what `notice` and `letter` note about each.

use super::context::Context;
use super::error::CommandError;
use super::posting::Posting;
use crate::letters::Language;
use crate::model::journal::{Event, Hash};
use crate::model::{CustomerNumber, Rule};
use crate::sops;

/// The event of a letter that asks for nothing.
const NOTICE: &str = "notice";

/// A letter of a run.
pub(super) struct Written {
    /// To whom.
    pub(super) customer: CustomerNumber,
    /// Which of the run's documents it is.
    pub(super) place: usize,
    /// What it is made from, as `reminder.fi.typ`.
    pub(super) document: String,
    /// The language it is in.
    pub(super) language: Language,
    /// Whether all that is made of it tells the rate of late interest and when it begins.
    pub(super) tells_interest: bool,
}

/// The events of a run, one a letter and in its order, but for the documents' hashes; each counts as sent on the letter's date.
///
/// # Errors
/// Where a word of ours is none that a journal takes, which would be a bug: no letter may be missing in silence.
pub(super) fn events(
    context: &Context,
    posting: &Posting<'_>,
    written: &[Written],
) -> Result<Vec<(CustomerNumber, Event)>, CommandError> {
    let event = |one: &Written| Ok((one.customer, event(context, posting, one)?));
    let events: Result<Vec<_>, Rule> = written.iter().map(event).collect();
    events.map_err(|rule| bug(&rule))
}

/// The hash of a document's bytes.
///
/// # Errors
/// None but by a bug.
pub(super) fn hash(bytes: &[u8]) -> Result<Hash, CommandError> {
    Hash::parse(&sops::sha256(bytes)).ok_or_else(|| bug(&Rule::Hash))
}

fn bug(rule: &Rule) -> CommandError {
    CommandError::bug(format!("an event of the journal: {rule}"))
}

fn event(context: &Context, posting: &Posting<'_>, written: &Written) -> Result<Event, Rule> {
    let mut event = match posting.debts.get(&written.customer) {
        Some(letter) => letter.event(written.tells_interest)?,
        None => Event::new(context.today(), NOTICE.parse()?),
    };
    event.document = Some(written.document.parse()?);
    event.language = Some(written.language);
    let route = posting.routes.of(written.customer);
    event.channel = Some(route.channel.name().parse()?);
    Ok(event)
}
