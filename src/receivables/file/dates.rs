//! The days of a row, and what they say against each other.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::date::DateStyle;
use crate::model::import::ClaimColumn as Column;
use crate::model::{Rule, amount, date, yes_or_no};
use crate::receivables::Told;

use super::cells::Cells;

/// The days of an invoice beside its due date.
pub(super) struct Dates {
    pub(super) invoice: Option<Date>,
    pub(super) sent: Option<Date>,
    pub(super) told: Option<(Told, Option<Decimal>)>,
}

impl Dates {
    /// Reads them; what contradicts is a fault.
    pub(super) fn read(
        cells: &mut Cells,
        due: Option<Date>,
        letter: Date,
        style: DateStyle,
    ) -> Self {
        let day = |text: &str| date::parse_listed(text, style);
        let dates = Self {
            invoice: cells.read(Column::InvoiceDate, day),
            sent: cells.read(Column::SentDate, day),
            told: cells.read(Column::InterestTold, |text| {
                parse_interest_told(text, style)
            }),
        };
        dates.compare(cells, due, letter);
        dates
    }

    fn compare(&self, cells: &mut Cells, due: Option<Date>, letter: Date) {
        let before = |day: Option<Date>| day.zip(self.invoice).is_some_and(|(day, of)| day < of);
        if before(due) {
            cells.fault(Column::DueDate, Rule::DueBeforeInvoice);
        }
        // Interest and fees count from that day.
        if before(self.sent) {
            cells.fault(Column::SentDate, Rule::SentBeforeInvoice);
        }
        let told = match self.told {
            Some((Told::On(day), _)) => Some(day),
            _ => None,
        };
        for (column, day) in [(Column::SentDate, self.sent), (Column::InterestTold, told)] {
            if day.is_some_and(|day| day > letter) {
                cells.fault(column, Rule::SentAfterToday);
            }
        }
    }
}

/// Yes, no, the day on which it was told, the percentage that was told (`9,5 %`), or that and the day.
fn parse_interest_told(text: &str, style: DateStyle) -> Result<(Told, Option<Decimal>), Rule> {
    let (percent, rest) = match text.split_once('%') {
        None => (None, text),
        Some((percent, rest)) => {
            let percent = amount::parse(percent.trim()).map_err(|_| Rule::InterestTold)?;
            (Some(percent), rest.trim())
        }
    };
    let told = match (yes_or_no(rest), date::parse_listed(rest, style)) {
        _ if percent.is_some() && rest.is_empty() => Told::ByInvoice,
        (Ok(true), _) => Told::ByInvoice,
        (Ok(false), _) if percent.is_none() => Told::No,
        (_, Ok(day)) => Told::On(day),
        _ => return Err(Rule::InterestTold),
    };
    Ok((told, percent))
}
