//! What was done earlier about an invoice: letters already sent. The journal fills it; without one it is empty.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

use crate::model::CustomerNumber;
use crate::model::journal::{Event, Journal, Line};
use crate::text;

use super::Act;

/// A letter that named an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Earlier {
    /// The letter's date.
    pub date: Date,
    /// Whether it told the rate of late interest and when it begins.
    pub told_interest: bool,
}

/// All earlier letters, by customer and invoice.
#[derive(Clone, Debug, Default)]
pub struct Acts {
    known: HashMap<(CustomerNumber, String), Vec<Earlier>>,
    /// Whole letters: to whom, what, when, and about which invoices.
    letters: HashSet<(CustomerNumber, String, Date, BTreeSet<String>)>,
}

impl Acts {
    /// Nothing was done yet.
    pub fn none() -> Self {
        Self::default()
    }

    /// The reminders and demands of journals.
    pub fn of(journals: &[Journal]) -> Self {
        let mut acts = Self::none();
        for journal in journals {
            for event in journal.events.iter().filter(|event| is_letter(event)) {
                let earlier = Earlier {
                    date: event.date,
                    told_interest: event.basis.is_some(),
                };
                for line in &event.lines {
                    acts.add(journal.number, line.invoice(), earlier);
                }
                let invoices = event.lines.iter().map(|line| key(line.invoice()));
                let act = event.act.to_string();
                let letter = (journal.number, act, event.date, invoices.collect());
                acts.letters.insert(letter);
            }
        }
        acts
    }

    /// Notes a letter; the order does not matter.
    pub fn add(&mut self, customer: CustomerNumber, invoice: &str, earlier: Earlier) {
        let letters = self.known.entry((customer, key(invoice))).or_default();
        letters.push(earlier);
        letters.sort_unstable();
    }

    /// The letters about an invoice that are of `before` or older, oldest first.
    pub fn about(&self, customer: CustomerNumber, invoice: &str, before: Date) -> Vec<Earlier> {
        let letters = self.known.get(&(customer, key(invoice)));
        let letters = letters.into_iter().flatten();
        letters.filter(|one| one.date <= before).copied().collect()
    }

    /// Whether a letter of that kind and day about exactly these invoices was written: one that is planned now is that letter made
    /// again, and no reminder before itself.
    pub fn has<'i>(
        &self,
        customer: CustomerNumber,
        act: Act,
        date: Date,
        invoices: impl Iterator<Item = &'i str>,
    ) -> bool {
        let letter = (
            customer,
            act.name().to_owned(),
            date,
            invoices.map(key).collect(),
        );
        self.letters.contains(&letter)
    }
}

/// An invoice as lists and journals both spell it.
fn key(invoice: &str) -> String {
    text::fold(&Line::spelt(invoice))
}

/// Whether the event asked for payment.
fn is_letter(event: &Event) -> bool {
    [Act::Reminder, Act::Demand]
        .iter()
        .any(|act| act.name() == event.act.as_str())
}
