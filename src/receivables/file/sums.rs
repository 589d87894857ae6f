//! The sums of a row, and whether it may take something off: a row that is put aside must not be the credit note that made a letter right.

use std::collections::BTreeMap;

use crate::model::amount::{self, SumStyle};
use crate::model::import::ClaimColumn as Column;
use crate::model::{Currency, Rule, date};

/// Whether the row may be a credit note: its sum is below nothing, or cannot be told. One that cannot be read and begins with a digit, without
/// any sign of a minus, plainly is none.
pub(super) fn may_be_credit(cells: &BTreeMap<Column, String>, style: SumStyle) -> bool {
    let mut sums = of(cells).peekable();
    let below = |cell: &str| match amount::parse_listed(cell, style) {
        Ok(sum) => sum.is_sign_negative(),
        Err(_) => !is_above_nothing(cell),
    };
    sums.peek().is_none() || sums.any(below)
}

/// Whether there are sums, and all can be read and are not below nothing.
pub(super) fn are_above_nothing(cells: &BTreeMap<Column, String>, style: SumStyle) -> bool {
    let mut sums = of(cells)
        .map(|cell| amount::parse_listed(cell, style))
        .peekable();
    sums.peek().is_some() && sums.all(|sum| sum.is_ok_and(|sum| !sum.is_sign_negative()))
}

/// Whether a cell that cannot be read plainly is a sum above nothing: `1.310`, `450.4599`, `310,00 SEK`.
fn is_above_nothing(cell: &str) -> bool {
    let is_unit = |c: char| c.is_alphabetic() || "€$£¥".contains(c);
    let number = cell.trim_matches(|c: char| is_unit(c) || c.is_whitespace());
    let mut units = cell
        .split(|c: char| !is_unit(c))
        .filter(|unit| !unit.is_empty());
    let in_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || ",.'\u{2019}".contains(c);
    let is_day = date::parse(number) != Err(Rule::Date);
    !is_day
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(in_number)
        && units.all(|unit| Currency::parse(unit).is_some())
}

/// Whether a sum of the row takes something off, however it is written.
pub(super) fn takes_off(cells: &BTreeMap<Column, String>) -> bool {
    of(cells).any(is_below_nothing)
}

fn of(cells: &BTreeMap<Column, String>) -> impl Iterator<Item = &str> {
    let sums = [Column::Open, Column::Amount].into_iter();
    sums.filter_map(|column| cells.get(&column).map(String::as_str))
}

/// Whether a cell looks like a sum that takes something off: `-310,00`, `310,00-`, `(310,00)`, with or without a currency, rightly spelt or not.
pub(super) fn is_below_nothing(cell: &str) -> bool {
    let minus = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let around = |c: char| c.is_alphabetic() || c.is_whitespace() || c == '€';
    let sum = cell.trim_matches(around);
    let brackets = sum.starts_with('(') && sum.ends_with(')');
    let signed = sum.starts_with(minus) || sum.ends_with(minus) || brackets;
    signed && sum.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{is_above_nothing, is_below_nothing};

    #[test]
    fn what_cannot_be_read_and_plainly_is_no_credit() {
        for above in [
            "1.310",
            "450.459999999",
            "310,00 SEK",
            "$310.00",
            "1 310,000",
            "3,1,0",
        ] {
            assert!(is_above_nothing(above), "{above}");
        }
        for other in [
            "",
            "3IO,00",
            "310,00 CR",
            "310,00-",
            "(310,00)",
            "-310",
            "K 310",
            "#####",
            "much",
            "15.5.2026",
        ] {
            assert!(!is_above_nothing(other), "{other}");
        }
    }

    #[test]
    fn sums_below_nothing_are_known_however_they_are_written() {
        for below in [
            "-310,00",
            "310,00-",
            "310,00 - €",
            "(310,00)",
            "EUR (310,00)",
            "\u{2212}310,00 €",
            "-3IO,00",
            "310,00\u{2013}",
        ] {
            assert!(is_below_nothing(below), "{below}");
        }
        for other in ["", "-", "310,00", "2026-05-15", "9000001-1", "(kesä)"] {
            assert!(!is_below_nothing(other), "{other}");
        }
    }
}
