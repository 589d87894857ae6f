//! What a creditor's own letter may cost the debtor (Debt Collection Act 513/1999, sections 10 a, 10 b, 10 e, 10 f and 10 i).
//!
//! One fee a letter, however many invoices it names, and none that the owner has not set; the fees of professional collectors do not exist
//! here. Each of its invoices must be free of another letter within the law's days, and a debtor pays for one letter a day. From a business or a
//! public body the owner may ask for the standard compensation of each late invoice instead: never both.

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
    /// Which of the letter's invoices bears it: the oldest that may.
    pub bearer: usize,
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
    /// Not at all: the invoice was sent less than 14 days before its due date, and needed sending.
    SentLate,
    /// It cannot be known: the day of sending is not.
    SentUnknown,
}

/// A claim and what its fee depends on.
pub(super) struct Dated<'a> {
    pub(super) claim: &'a Claim,
    /// The days of all other letters about it, of later ones too.
    pub(super) letters: Vec<Date>,
    pub(super) start: Start,
}

/// The day of the letter, and whether the debtor gets another one of that day, about whatever.
#[derive(Clone, Copy)]
pub(super) struct Day {
    pub(super) letter: Date,
    pub(super) is_taken: bool,
}

/// What the law says of reminders to one kind of debtor.
struct Reminders {
    cap: Decimal,
    cap_section: &'static str,
    time_section: &'static str,
    /// One that costs something is at the earliest so many days after another.
    apart: i64,
    /// When an invoice may bear the fee, other letters apart.
    own: fn(&Claim, Date) -> Timing,
}

/// Returns the fee of a letter about these claims.
pub(super) fn fee(kind: ClaimKind, claims: &[Dated<'_>], terms: &Letters, day: Day) -> Fee {
    let compensation = terms.compensation.filter(|sum| !sum.is_zero());
    let business = Reminders {
        cap: Letters::FEE_BUSINESS_CAP.into(),
        cap_section: law::FEE_BUSINESS,
        time_section: law::FEE_BUSINESS_TIME,
        apart: 10,
        own: |_, _| Timing::Now,
    };
    let consumer = Reminders {
        cap: Letters::FEE_CONSUMER_CAP.into(),
        cap_section: law::FEE_CONSUMER,
        time_section: law::FEE_CONSUMER_TIME,
        apart: CONSUMER_APART,
        own: consumer_timing,
    };
    match (kind, compensation) {
        (ClaimKind::Business | ClaimKind::Public, Some(each)) => {
            compensated(claims, each, day.letter)
        }
        (ClaimKind::Consumer, _) => reminder(claims, terms.reminder_fee_consumer, &consumer, day),
        _ => reminder(claims, terms.reminder_fee_business, &business, day),
    }
}

/// Whether the standard compensation of this claim may be asked for: it presupposes late interest (10 i §).
pub(super) fn compensation_timing(start: Start, letter: Date) -> Timing {
    start
        .first
        .map_or(Timing::SentUnknown, |first| from(first, letter))
}

fn compensated(claims: &[Dated<'_>], each: Decimal, letter: Date) -> Fee {
    let cap = Decimal::from(Letters::COMPENSATION_CAP);
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
        bearer: 0,
    }
}

fn reminder(claims: &[Dated<'_>], set: Option<Decimal>, rule: &Reminders, day: Day) -> Fee {
    let set = set.filter(|sum| !sum.is_zero());
    let set = set.map(|sum| sum.min(rule.cap));
    let own = |one: &Dated<'_>| (rule.own)(one.claim, day.letter);
    let own: Vec<Timing> = claims.iter().map(own).collect();
    let bearer = own.iter().position(|one| *one == Timing::Now);
    let (timing, time_section) = spaced(earliest(own), claims, rule, day);
    let sum = set.filter(|_| timing == Timing::Now).unwrap_or_default();
    Fee {
        what: FeeKind::Reminder,
        sum,
        set,
        cap: rule.cap,
        timing,
        cap_section: rule.cap_section,
        time_section,
        bearer: bearer.unwrap_or_default(),
    }
}

/// When a fee that the invoices could bear may be asked for beside the other letters about any of them, and of that day.
fn spaced(
    first: Timing,
    claims: &[Dated<'_>],
    rule: &Reminders,
    day: Day,
) -> (Timing, &'static str) {
    let first = match first {
        Timing::Now => day.letter,
        Timing::From(first) => first,
        never => return (never, rule.time_section),
    };
    let letters = claims.iter().flat_map(|one| &one.letters);
    let mut letters: Vec<Date> = letters.copied().collect();
    letters.sort_unstable();
    let free = apart(first, rule.apart, &letters);
    if !day.is_taken || free > day.letter {
        return (from(free, day.letter), rule.time_section);
    }
    let next = apart(day.letter.saturating_add(1.day()), rule.apart, &letters);
    (from(next, day.letter), law::FEE_ONCE_A_DAY)
}

/// The letter could have been about any one of the claims alone, so the first of the days counts.
fn earliest(timings: impl IntoIterator<Item = Timing>) -> Timing {
    timings.into_iter().min().unwrap_or(Timing::SentUnknown)
}

/// 14 whole days must lie between a consumer's due date and the letter, and between two letters, as the Consumer Ombudsman reads 10 b §
/// (decision KKV/378/14.08.01.05/2022): the fifteenth day is the first.
const CONSUMER_APART: i64 = 15;

/// Invoice sent 14 days before the due date, unless it is payable without one; and 14 whole days since (10 b §). That terms of payment were
/// agreed makes no difference.
fn consumer_timing(claim: &Claim, letter: Date) -> Timing {
    let in_time = |sent: Date| sent.saturating_add(14.days()) <= claim.due;
    match claim.sent() {
        _ if claim.no_notice => {}
        None => return Timing::SentUnknown,
        Some(sent) if !in_time(sent) => return Timing::SentLate,
        Some(_) => {}
    }
    let last = claim.last_day_in_time();
    from(last.saturating_add(CONSUMER_APART.days()), letter)
}

/// The first day from `first` on that is so many days apart from each of these letters, in the order of their days: one that is dated back
/// costs no more than one that is dated on.
fn apart(first: Date, days: i64, letters: &[Date]) -> Date {
    let mut day = first;
    for other in letters {
        let after = other.saturating_add(days.days());
        if after > day && day.saturating_add(days.days()) > *other {
            day = after;
        }
    }
    day
}

fn from(day: Date, letter: Date) -> Timing {
    if day <= letter {
        Timing::Now
    } else {
        Timing::From(day)
    }
}
