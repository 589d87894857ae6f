//! What a creditor's own letter may cost the debtor (Debt Collection Act 513/1999, sections 10 a, 10 b, 10 e, 10 f and 10 i).
//!
//! One fee a letter, however many invoices it names, and none that the owner has not set; the fees of professional collectors do not exist
//! here. From a business the owner may ask for the standard compensation of each late invoice instead: never both.

use jiff::ToSpan as _;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::Letters;

use super::{Claim, ClaimKind, Start, law};

/// What is asked for the letter itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fee {
    /// A reminder fee or the standard compensation.
    pub what: FeeKind,
    /// What is asked, in euros.
    pub sum: Decimal,
    /// What the owner has set for one letter, or one invoice; none if nothing.
    pub set: Option<Decimal>,
    /// What the law allows for one letter, or one invoice.
    pub cap: Decimal,
    /// When the law allows it.
    pub timing: Timing,
    /// The section that caps it.
    pub cap_section: &'static str,
    /// The section that times it.
    pub time_section: &'static str,
}

/// What a fee is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeeKind {
    /// The letter.
    Reminder,
    /// Each late invoice.
    Compensation,
}

/// When the law allows a fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timing {
    /// Now.
    Now,
    /// From that day.
    From(Date),
    /// Not at all: the invoice was sent less than 14 days before its due date, and that was not agreed.
    SentLate,
    /// It cannot be known: the day of sending is not.
    SentUnknown,
}

/// A claim and what its fee depends on.
pub(super) struct Dated<'a> {
    pub(super) claim: &'a Claim,
    /// The days of all other letters about it, of later ones too, in their order.
    pub(super) letters: Vec<Date>,
    pub(super) start: Start,
}

/// Returns the fee of a letter about these claims.
pub(super) fn fee(kind: ClaimKind, claims: &[Dated<'_>], terms: &Letters, letter: Date) -> Fee {
    let compensation = terms.compensation.filter(|sum| !sum.is_zero());
    match (kind, compensation) {
        (ClaimKind::Business, Some(each)) => compensated(claims, each, letter),
        (ClaimKind::Consumer, _) => reminder(
            claims,
            terms.reminder_fee_consumer,
            (Decimal::from(5), law::FEE_CONSUMER, law::FEE_CONSUMER_TIME),
            |one| consumer_timing(one, letter),
        ),
        _ => reminder(
            claims,
            terms.reminder_fee_business,
            (Decimal::from(12), law::FEE_BUSINESS, law::FEE_BUSINESS_TIME),
            |one| business_timing(one, letter),
        ),
    }
}

/// Whether the standard compensation of this claim may be asked for: it presupposes late interest (10 i §).
pub(super) fn compensation_timing(start: Start, letter: Date) -> Timing {
    start
        .first
        .map_or(Timing::SentUnknown, |first| from(first, letter))
}

fn compensated(claims: &[Dated<'_>], each: Decimal, letter: Date) -> Fee {
    let cap = Decimal::from(40);
    let each = each.min(cap);
    let timings: Vec<Timing> = claims
        .iter()
        .map(|one| compensation_timing(one.start, letter))
        .collect();
    let ready = timings.iter().filter(|one| **one == Timing::Now).count();
    Fee {
        what: FeeKind::Compensation,
        sum: each * Decimal::from(ready),
        set: Some(each),
        cap,
        timing: earliest(timings),
        cap_section: law::COMPENSATION,
        time_section: law::COMPENSATION,
    }
}

fn reminder(
    claims: &[Dated<'_>],
    set: Option<Decimal>,
    (cap, cap_section, time_section): (Decimal, &'static str, &'static str),
    timing: impl Fn(&Dated<'_>) -> Timing,
) -> Fee {
    let set = set.filter(|sum| !sum.is_zero()).map(|sum| sum.min(cap));
    let timing = earliest(claims.iter().map(timing));
    let sum = set.filter(|_| timing == Timing::Now).unwrap_or_default();
    Fee {
        what: FeeKind::Reminder,
        sum,
        set,
        cap,
        timing,
        cap_section,
        time_section,
    }
}

/// The letter could have been about any one of the claims alone, so the first of the days counts.
fn earliest(timings: impl IntoIterator<Item = Timing>) -> Timing {
    timings.into_iter().min().unwrap_or(Timing::SentUnknown)
}

/// Invoice sent 14 days before the due date, or the due date agreed; 14 days since it; 14 days since the last reminder (10 b §).
fn consumer_timing(one: &Dated<'_>, letter: Date) -> Timing {
    let claim = one.claim;
    let in_time = |sent: Date| sent.saturating_add(14.days()) <= claim.due;
    match claim.sent() {
        _ if claim.due_agreed => {}
        None => return Timing::SentUnknown,
        Some(sent) if !in_time(sent) => return Timing::SentLate,
        Some(_) => {}
    }
    let first = claim.last_day_in_time().saturating_add(14.days());
    apart(first.max(letter), 14, &one.letters, letter)
}

/// The first reminder at once, the next 10 days after it (10 f §).
fn business_timing(one: &Dated<'_>, letter: Date) -> Timing {
    apart(letter, 10, &one.letters, letter)
}

/// The first day from `first` on that is so many days apart from each of these letters: one that is dated back costs no more than one
/// that is dated on.
fn apart(first: Date, days: i64, letters: &[Date], letter: Date) -> Timing {
    let mut day = first;
    for other in letters {
        let after = other.saturating_add(days.days());
        if after > day && day.saturating_add(days.days()) > *other {
            day = after;
        }
    }
    from(day, letter)
}

fn from(day: Date, letter: Date) -> Timing {
    if day <= letter {
        Timing::Now
    } else {
        Timing::From(day)
    }
}
