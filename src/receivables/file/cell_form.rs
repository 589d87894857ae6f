//! What the cells of a column look like whose header nobody knows: whether it may change what is asked of a debtor.

use std::collections::BTreeSet;

use crate::model::date::DateStyle;
use crate::model::{Currency, Rule, amount, date, yes_or_no};

use super::statuses;

/// What kind of values the cells of a column look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellForm {
    /// Sums of money, or whole numbers that may be such.
    Money,
    /// Words of a state, or a few words over and over.
    State,
    /// Currencies.
    Currency,
    /// Dates.
    Date,
    /// Yes and no.
    YesNo,
    /// Something else.
    Other,
}

/// A few words over and over are no more than this.
const MOST_STATES: usize = 8;
/// No word of a state is longer, in characters.
const LONGEST_STATE: usize = 30;
/// A whole number of more digits is an identifier and no sum.
const MOST_DIGITS: usize = 7;

impl CellForm {
    /// Judges filled cells; one kind must be at least half of them.
    pub(super) fn judge(cells: &[&str]) -> Self {
        let half =
            |is: fn(&str) -> bool| cells.iter().filter(|cell| is(cell)).count() * 2 >= cells.len();
        if half(|cell| yes_or_no(cell).is_ok()) {
            Self::YesNo
        } else if half(|cell| Currency::parse(cell).is_some()) {
            Self::Currency
        } else if half(is_date) {
            Self::Date
        } else if half(is_sum) {
            Self::Money
        } else if are_states(cells) {
            Self::State
        } else {
            Self::Other
        }
    }

    /// Whether such a column may change what is asked.
    pub fn may_matter(self) -> bool {
        self != Self::Other
    }

    /// The word for catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::State => "state",
            Self::Currency => "currency",
            Self::Date => "date",
            Self::YesNo => "yes-no",
            Self::Other => "other",
        }
    }
}

fn is_date(cell: &str) -> bool {
    let read = date::parse_listed(cell, DateStyle::default());
    matches!(read, Ok(_) | Err(Rule::DateTwoWays))
}

fn is_sum(cell: &str) -> bool {
    if cell.bytes().all(|b| b.is_ascii_digit()) {
        return cell.len() <= MOST_DIGITS && (cell == "0" || !cell.starts_with('0'));
    }
    let read = amount::parse(cell);
    matches!(read, Ok(_) | Err(Rule::AmountTwoWays | Rule::Currency))
        || super::sums::is_below_nothing(cell)
}

fn are_states(cells: &[&str]) -> bool {
    if cells.iter().any(|cell| statuses::known(cell).is_some()) {
        return true;
    }
    let words: BTreeSet<&str> = cells.iter().copied().collect();
    let is_word = |cell: &&str| {
        let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '/');
        cell.chars().count() <= LONGEST_STATE && cell.chars().all(letters)
    };
    words.len() <= MOST_STATES && words.iter().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::CellForm;

    #[test]
    fn what_may_change_a_sum_is_told_from_the_rest() {
        for (cells, looks) in [
            (&["110,00", "0,00"][..], CellForm::Money),
            (&["110", "40"], CellForm::Money),
            (&["1.310", ""], CellForm::Money),
            (&["-310,00 €"], CellForm::Money),
            (&["15.9.2026"], CellForm::Date),
            (&["03/04/2026"], CellForm::Date),
            (&["x"], CellForm::YesNo),
            (&["SEK", "EUR"], CellForm::Currency),
            (&["Kesken", "Valmis", "Kesken"], CellForm::State),
            (&["Hyvä asiakas nro 5", "Maksettu"], CellForm::State),
            (&["FI49 5000 9420 0287 30"], CellForm::Other),
            (&["202600118"], CellForm::Other),
            (&["00118"], CellForm::Other),
            (&["Tunnit 3 kpl, ks. liite"], CellForm::Other),
        ] {
            assert_eq!(CellForm::judge(cells), looks, "{cells:?}");
        }
    }
}
