//! The sums of a row, and whether it may take something off: a row that is put aside must not be the credit note that made a letter right.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::amount;
use crate::model::import::ClaimColumn as Column;

/// Whether the row may be a credit note: its sum is below nothing, or cannot be told.
pub(super) fn may_be_credit(cells: &BTreeMap<Column, String>) -> bool {
    let sums: Vec<_> = of(cells).map(amount::parse).collect();
    let below = |sum: &Result<Decimal, _>| sum.as_ref().map_or(true, Decimal::is_sign_negative);
    sums.is_empty() || sums.iter().any(below)
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
    use super::is_below_nothing;

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
