//! What is done about a claim besides letters: it is disputed, collecting it is suspended, a dispute is settled. Each act is an event of the
//! customer's journal that names the invoice.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::model::journal::{Event, Journal, Line};
use crate::model::{Rule, Text};

use super::acts::{is_letter, key};
use super::{Error, law};

/// An act on a claim. Of two clones that acted at once, what forbids collecting counts as the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimAct {
    /// The dispute is over, and collecting may go on.
    Settled,
    /// The debtor disputes the claim with grounds (513/1999 4 b §).
    Disputed,
    /// A consumer asks that collecting stop and a court decide (513/1999 4 c §); after that he owes no costs of it (10 § 3 mom.).
    Suspended,
}

impl ClaimAct {
    const ALL: [Self; 3] = [Self::Settled, Self::Disputed, Self::Suspended];

    /// The name of its event in the journal.
    pub fn name(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Disputed => "disputed",
            Self::Suspended => "suspended",
        }
    }

    /// The section on which it rests.
    pub fn section(self) -> Option<&'static str> {
        match self {
            Self::Settled => None,
            Self::Disputed => Some(law::DISPUTED),
            Self::Suspended => Some(law::SUSPENDED),
        }
    }
}

/// An act on a claim, as a journal has it; sorted by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ClaimEvent {
    /// The day it counts from.
    pub date: Date,
    /// Its place in the day.
    order: u16,
    /// What was done.
    pub act: ClaimAct,
}

impl ClaimEvent {
    /// The invoices of an event with what was done about each; none of an event of another kind.
    pub(super) fn read(event: &Event) -> impl Iterator<Item = (&str, Self)> {
        let act = ClaimAct::ALL
            .into_iter()
            .find(|act| act.name() == event.act.as_str());
        let read = act.map(|act| Self {
            date: event.date,
            order: event.order.unwrap_or(1),
            act,
        });
        let each = move |act| event.lines.iter().map(move |line| (line.invoice(), act));
        read.into_iter().flat_map(each)
    }
}

/// What keeps a claim from being collected, and since when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CollectionHold {
    /// Disputed, and not settled since.
    pub disputed: Option<Date>,
    /// Suspended: nothing ends it.
    pub suspended: Option<Date>,
}

impl CollectionHold {
    /// What the acts on one claim come to; settlements count that are of `settled_by` or older.
    pub(super) fn from_acts(acts: impl Iterator<Item = ClaimEvent>, settled_by: Date) -> Self {
        let mut hold = Self::default();
        for act in acts.collect::<BTreeSet<_>>() {
            match act.act {
                ClaimAct::Settled if act.date <= settled_by => hold.disputed = None,
                ClaimAct::Settled => {}
                ClaimAct::Disputed => drop(hold.disputed.get_or_insert(act.date)),
                ClaimAct::Suspended => drop(hold.suspended.get_or_insert(act.date)),
            }
        }
        hold
    }
}

/// An act on a claim that may be noted.
pub struct NewClaimAct {
    /// The event.
    pub event: Event,
    /// Whether the journal has it already, as the last act on that claim.
    pub is_known: bool,
    /// A settlement that is later, by which letters go.
    pub settled: Option<Date>,
    /// The invoices of all letters to the customer, where there are any and none names this one.
    pub others: Vec<String>,
}

impl NewClaimAct {
    /// Plans an act of day `date` on the claim of an invoice, by what the journal says of it.
    ///
    /// # Errors
    /// `Suspended` and `NotDisputed` of a settlement that has nothing to settle; `Event` where the number is no text.
    pub fn new(
        journal: &Journal,
        invoice: &str,
        act: ClaimAct,
        date: Date,
        note: Option<Text>,
    ) -> Result<Self, Error> {
        let named = key(invoice);
        let events = journal.events.iter();
        let about = events.flat_map(|event| ClaimEvent::read(event).map(move |read| (event, read)));
        let about = about.filter(|(_, (invoice, _))| key(invoice) == named);
        let mut acts: Vec<(ClaimEvent, &Event)> =
            about.map(|(event, (_, act))| (act, event)).collect();
        acts.sort_unstable();
        let known =
            |old: &Event| (old.date, old.act.as_str(), &old.note) == (date, act.name(), &note);
        let is_known = acts.last().is_some_and(|(_, last)| known(last));
        let times = acts.iter().map(|(event, _)| *event);
        if act == ClaimAct::Settled && !is_known {
            if CollectionHold::from_acts(times.clone(), date)
                .suspended
                .is_some()
            {
                return Err(Error::Suspended);
            }
            let before = times.clone().filter(|event| event.date <= date);
            if CollectionHold::from_acts(before, date).disputed.is_none() {
                return Err(Error::NotDisputed);
            }
        }
        let later = |event: &ClaimEvent| event.act == ClaimAct::Settled && event.date > date;
        let settled = times.filter(later).map(|event| event.date).max();
        let of_day = acts.iter().filter(|(event, _)| event.date == date);
        let order = of_day.map(|(event, _)| event.order.saturating_add(1)).max();
        let event = event(invoice, act, date, note, order).map_err(Error::InvoiceNumber)?;
        Ok(Self {
            event,
            is_known,
            settled: settled.filter(|_| act == ClaimAct::Disputed),
            others: others(journal, &named),
        })
    }
}

fn event(
    invoice: &str,
    act: ClaimAct,
    date: Date,
    note: Option<Text>,
    order: Option<u16>,
) -> Result<Event, Rule> {
    let mut event = Event::new(date, act.name().parse()?);
    event.lines = vec![Line::without_sum(invoice)?];
    event.basis = act.section().map(str::parse).transpose()?;
    event.note = note;
    event.order = order;
    Ok(event)
}

/// The invoices that letters name, in their order, where none is that one.
fn others(journal: &Journal, named: &str) -> Vec<String> {
    let letters = journal.events.iter().filter(|event| is_letter(event));
    let mut seen = BTreeSet::new();
    let mut others = Vec::new();
    for line in letters.flat_map(|event| &event.lines) {
        let invoice = key(line.invoice());
        if invoice == named {
            return Vec::new();
        }
        if seen.insert(invoice) {
            others.push(line.invoice().to_owned());
        }
    }
    others
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::CustomerNumber;

    fn journal() -> Journal {
        Journal::new(CustomerNumber::new(1001).unwrap())
    }

    fn note(journal: &mut Journal, act: ClaimAct, day: i8) -> Result<NewClaimAct, Error> {
        let new = NewClaimAct::new(journal, "A 1", act, date(2026, 5, day), None)?;
        journal.events.insert(new.event.clone());
        Ok(new)
    }

    fn hold(journal: &Journal, settled_by: i8) -> CollectionHold {
        let events = journal.events.iter().flat_map(ClaimEvent::read);
        CollectionHold::from_acts(events.map(|(_, act)| act), date(2026, 5, settled_by))
    }

    #[test]
    fn acts_of_one_day_keep_their_order() {
        let mut journal = journal();
        for (act, disputed) in [
            (ClaimAct::Disputed, true),
            (ClaimAct::Settled, false),
            (ClaimAct::Disputed, true),
            (ClaimAct::Settled, false),
        ] {
            assert!(!note(&mut journal, act, 4).unwrap().is_known);
            assert!(note(&mut journal, act, 4).unwrap().is_known);
            assert_eq!(hold(&journal, 4).disputed.is_some(), disputed);
        }
    }

    /// Two clones: one settles the old dispute, the other notes a new one on the same day.
    #[test]
    fn of_two_clones_the_dispute_counts() {
        let mut base = journal();
        note(&mut base, ClaimAct::Disputed, 1).unwrap();
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        note(&mut ours, ClaimAct::Settled, 4).unwrap();
        note(&mut theirs, ClaimAct::Disputed, 4).unwrap();
        let merged = Journal::merge(&base, &ours, &theirs);
        assert_eq!(hold(&merged, 4).disputed, Some(date(2026, 5, 4)));
    }

    #[test]
    fn a_settlement_needs_a_dispute_and_never_ends_a_suspension() {
        let mut journal = journal();
        let refused = |journal: &mut Journal, day| note(journal, ClaimAct::Settled, day).err();
        assert_eq!(refused(&mut journal, 4), Some(Error::NotDisputed));
        note(&mut journal, ClaimAct::Disputed, 4).unwrap();
        assert_eq!(refused(&mut journal, 3), Some(Error::NotDisputed));
        note(&mut journal, ClaimAct::Settled, 5).unwrap();
        // An older dispute that is noted late was settled too.
        let late = note(&mut journal, ClaimAct::Disputed, 3).unwrap();
        assert_eq!(late.settled, Some(date(2026, 5, 5)));
        assert_eq!(hold(&journal, 31), CollectionHold::default());
        note(&mut journal, ClaimAct::Suspended, 6).unwrap();
        assert_eq!(refused(&mut journal, 7), Some(Error::Suspended));
        assert_eq!(hold(&journal, 31).suspended, Some(date(2026, 5, 6)));
    }
}
