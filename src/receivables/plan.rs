//! From a list of open invoices to letters: who is asked for what, what is left out, and why, with the section.
//!
//! Nothing here is asked or written. Undue claims are counted; disputed, suspended and time-barred ones are left out (513/1999 4, 4 b and 4 c §); a debtor with
//! a credit note that cannot be placed, or with a faulty row that may be one, is left out whole, for every sum might be wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{Customer, CustomerNumber, HalfYear, Letters, Rate, Text};

use super::claim::{Limitation, Planned};
use super::credit::{self, Misfit};
use super::file::Faulty;
use super::interest::Missing;
use super::letter::{Act, Interest, Item, Letter};
use super::{
    Acts, Channel, Claim, ClaimKind, CreditNote, FeeKind, KindWhy, List, Rates, Timing, fees,
    interest, kind, law, workdays,
};

/// Everything a plan depends on besides the list.
pub struct Basis<'a> {
    /// Reminder or demand.
    pub act: Act,
    /// The letters' date.
    pub date: Date,
    /// The day on which they are written: a letter that is dated back asks for nothing that is barred by now.
    pub today: Date,
    /// The customers that the list is about, by number; others may stand among them.
    pub customers: &'a [Customer],
    /// Fees and terms.
    pub terms: &'a Letters,
    /// Reference rates.
    pub rates: &'a Rates,
    /// What the user said of debtors.
    pub kinds: &'a Kinds,
    /// Earlier letters.
    pub acts: &'a Acts,
    /// Whether interest is waived.
    pub waive_interest: bool,
    /// By which way a debtor of a kind gets the letter.
    pub channel: &'a dyn Fn(CustomerNumber, ClaimKind) -> Channel,
}

/// What the user said of debtors, for rows that say nothing.
#[derive(Clone, Debug, Default)]
pub struct Kinds {
    /// Of everybody else.
    pub all: Option<ClaimKind>,
    /// Of single debtors.
    pub each: BTreeMap<CustomerNumber, ClaimKind>,
}

/// What would be sent, and what not.
pub struct Plan {
    /// One letter a debtor, by number.
    pub letters: Vec<Letter>,
    /// Claims that are late and may not be asked for.
    pub left_out: Vec<LeftOut>,
    /// Invoices that are not late yet.
    pub undue: usize,
    /// Invoices that are paid or fully credited.
    pub paid: usize,
    /// Reference rates that the letters use and that were derived, not read in their notice.
    pub derived_rates: Vec<Rate>,
}

/// A claim that is left out.
#[derive(Clone)]
pub struct LeftOut {
    /// Who owes it.
    pub customer: CustomerNumber,
    /// The invoice, or the credit note that nobody can place.
    pub invoice: Text,
    /// Why.
    pub why: LeftOutWhy,
}

/// Why a claim is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOutWhy {
    /// It is disputed with grounds.
    Disputed,
    /// A consumer asked that collecting stop. Its last day is that one: only what the law needs for keeping a claim goes on.
    Suspended(Date),
    /// It became time-barred.
    Barred(Limitation),
    /// The debtor has a credit note that fits no invoice.
    Credit(Misfit),
    /// The debtor has a credit note whose invoice may stand on that line, which cannot be used.
    CreditOfFaulty(u64),
    /// The debtor's row on that line cannot be used and may be a credit note.
    Faulty(u64),
    /// The fonts lack a character of the debtor's letter.
    Unprintable,
}

impl LeftOutWhy {
    /// The section that says so; none where it is arithmetic.
    pub fn section(self) -> Option<&'static str> {
        match self {
            Self::Disputed => Some(law::DISPUTED),
            Self::Suspended(_) => Some(law::SUSPENDED),
            Self::Barred(limit) => Some(limit.since.section()),
            Self::Credit(_) | Self::CreditOfFaulty(_) | Self::Faulty(_) | Self::Unprintable => None,
        }
    }
}

impl Plan {
    /// Plans the letters.
    pub fn new(list: &List, basis: &Basis<'_>) -> Self {
        let mut plan = Self {
            letters: Vec::new(),
            left_out: Vec::new(),
            undue: list.undue,
            paid: list.paid,
            derived_rates: Vec::new(),
        };
        let debtors = by_debtor(list);
        plan.letters.reserve(debtors.len());
        for (customer, Owed { claims, notes }) in debtors {
            if let Some(line) = list.doubtful.get(&customer) {
                plan.faulty(claims, *line, basis);
                continue;
            }
            match credit::apply(claims, notes.into_iter()) {
                Ok(credited) => plan.debtor(customer, credited, basis),
                Err((note, misfit)) => plan.left_out.push(LeftOut {
                    customer,
                    invoice: note.number.clone(),
                    why: misplaced(note, misfit, list),
                }),
            }
        }
        plan.letters.shrink_to_fit();
        let halves: BTreeSet<HalfYear> = plan.letters.iter().flat_map(halves_of).collect();
        let derived = halves
            .into_iter()
            .filter_map(|half| basis.rates.derived(half));
        plan.derived_rates = derived.cloned().collect();
        plan
    }

    /// By which ways consumers get more time to pay than the owner set, and how much.
    pub fn least_days(&self) -> BTreeMap<Channel, u16> {
        let letters = self.letters.iter();
        letters
            .filter_map(|letter| Some((letter.channel, letter.least_days?)))
            .collect()
    }

    /// Leaves out the debtors whose letters the fonts cannot set.
    pub fn leave_out_unprintable(&mut self, debtors: &[CustomerNumber]) {
        let out = self
            .letters
            .extract_if(.., |letter| debtors.contains(&letter.customer));
        for letter in out {
            let invoices = letter.items.iter().map(|item| item.claim.invoice.clone());
            self.left_out.extend(invoices.map(|invoice| LeftOut {
                customer: letter.customer,
                invoice,
                why: LeftOutWhy::Unprintable,
            }));
        }
    }

    /// Half-years whose rate is missing for some letter's interest.
    pub fn missing_rates(&self) -> Missing {
        self.halves(|interest| match interest {
            Interest::ByLaw { missing } => Some(missing),
            Interest::Sum { .. } | Interest::Waived => None,
        })
    }

    /// Those, and half-years whose rate some letter's interest will need before it is to be paid.
    pub fn rates_to_add(&self) -> Missing {
        self.halves(|interest| match interest {
            Interest::ByLaw { missing } => Some(missing),
            Interest::Sum { ahead, .. } => Some(ahead),
            Interest::Waived => None,
        })
    }

    fn halves(&self, of: impl Fn(&Interest) -> Option<&Missing>) -> Missing {
        let letters = self.letters.iter();
        let halves = letters.filter_map(|letter| of(&letter.interest));
        halves.flatten().copied().collect()
    }

    /// Debtors of letters whose kind neither the list nor the user nor the register tells.
    pub fn undecided(&self) -> Vec<CustomerNumber> {
        let assumed = |letter: &&Letter| letter.kind_why == KindWhy::Assumed;
        let letters = self.letters.iter().filter(assumed);
        letters.map(|letter| letter.customer).collect()
    }

    /// Leaves a debtor out whole: what he owes is not known.
    fn faulty(&mut self, claims: Vec<Arc<Claim>>, line: u64, basis: &Basis<'_>) {
        for claim in claims {
            if claim.is_late(basis.date) {
                self.left_out.push(LeftOut {
                    customer: claim.customer,
                    invoice: claim.invoice.clone(),
                    why: LeftOutWhy::Faulty(line),
                });
            } else {
                self.undue += 1;
            }
        }
    }

    fn debtor(
        &mut self,
        customer: CustomerNumber,
        claims: Vec<(Arc<Claim>, Decimal)>,
        basis: &Basis<'_>,
    ) {
        let mut late = Vec::new();
        for (claim, credited) in claims {
            let earlier = basis.acts.about(&claim, basis.date);
            let now = basis.date.max(basis.today);
            let limit = claim.limitation(&basis.acts.about(&claim, now));
            let hold = basis.acts.hold(&claim, basis.date);
            let why = if hold.suspended.is_some() {
                Some(LeftOutWhy::Suspended(limit.last))
            } else if claim.disputed || hold.disputed.is_some() {
                Some(LeftOutWhy::Disputed)
            } else {
                (now > limit.last).then_some(LeftOutWhy::Barred(limit))
            };
            match why {
                _ if claim.open.is_zero() => self.paid += 1,
                _ if !claim.is_late(basis.date) => self.undue += 1,
                Some(why) => self.left_out.push(LeftOut {
                    customer,
                    invoice: claim.invoice.clone(),
                    why,
                }),
                None => late.push((claim, credited, earlier)),
            }
        }
        if !late.is_empty() {
            late.sort_by(|a, b| (a.0.due, &a.0.invoice).cmp(&(b.0.due, &b.0.invoice)));
            let again = made_again(customer, &late, basis);
            let is_taken = basis.acts.of_day(customer, basis.date) > 0;
            let letter = again.unwrap_or_else(|| letter(customer, late, is_taken, basis));
            self.letters.push(letter);
        }
    }
}

/// The letter as it was without the last one of its day, where that one is this very letter: made again, it is no reminder before itself.
fn made_again(customer: CustomerNumber, late: &[Late], basis: &Basis<'_>) -> Option<Letter> {
    let mut before = late.to_vec();
    let mut written = true;
    for (_, _, earlier) in &mut before {
        written &= earlier.pop_if(|last| last.date == basis.date).is_some();
    }
    if !written {
        return None;
    }
    // Beside another letter of that day it is the one with the fee, or the one without.
    let others = basis.acts.of_day(customer, basis.date) > 1;
    let tries: &[bool] = if others { &[true, false] } else { &[false] };
    let written = |letter: &Letter| {
        let event = letter.event(true);
        event.is_ok_and(|event| basis.acts.has(customer, &event))
    };
    let mut letters = tries
        .iter()
        .map(|is_taken| letter(customer, before.clone(), *is_taken, basis));
    let letter = letters.find(written)?;
    let again = true;
    Some(Letter { again, ..letter })
}

/// What the list has of one debtor.
#[derive(Default)]
struct Owed<'l> {
    claims: Vec<Arc<Claim>>,
    notes: Vec<&'l CreditNote>,
}

/// Each debtor's claims and credit notes; whoever has a credit note only must not vanish unseen.
fn by_debtor(list: &List) -> BTreeMap<CustomerNumber, Owed<'_>> {
    let mut debtors: BTreeMap<CustomerNumber, Owed<'_>> = BTreeMap::new();
    for claim in &list.claims {
        let owed = debtors.entry(claim.customer).or_default();
        owed.claims.push(Arc::clone(claim));
    }
    for note in &list.credits {
        debtors.entry(note.customer).or_default().notes.push(note);
    }
    debtors
}

/// Why a credit note cannot be placed: where it names no invoice, it may name one whose row cannot be used.
fn misplaced(note: &CreditNote, misfit: Misfit, list: &List) -> LeftOutWhy {
    let named = |row: &&Faulty| {
        let names = |invoice: &String| credit::names(note, invoice);
        row.invoice.as_ref().is_some_and(names)
    };
    let own = |row: &&Faulty| row.customer == Some(note.customer);
    let anybodys = |row: &&Faulty| row.customer.is_none() && named(row);
    // A note that says which invoice it reduces is held to that, unless the row hides which invoice it is.
    let likely = |row: &&Faulty| own(row) && (note.credits.is_none() || row.invoice.is_none());
    let rows = || list.faulty.iter();
    let row = rows()
        .find(|row| own(row) && named(row))
        .or_else(|| rows().find(anybodys))
        .or_else(|| rows().find(likely));
    match (misfit, row) {
        (Misfit::None, Some(row)) => LeftOutWhy::CreditOfFaulty(row.line),
        _ => LeftOutWhy::Credit(misfit),
    }
}

/// A late claim, what credit notes took off, and the earlier letters about it.
type Late = (Arc<Claim>, Decimal, Vec<super::Earlier>);

/// Plans a letter; `is_taken` says whether another one of its day goes to the debtor.
fn letter(customer: CustomerNumber, late: Vec<Late>, is_taken: bool, basis: &Basis<'_>) -> Letter {
    let kinds = kinds_of(customer, &late, basis);
    let least = kinds.iter().min().copied();
    let (kind, kind_why) = least.unwrap_or((ClaimKind::Consumer, KindWhy::Assumed));
    let kinds_differ = kinds.iter().any(|(other, _)| *other != kind);
    let addition = addition(kind);
    let channel = (basis.channel)(customer, kind);
    let mut planned = Planned {
        date: basis.date,
        channel,
        states_percent: percent_stated(addition, basis).is_some(),
    };
    let mut items: Vec<Item> = late
        .into_iter()
        .map(|(claim, credited, earlier)| Item {
            start: claim.interest_start(kind, planned, &earlier, basis.rates),
            claim,
            credited,
            pieces: Vec::new(),
            compensation: Decimal::ZERO,
            earlier,
        })
        .collect();
    let set = match kind {
        ClaimKind::Business | ClaimKind::Public => basis.terms.payment_days_business,
        ClaimKind::Consumer => basis.terms.payment_days.unwrap_or_default(),
        ClaimKind::Other => basis
            .terms
            .payment_days
            .unwrap_or(Letters::PAYMENT_DAYS_OTHER),
    };
    let floor = Some(channel.consumer_floor()).filter(|_| kind == ClaimKind::Consumer);
    let least_days = floor.filter(|floor| *floor > set);
    let due = workdays::after(basis.date, least_days.unwrap_or(set));
    let interest = interest_of(&mut items, addition, due, basis);
    let percent_told = match interest {
        Interest::Sum { .. } => percent_stated(addition, basis),
        Interest::ByLaw { .. } | Interest::Waived => None,
    };
    if planned.states_percent && percent_told.is_none() {
        // The letter cannot begin what it does not state; nothing of that runs yet, so no piece of interest changes.
        planned.states_percent = false;
        for item in &mut items {
            item.start = item
                .claim
                .interest_start(kind, planned, &item.earlier, basis.rates);
        }
    }
    let fee = fee_of(&mut items, kind, is_taken, basis);
    Letter {
        customer,
        act: basis.act,
        date: basis.date,
        kind,
        kind_why,
        kinds_differ,
        items,
        fee,
        interest,
        addition,
        channel,
        least_days,
        percent_told,
        due,
        again: false,
    }
}

/// What the debtor is by each of the rows: none speaks for another, for a person may buy one thing for business and the next for the home
/// (513/1999 3 §).
fn kinds_of(
    customer: CustomerNumber,
    late: &[Late],
    basis: &Basis<'_>,
) -> Vec<(ClaimKind, KindWhy)> {
    let said = basis.kinds.each.get(&customer).copied().or(basis.kinds.all);
    let place = basis
        .customers
        .binary_search_by_key(&customer, Customer::number);
    let known = place.ok().map(|at| &basis.customers[at]);
    let unlisted = said
        .map(|kind| (kind, KindWhy::Said))
        .or_else(|| known.and_then(kind::judge))
        .unwrap_or((ClaimKind::Consumer, KindWhy::Assumed));
    let of = |kind: Option<ClaimKind>| kind.map_or(unlisted, |kind| (kind, KindWhy::Listed));
    late.iter().map(|(claim, ..)| of(claim.kind)).collect()
}

/// Seven points over the reference rate, and eight from a business or a public body (633/1982 4 and 4 a §, 30/2013 1 and 2 §).
pub fn addition(kind: ClaimKind) -> Decimal {
    match kind {
        ClaimKind::Consumer | ClaimKind::Other => Decimal::from(7),
        ClaimKind::Business | ClaimKind::Public => Decimal::from(8),
    }
}

/// The percentage in force on the letter's date, where the letter can state it: what it states is that of the day after, from which interest
/// is added. On the last day of a half-year the two may differ.
fn percent_stated(addition: Decimal, basis: &Basis<'_>) -> Option<Decimal> {
    let of_day = |day: Date| basis.rates.reference(HalfYear::of(day));
    let today = of_day(basis.date).filter(|_| !basis.waive_interest)?;
    let tomorrow = of_day(day_after(basis.date))?;
    (today == tomorrow).then_some(today + addition)
}

fn day_after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

/// The half-years whose rate a letter uses.
fn halves_of(letter: &Letter) -> BTreeSet<HalfYear> {
    let pieces = letter.items.iter().flat_map(|item| &item.pieces);
    let days = pieces.map(|piece| piece.from);
    let stated = letter.asks_interest()
        && matches!(
            letter.interest,
            Interest::Sum {
                percent: Some(_),
                ..
            }
        );
    let next = stated.then(|| day_after(letter.date));
    days.chain(next).map(HalfYear::of).collect()
}

fn interest_of(items: &mut [Item], addition: Decimal, due: Date, basis: &Basis<'_>) -> Interest {
    if basis.waive_interest {
        return Interest::Waived;
    }
    let mut missing = Missing::new();
    for item in items.iter_mut() {
        let Some(first) = item.start.first else {
            continue;
        };
        match interest::pieces(item.claim.open, first, basis.date, addition, basis.rates) {
            Ok(pieces) => item.pieces = pieces,
            Err(halves) => missing.extend(halves),
        }
    }
    if !missing.is_empty() {
        // A letter with some sums and some words could not be added up.
        for item in items.iter_mut() {
            item.pieces.clear();
        }
        return Interest::ByLaw { missing };
    }
    let tomorrow = day_after(basis.date);
    let steady = interest::steady(tomorrow, basis.rates);
    let percent = steady.map(|(reference, _)| reference + addition);
    let running = items
        .iter()
        .filter(|item| item.start.first.is_some_and(|first| first <= tomorrow));
    let open: Decimal = running.map(|item| item.claim.open).sum();
    let first = items.iter().filter_map(|item| item.start.first).min();
    let ahead = first.map(|first| interest::unknown(first.max(tomorrow), due, basis.rates));
    let mut ahead = ahead.unwrap_or_default();
    if items
        .iter()
        .any(|item| item.start.first.is_none() && item.start.section == law::INTEREST_TOLD)
    {
        // What a consumer was not told yet the letter could tell, if these were known.
        ahead.extend(interest::unknown(basis.date, tomorrow, basis.rates));
    }
    Interest::Sum {
        sum: items.iter().map(Item::interest).sum(),
        per_day: percent.map(|percent| interest::of_a_day(open, percent)),
        percent,
        until: steady.map(|(_, until)| until),
        ahead,
    }
}

/// The days of all letters about an invoice but the planned one.
fn days_of(item: &Item, basis: &Basis<'_>) -> Vec<Date> {
    let later = basis.acts.later(&item.claim, basis.date);
    let earlier = item.earlier.iter().map(|one| one.date);
    earlier.chain(later).collect()
}

fn fee_of(items: &mut [Item], kind: ClaimKind, is_taken: bool, basis: &Basis<'_>) -> super::Fee {
    let dated: Vec<fees::Dated<'_>> = items
        .iter()
        .map(|item| fees::Dated {
            claim: &item.claim,
            letters: days_of(item, basis),
            start: item.start,
        })
        .collect();
    let letter = basis.date;
    let day = fees::Day { letter, is_taken };
    let fee = fees::fee(kind, &dated, basis.terms, day);
    if fee.what == FeeKind::Compensation {
        for item in items.iter_mut() {
            if fees::compensation_timing(item.start, basis.date) == Timing::Now {
                item.compensation = fee.set.unwrap_or_default();
            }
        }
    }
    fee
}
