//! Late interest, half-year by half-year (Interest Act 633/1982, sections 4, 4 a and 12).
//!
//! The act does not say how days are counted: here always the actual days over 365, in leap years too, and letters say so. Each piece is
//! rounded to cents by itself (half a cent up), so that the pieces in a letter add up to its sum. Both ends of a piece are days of interest.
//! What a day adds is multiplied by whoever pays late, so it is never rounded up: down to the cent, and below a cent to four decimals.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::HalfYear;

use super::Rates;

/// The days of a year that a rate is for.
const YEAR: Decimal = Decimal::from_parts(365, 0, 0, false, 0);

/// Interest of one claim over days with one rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// How many days.
    pub days: u32,
    /// Percent a year: reference rate and the law's addition.
    pub percent: Decimal,
    /// Euros, rounded to cents.
    pub sum: Decimal,
}

/// Half-years whose reference rate is not known.
pub type Missing = BTreeSet<HalfYear>;

/// Returns the interest on `open` euros from the day `first` to the day `last`, both included: no piece where `last` is before `first`.
///
/// # Errors
/// All half-years without a rate.
pub fn pieces(
    open: Decimal,
    first: Date,
    last: Date,
    addition: Decimal,
    rates: &Rates,
) -> Result<Vec<Piece>, Missing> {
    let (mut pieces, mut missing) = (Vec::new(), Missing::new());
    let mut from = first;
    while from <= last {
        let half = HalfYear::of(from);
        let to = half.last_day().min(last);
        match rates.reference(half) {
            None => drop(missing.insert(half)),
            Some(reference) => pieces.push(piece(open, from, to, reference + addition)),
        }
        match to.tomorrow() {
            Ok(next) => from = next,
            Err(_) => break,
        }
    }
    if missing.is_empty() {
        // Nearly always one or two, in thousands of letters.
        pieces.shrink_to_fit();
        Ok(pieces)
    } else {
        Err(missing)
    }
}

fn piece(open: Decimal, from: Date, to: Date, percent: Decimal) -> Piece {
    let days = days(from, to);
    Piece {
        from,
        to,
        days,
        percent,
        sum: cents(exact(open, percent, days)),
    }
}

/// Returns the interest of so many days, not rounded.
pub fn exact(open: Decimal, percent: Decimal, days: u32) -> Decimal {
    open * percent * Decimal::from(days) / (YEAR * Decimal::ONE_HUNDRED)
}

/// Returns what one day adds, rounded down: to the cent, and below a cent to four decimals.
pub fn of_a_day(open: Decimal, percent: Decimal) -> Decimal {
    let exact = exact(open, percent, 1);
    let cents = exact.trunc_with_scale(2);
    if cents.is_zero() {
        exact.trunc_with_scale(4)
    } else {
        cents
    }
}

/// Returns the reference rate of the day `from` and the last day to which it is known to stay the same; none where it is not known.
pub fn steady(from: Date, rates: &Rates) -> Option<(Decimal, Date)> {
    let reference = rates.reference(HalfYear::of(from))?;
    let mut last = HalfYear::of(from).last_day();
    while let Ok(next) = last.tomorrow()
        && rates.reference(HalfYear::of(next)) == Some(reference)
    {
        last = HalfYear::of(next).last_day();
    }
    Some((reference, last))
}

/// Returns the half-years from the day `first` to the day `last` whose rate is not known.
pub fn unknown(first: Date, last: Date, rates: &Rates) -> Missing {
    let mut missing = Missing::new();
    let mut from = first;
    while from <= last {
        let half = HalfYear::of(from);
        if rates.reference(half).is_none() {
            missing.insert(half);
        }
        let Ok(next) = half.last_day().tomorrow() else {
            break;
        };
        from = next;
    }
    missing
}

/// Rounds to cents, half a cent away from zero.
pub fn cents(sum: Decimal) -> Decimal {
    sum.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// The days from one to the other, both included.
fn days(from: Date, to: Date) -> u32 {
    let between = from.until(to).map_or(0, |span| span.get_days());
    u32::try_from(between).map_or(0, |days| days + 1)
}
