//! One letter of a plan: what one debtor is asked for, item by item, with why. No `Debug`: it is people's data.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::journal::{Event, Line};
use crate::model::{CustomerNumber, Rule};

use super::interest::{Missing, Piece};
use super::{
    Channel, Claim, ClaimKind, Earlier, Fee, FeeKind, KindWhy, Reference, Start, Timing, law,
};

/// Whose letter it is called, which decides its template; the law asks the same of both, for both are the creditor's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// *Maksumuistutus.*
    Reminder,
    /// *Maksuvaatimus*, with what 513/1999 5 a § lists: it binds those who collect for others, and this program keeps to it out of caution.
    Demand,
}

impl Act {
    /// The name of its template, and of its event in the journal.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reminder => "reminder",
            Self::Demand => "demand",
        }
    }
}

/// A letter to one debtor.
#[derive(Clone)]
pub struct Letter {
    /// The debtor.
    pub customer: CustomerNumber,
    /// Reminder or demand.
    pub act: Act,
    /// The letter's date: interest is counted up to and including it.
    pub date: Date,
    /// What the debtor is.
    pub kind: ClaimKind,
    /// How that is known.
    pub kind_why: KindWhy,
    /// Whether it is another by other rows of the list, which ask for more.
    pub kinds_differ: bool,
    /// The late invoices, oldest due date first.
    pub items: Vec<Item>,
    /// The letter's fee, or the compensation of the invoices.
    pub fee: Fee,
    /// How interest is asked for.
    pub interest: Interest,
    /// The law's addition to the reference rate, in percentage points.
    pub addition: Decimal,
    /// By which way it goes.
    pub channel: Channel,
    /// The days it gives for paying, where a consumer's least time is longer than what the owner set.
    pub least_days: Option<u16>,
    /// The percentage that it states, where that is the one in force on its date.
    pub percent_told: Option<Decimal>,
    /// The day to pay by.
    pub due: Date,
    /// Whether this very letter was written before; the journal will not have it twice.
    pub again: bool,
}

/// A late invoice in a letter.
#[derive(Clone)]
pub struct Item {
    /// The invoice; its open sum is what is left after credit notes.
    pub claim: Arc<Claim>,
    /// What credit notes took off.
    pub credited: Decimal,
    /// From when interest runs.
    pub start: Start,
    /// Interest up to the letter's date, half-year by half-year; none where the letter gives no sum.
    pub pieces: Vec<Piece>,
    /// The standard compensation asked for it.
    pub compensation: Decimal,
    /// Earlier letters about it.
    pub earlier: Vec<Earlier>,
}

/// How a letter asks for interest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interest {
    /// As a sum, with what each day after the letter's date adds.
    Sum {
        /// Up to and including the letter's date.
        sum: Decimal,
        /// Each day after up to `until`, never rounded up; none where the rate of the next day is not known.
        per_day: Option<Decimal>,
        /// Percent a year on the day after the letter's date, where known.
        percent: Option<Decimal>,
        /// The last day to which the rate is known to stay that.
        until: Option<Date>,
        /// Half-years between the letter's date and the new due date in which interest runs and whose rate is not known.
        ahead: Missing,
    },
    /// Without a sum, according to the Interest Act: rates are missing.
    ByLaw {
        /// Of these half-years.
        missing: Missing,
    },
    /// Not at all: the owner waives it.
    Waived,
}

/// One payment to make: each invoice has its own reference, so each is paid by itself.
#[derive(Clone)]
pub struct Payment<'a> {
    /// The invoice.
    pub claim: &'a Claim,
    /// Its reference.
    pub reference: Option<&'a Reference>,
    /// Principal, its interest and compensation, and the letter's fee where the invoice bears it.
    pub sum: Decimal,
}

impl Item {
    /// The interest up to the letter's date.
    pub fn interest(&self) -> Decimal {
        self.pieces.iter().map(|piece| piece.sum).sum()
    }
}

impl Letter {
    /// What is open of all invoices.
    pub fn principal(&self) -> Decimal {
        self.items.iter().map(|item| item.claim.open).sum()
    }

    /// The interest that is asked for as a sum; nothing where none is.
    pub fn interest_sum(&self) -> Decimal {
        match self.interest {
            Interest::Sum { sum, .. } => sum,
            Interest::ByLaw { .. } | Interest::Waived => Decimal::ZERO,
        }
    }

    /// Everything that is asked for.
    pub fn total(&self) -> Decimal {
        self.principal() + self.interest_sum() + self.fee.sum
    }

    /// The payments; their sums add up to the total.
    pub fn payments(&self) -> Vec<Payment<'_>> {
        let one = |(at, item): (usize, &'_ Item)| {
            item.claim.open + item.interest() + item.compensation + self.fee_on(at)
        };
        self.items
            .iter()
            .enumerate()
            .map(|(at, item)| Payment {
                claim: &item.claim,
                reference: item.claim.reference.as_ref(),
                sum: one((at, item)),
            })
            .collect()
    }

    /// The reminder fee on the invoice at that place.
    pub fn fee_on(&self, at: usize) -> Decimal {
        match self.fee.what {
            FeeKind::Reminder if at == self.fee.bearer => self.fee.sum,
            FeeKind::Reminder | FeeKind::Compensation => Decimal::ZERO,
        }
    }

    /// The last earlier letter about any of its invoices.
    pub fn last_reminded(&self) -> Option<Date> {
        let letters = self.items.iter().flat_map(|item| &item.earlier);
        letters.map(|one| one.date).max()
    }

    /// The last earlier letter that asked for a standard compensation, about an invoice for which this one does.
    pub fn compensated_before(&self) -> Option<Date> {
        let items = self
            .items
            .iter()
            .filter(|item| !item.compensation.is_zero());
        let letters = items.flat_map(|item| &item.earlier);
        letters
            .filter(|one| one.compensation)
            .map(|one| one.date)
            .max()
    }

    /// Whether it demands what nobody was reminded of: a reminder first is what good collection practice looks like (513/1999 4 §).
    pub fn is_demand_at_once(&self) -> bool {
        self.act == Act::Demand && self.last_reminded().is_none()
    }

    /// Whether the letter asks for interest, now or later: not where nobody knows from when it would run.
    pub fn asks_interest(&self) -> bool {
        let mut starts = self.items.iter().map(|item| item.start.first);
        self.interest != Interest::Waived && starts.any(|first| first.is_some())
    }

    /// Whether the letter is to tell the debtor the percentage in force and from when interest runs, of each invoice. Its template has the
    /// last word.
    pub fn tells_interest(&self) -> bool {
        let mut starts = self.items.iter().map(|item| item.start.first);
        self.percent_told.is_some() && starts.all(|first| first.is_some())
    }

    /// The letter in the debtor's journal: the invoices with what is asked for each, and the Interest Act with the percentage where its
    /// documents `told` it, which a consumer must know before he owes any (633/1982 6 § 2 mom.); with the section of the standard
    /// compensation where that is asked for.
    ///
    /// # Errors
    /// When an invoice's number is no text.
    pub fn event(&self, told: bool) -> Result<Event, Rule> {
        let mut event = Event::new(self.date, self.act.name().parse()?);
        let payments = self.payments();
        let line = |payment: &Payment<'_>| Line::new(payment.claim.invoice.as_str(), payment.sum);
        event.lines = payments.iter().map(line).collect::<Result<_, _>>()?;
        event.due = Some(self.due);
        let percent = self.percent_told.filter(|_| told && self.tells_interest());
        let interest = percent.map(|percent| {
            let percent = percent.normalize().to_string().replace('.', ",");
            format!("{} {percent} %", law::INTEREST)
        });
        let compensation = self.items.iter().any(|item| !item.compensation.is_zero());
        let compensation = compensation.then(|| law::COMPENSATION.to_owned());
        let basis: Vec<String> = interest.into_iter().chain(compensation).collect();
        if !basis.is_empty() {
            event.basis = Some(basis.join(law::JOINT).parse()?);
        }
        Ok(event)
    }

    /// From when a fee that is not asked now may be asked.
    pub fn fee_possible_from(&self) -> Option<Date> {
        match self.fee.timing {
            Timing::From(day) => Some(day),
            _ => None,
        }
    }
}
