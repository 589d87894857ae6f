//! Days on which a payment can fall due, so that no letter asks for money on Christmas Day.
//!
//! Source: a due date on a holiday, Independence Day or May Day moves to the next weekday (velkakirjalaki 622/1947 5 § 2 mom.).
//! Saturdays, Midsummer Eve and Christmas Eve are moved too, by custom: no section says so, and it costs the debtor nothing. Midsummer Day
//! and All Saints' Day always are Saturdays and need no rule of their own.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

/// Holidays and eves of a fixed date, as month and day.
const FIXED: [(i8, i8); 7] = [
    (1, 1),
    (1, 6),
    (5, 1),
    (12, 6),
    (12, 24),
    (12, 25),
    (12, 26),
];

/// Good Friday, Easter Monday and Ascension Day, in days after Easter Sunday.
const MOVABLE: [i32; 3] = [-2, 1, 39];

/// Whether banks and offices in Finland work on that day.
pub fn is_workday(date: Date) -> bool {
    let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    let fixed = FIXED.contains(&(date.month(), date.day()));
    !weekend && !fixed && !is_midsummer_eve(date) && !is_movable(date)
}

/// Returns `date` itself where it is a workday, else the first one after it.
pub fn next_workday(date: Date) -> Date {
    // The longest row of days off (Christmas and a weekend) is five days; the bound only ends the search at year 9999.
    (0..10)
        .map(|days| date.saturating_add(days.days()))
        .find(|day| is_workday(*day))
        .unwrap_or(date)
}

/// Returns the day `days` after `date`, moved to a workday: until when a letter gives time to pay.
pub fn after(date: Date, days: u16) -> Date {
    next_workday(date.saturating_add(i32::from(days).days()))
}

/// The Friday between 19 and 25 June.
fn is_midsummer_eve(date: Date) -> bool {
    date.month() == 6 && (19..=25).contains(&date.day()) && date.weekday() == Weekday::Friday
}

fn is_movable(date: Date) -> bool {
    easter(date.year()).is_some_and(|sunday| {
        MOVABLE
            .iter()
            .any(|days| sunday.saturating_add(days.days()) == date)
    })
}

/// Easter Sunday of the Gregorian calendar, by the century-free form of the computus.
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (golden, century, rest) = (y % 19, y / 100, y % 100);
    let moon_fix = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon_fix + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let day_of_march = epact + weekday - 7 * late + 22;
    let first = Date::new(year, 3, 1).ok()?;
    first.checked_add((day_of_march - 1).days()).ok()
}

#[cfg(test)]
mod tests {
    use super::{easter, next_workday};
    use jiff::civil::{Date, date};

    #[test]
    fn easter_falls_where_the_almanac_puts_it() {
        for day in [
            date(2000, 4, 23),
            date(2008, 3, 23),
            date(2011, 4, 24),
            date(2024, 3, 31),
            date(2025, 4, 20),
            date(2026, 4, 5),
            date(2027, 3, 28),
            date(2038, 4, 25),
        ] {
            assert_eq!(easter(day.year()), Some(day));
        }
    }

    #[test]
    fn days_off_move_to_the_next_workday() {
        for (from, to) in [
            (date(2026, 11, 24), date(2026, 11, 24)), // an ordinary Tuesday
            (date(2026, 12, 5), date(2026, 12, 7)),   // Saturday, then Independence Day on a Sunday
            (date(2024, 12, 24), date(2024, 12, 27)), // Christmas Eve, a Tuesday
            (date(2027, 12, 24), date(2027, 12, 27)), // Christmas Eve, a Friday; the 26th is a Sunday
            (date(2026, 4, 3), date(2026, 4, 7)),     // Good Friday to the Tuesday after Easter
            (date(2026, 5, 14), date(2026, 5, 15)),   // Ascension Day
            (date(2026, 6, 19), date(2026, 6, 22)),   // Midsummer Eve
            (date(2026, 5, 1), date(2026, 5, 4)),     // May Day, a Friday
            (date(2027, 1, 6), date(2027, 1, 7)),     // Epiphany, a Wednesday
        ] {
            assert_eq!(next_workday(from), to, "{from}");
        }
    }

    #[test]
    fn the_end_of_time_does_not_panic() {
        assert_eq!(next_workday(Date::MAX), Date::MAX);
    }
}
