//! All events of a customer, and what becomes of them where two histories meet.

use std::collections::BTreeSet;
use std::fmt;

use super::Event;
use crate::model::CustomerNumber;

/// A customer's journal.
#[derive(Clone, PartialEq, Eq)]
pub struct Journal {
    /// Whose.
    pub number: CustomerNumber,
    /// The events, oldest first; each stands once.
    pub events: BTreeSet<Event>,
}

impl Journal {
    /// A customer about whom nothing was done yet.
    pub fn new(number: CustomerNumber) -> Self {
        let events = BTreeSet::new();
        Self { number, events }
    }

    /// Every event of both, once.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            number: self.number,
            events: self.events.union(&other.events).cloned().collect(),
        }
    }

    /// What two sides make of what both came from: the events that both have, and those that one of them wrote since. An event
    /// that one of them took back is gone.
    #[must_use]
    pub fn merge(base: &Self, ours: &Self, theirs: &Self) -> Self {
        let mut merged = ours.union(theirs);
        let taken_back = |event: &Event| {
            let both = ours.events.contains(event) && theirs.events.contains(event);
            base.events.contains(event) && !both
        };
        merged.events.retain(|event| !taken_back(event));
        merged
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, events) = (self.number, self.events.len());
        write!(f, "Journal {number}, {events} events")
    }
}
