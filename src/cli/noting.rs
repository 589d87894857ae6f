//! From letters to the journal: what `notice` and `letter` note about each.

use std::sync::OnceLock;

use super::context::Context;
use super::error::CommandError;
use super::job::{Job, Written};
use crate::model::journal::{Event, Hash};
use crate::model::{CustomerNumber, Rule};
use crate::sops;

/// The event of a letter that asks for nothing.
const NOTICE: &str = "notice";

/// The events of a run, one a letter and in its order, with the hashes of all its documents; each counts as sent on the letter's date.
/// What is noted takes the place of what was written.
///
/// # Errors
/// Where a word of ours is none that a journal takes, which would be a bug: no letter may be missing in silence.
pub(super) fn events(
    context: &Context,
    mut job: Job<'_>,
    written: Vec<Written>,
    hashes: &[OnceLock<Digits>],
) -> Result<Vec<(CustomerNumber, Event)>, CommandError> {
    let event = |one: Written| {
        let (customer, mut event) = event(context, &job, &one)?;
        event.sha256 = hashes[one.place].get().map(told).transpose()?;
        job.done_with(customer);
        Ok((customer, event))
    };
    written.into_iter().map(event).collect()
}

/// A document's hash while the others are made: in its place among all, for what is kept of each between the large pieces of setting
/// them would keep that memory from being given to the next.
pub(super) type Digits = [u8; 64];

/// The hash of a document's bytes.
///
/// # Errors
/// None but by a bug.
pub(super) fn hash(bytes: &[u8]) -> Result<Digits, CommandError> {
    let digits = sops::sha256(bytes).into_bytes().try_into();
    digits.map_err(|_| bug(&Rule::Hash))
}

fn told(digits: &Digits) -> Result<Hash, CommandError> {
    let text = std::str::from_utf8(digits).ok();
    text.and_then(Hash::parse).ok_or_else(|| bug(&Rule::Hash))
}

/// The event of one letter, but for its document's hash.
///
/// # Errors
/// As [`events`].
pub(super) fn event(
    context: &Context,
    job: &Job<'_>,
    written: &Written,
) -> Result<(CustomerNumber, Event), CommandError> {
    let event = of(context, job, written).map_err(|rule| bug(&rule))?;
    Ok((written.customer, event))
}

fn bug(rule: &Rule) -> CommandError {
    CommandError::bug(format!("an event of the journal: {rule}"))
}

fn of(context: &Context, job: &Job<'_>, written: &Written) -> Result<Event, Rule> {
    let posting = job.posting();
    let mut event = match posting.debts.of(written.customer) {
        Some(letter) => letter.event(written.tells_interest)?,
        None => Event::new(context.today(), NOTICE.parse()?),
    };
    let (document, language) = job.told(written.place);
    event.document = Some(document.parse()?);
    event.language = Some(language);
    let route = posting.routes.of(written.customer);
    event.channel = Some(route.channel.name().parse()?);
    Ok(event)
}
