//! One unpaid invoice as it was listed, one credit note, and what the dates of a claim mean in law. No `Debug`: claims are people's data.

use jiff::ToSpan as _;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{CustomerNumber, Text};

use super::acts::Earlier;
use super::{ClaimKind, Error, Reference, law, workdays};

/// An unpaid invoice.
#[derive(Clone)]
pub struct Claim {
    /// Who owes it.
    pub customer: CustomerNumber,
    /// Where it stands in the list; 0 where there is none.
    pub line: u64,
    /// The invoice's number.
    pub invoice: Text,
    /// The day on it.
    pub invoice_date: Option<Date>,
    /// The day it was sent; without one, the day on it is taken.
    pub sent_date: Option<Date>,
    /// The day it fell due.
    pub due: Date,
    /// The invoice's sum, where known.
    pub amount: Option<Decimal>,
    /// What is unpaid of it: more than nothing.
    pub open: Decimal,
    /// The reference to pay with.
    pub reference: Option<Reference>,
    /// What it is for.
    pub description: Option<Text>,
    /// What the debtor is, where the list says so.
    pub kind: Option<ClaimKind>,
    /// Whether the due date was agreed.
    pub due_agreed: bool,
    /// Whether the debtor knows the rate of late interest and when it begins.
    pub told: Told,
    /// Whether the debtor disputes it with grounds.
    pub disputed: bool,
}

/// Since when the debtor knows the rate of late interest and when it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Not yet.
    No,
    /// The invoice says so.
    ByInvoice,
    /// Told on that day.
    On(Date),
}

/// A credit note.
#[derive(Clone)]
pub struct CreditNote {
    /// Whose.
    pub customer: CustomerNumber,
    /// Where it stands in the list.
    pub line: u64,
    /// Its own number, which some programs make the invoice's.
    pub number: Text,
    /// The invoice that it says it reduces.
    pub credits: Option<Text>,
    /// Its reference, often the invoice's.
    pub reference: Option<Reference>,
    /// Words that may name the invoice.
    pub description: Option<Text>,
    /// How much it takes off: more than nothing.
    pub sum: Decimal,
}

/// From which day interest runs, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// The first day of interest; none where the day of sending is not known.
    pub first: Option<Date>,
    /// The section that says so.
    pub section: &'static str,
}

impl Claim {
    /// Checks an invoice that a person typed: it must be late on the letter's date, dated before it fell due, and owe whole cents.
    ///
    /// # Errors
    /// `Amount`, `InvoiceDates`, `NotOverdue`: good collection practice forbids false claims (513/1999 4 §).
    pub fn check(&self, letter: Date) -> Result<(), Error> {
        if self.open <= Decimal::ZERO || self.open.normalize().scale() > 2 {
            return Err(Error::Amount);
        }
        if self.invoice_date.is_some_and(|day| day > self.due) {
            return Err(Error::InvoiceDates);
        }
        if !self.is_late(letter) {
            return Err(Error::NotOverdue);
        }
        Ok(())
    }

    /// The day it was sent, as far as known.
    pub fn sent(&self) -> Option<Date> {
        self.sent_date.or(self.invoice_date)
    }

    /// The day since which there is an invoice, as far as known: the one on it, or the one of sending where that is earlier.
    pub fn made(&self) -> Option<Date> {
        let days = [self.invoice_date, self.sent_date];
        days.into_iter().flatten().min()
    }

    /// The last day on which paying was in time: a due date on a day off moves (622/1947 5 § 2 mom., 150/1930 5 §).
    pub fn last_day_in_time(&self) -> Date {
        workdays::next_workday(self.due)
    }

    /// Whether it is late on that day.
    pub fn is_late(&self, on: Date) -> bool {
        on > self.last_day_in_time()
    }

    /// From which day interest runs (633/1982 5 and 6 §).
    ///
    /// From the day after an agreed due date; else from the day after the 30th day since the invoice was sent, and not before the due
    /// date has passed. A consumer without an agreed due date owes none before 30 days from when the rate and its beginning were told to
    /// him, nor before 30 days from the sending where he was told earlier, by a contract; a letter tells both, so where nothing did
    /// before, the letter of day `letter` begins those days.
    pub fn interest_start(&self, kind: ClaimKind, letter: Date, earlier: &[Earlier]) -> Start {
        let next = |day: Date| day.saturating_add(1.day());
        if self.due_agreed {
            return Start {
                first: Some(next(self.last_day_in_time())),
                section: law::INTEREST_AGREED,
            };
        }
        let told = match kind {
            ClaimKind::Consumer => self.told_on(letter, earlier),
            ClaimKind::Business | ClaimKind::Other => self.sent(),
        };
        let first = told.map(|told| {
            let thirty = told.saturating_add(30.days());
            next(thirty.max(self.last_day_in_time()))
        });
        let by_invoice = kind != ClaimKind::Consumer || told == self.sent();
        let section = if by_invoice {
            law::INTEREST_THIRTY_DAYS
        } else {
            law::INTEREST_TOLD
        };
        Start { first, section }
    }

    /// The day from which a consumer's 30 days count: he has the invoice and was told of interest, by the letter itself at the latest.
    /// None where the invoice told him and its day is unknown.
    fn told_on(&self, letter: Date, earlier: &[Earlier]) -> Option<Date> {
        // A letter from before there was a debt to remind of was about another invoice of that number.
        let since = self.made().unwrap_or(self.due);
        let told = |one: &&Earlier| one.told_interest && one.date >= since;
        let by_letter = earlier.iter().find(told).map_or(letter, |one| one.date);
        // A letter asks for a sum like an invoice does; what a list names may be older than the invoice.
        let by_letter = self.sent().map_or(by_letter, |sent| sent.max(by_letter));
        match self.told {
            Told::No => Some(by_letter),
            Told::On(day) => {
                let by_list = self.sent().map(|sent| sent.max(day));
                Some(by_list.map_or(by_letter, |day| day.min(by_letter)))
            }
            Told::ByInvoice => self.sent(),
        }
    }

    /// The last day of the three years in which it can be claimed: from the due date, or from the last reminder within an
    /// earlier such time (728/2003 4, 10 and 13 §).
    pub fn last_claimable_day(&self, earlier: &[Earlier]) -> Date {
        let three_years = |from: Date| from.saturating_add(3.years());
        earlier.iter().filter(|one| one.date >= self.due).fold(
            three_years(self.due),
            |last, one| {
                if one.date <= last {
                    last.max(three_years(one.date))
                } else {
                    last
                }
            },
        )
    }
}
