//! One unpaid invoice as it was listed, one credit note, and what the dates of a claim mean in law. No `Debug`: claims are people's data.

use jiff::ToSpan as _;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{CustomerNumber, HalfYear, Text};

use super::acts::Earlier;
use super::{Channel, ClaimKind, Error, Rates, Reference, addition, law, workdays};

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
    /// Whether it is payable by contract on a fixed day without any separate notice, as rent and instalments are (513/1999 10 b §). Terms
    /// of payment that an invoice brings into effect are no such contract.
    pub no_notice: bool,
    /// Whether the debtor knows the rate of late interest and when it begins.
    pub told: Told,
    /// The percentage that was told, where known; one that was not in force then told nothing.
    pub told_percent: Option<Decimal>,
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
    /// A letter of that day says so.
    On(Date),
}

/// The last day on which a claim can be asked for, and what its three years run from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limitation {
    /// The last day.
    pub last: Date,
    /// From what the years run.
    pub since: Since,
}

/// What the three years of limitation run from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// An agreed due date.
    AgreedDue,
    /// The invoice's sending.
    Sending,
    /// The last letter about it.
    Letter,
    /// An unknown day of sending, taken to be a year before the due date.
    Unknown,
}

impl Since {
    /// The sections.
    pub fn section(self) -> &'static str {
        match self {
            Self::AgreedDue => law::BARRED_AGREED,
            Self::Sending | Self::Unknown => law::BARRED_SENT,
            Self::Letter => law::BARRED_REMINDED,
        }
    }
}

/// What is known of the letter that is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its date.
    pub date: Date,
    /// By which way it goes.
    pub channel: Channel,
    /// Whether it states the percentage that is in force on its date.
    pub states_percent: bool,
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

    /// The last day on which paying was in time: a due date on a day off moves (622/1947 5 § 2 mom.; Saturdays and eves by custom).
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
    /// date has passed. A consumer without an agreed due date owes none before 30 days from the latest day on which the first invoice or
    /// letter reached him that stated the percentage then in force and when interest begins; where nothing did before, the planned letter
    /// begins those days, and where that states no percentage either, nothing does.
    pub fn interest_start(
        &self,
        kind: ClaimKind,
        planned: Planned,
        earlier: &[Earlier],
        rates: &Rates,
    ) -> Start {
        let next = |day: Date| day.saturating_add(1.day());
        if self.due_agreed {
            return Start {
                first: Some(next(self.last_day_in_time())),
                section: law::INTEREST_AGREED,
            };
        }
        let (since, section) = match kind {
            ClaimKind::Consumer => (self.told_by(planned, earlier, rates), law::INTEREST_TOLD),
            ClaimKind::Business | ClaimKind::Public | ClaimKind::Other => {
                (self.sent(), law::INTEREST_THIRTY_DAYS)
            }
        };
        let first = since.map(|since| {
            let thirty = since.saturating_add(30.days());
            next(thirty.max(self.last_day_in_time()))
        });
        Start { first, section }
    }

    /// The latest day on which a consumer received what first told him of interest; none where nothing does.
    fn told_by(&self, planned: Planned, earlier: &[Earlier], rates: &Rates) -> Option<Date> {
        // A letter from before there was a debt to remind of was about another invoice of that number.
        let since = self.made().unwrap_or(self.due);
        let in_force = |percent: Decimal, day: Date| {
            let reference = rates.reference(HalfYear::of(day));
            reference.map(|reference| reference + addition(ClaimKind::Consumer)) == Some(percent)
        };
        let by_letters = earlier.iter().filter(|one| {
            let told = one.told_percent;
            one.date >= since && told.is_some_and(|percent| in_force(percent, one.date))
        });
        let by_letters = by_letters.map(|one| one.channel.latest_arrival(one.date));
        let by_planned = planned
            .states_percent
            .then(|| planned.channel.latest_arrival(planned.date));
        let listed = match self.told {
            Told::No => None,
            Told::ByInvoice => self.sent(),
            // What was told before there was an invoice is no part of one.
            Told::On(day) => Some(day).filter(|day| self.made().is_some_and(|made| *day >= made)),
        };
        let listed = listed.filter(|day| {
            let told = self.told_percent;
            told.is_none_or(|percent| in_force(percent, *day))
        });
        // By which way it went is not known.
        let by_list = listed.map(|day| Channel::Post.latest_arrival(day));
        let first = by_letters.chain(by_planned).chain(by_list).min();
        first.max(first.and(self.sent()))
    }

    /// The last day of the three years in which it can be claimed: from an agreed due date, else from the sending of the invoice (its date,
    /// where that is not known), and from each letter about it within those years anew (728/2003 4, 5, 6, 10 and 13 §).
    ///
    /// An invoice of unknown day is taken to have been sent a year before its due date: no terms of payment are as long.
    pub fn limitation(&self, earlier: &[Earlier]) -> Limitation {
        let three_years = |from: Date| from.saturating_add(3.years());
        let (from, since) = match self.sent() {
            _ if self.due_agreed => (self.due, Since::AgreedDue),
            Some(sent) => (sent, Since::Sending),
            None => (self.due.saturating_sub(1.year()), Since::Unknown),
        };
        // A letter from before an invoice of unknown day fell due may have been about another of that number.
        let known = self.made().unwrap_or(self.due);
        let begun = Limitation {
            last: three_years(from),
            since,
        };
        let letters = earlier.iter().filter(|one| one.date >= known);
        letters.fold(begun, |limit, one| {
            let last = three_years(one.date);
            if one.date <= limit.last && last > limit.last {
                let since = Since::Letter;
                Limitation { last, since }
            } else {
                limit
            }
        })
    }
}
