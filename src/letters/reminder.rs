//! One overdue invoice and the new date to pay it by. Interest and fees will join here; today a reminder asks for the
//! invoice's open amount and nothing more.
//!
//! Good collection practice (laki saatavien perinnästä 513/1999 4 §) forbids false claims, so what is not overdue is refused.

use jiff::ToSpan as _;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::receivables::{Reference, workdays};

use super::error::Error;

/// An invoice as the owner names it.
#[derive(Clone)]
pub struct Invoice {
    /// The invoice's number, as printed on it.
    pub number: String,
    /// The day it was sent.
    pub date: Date,
    /// The day it fell due.
    pub due: Date,
    /// What is still unpaid, in euros.
    pub amount: Decimal,
    /// The reference to pay with; without one, the invoice's number is asked for as the payment's message.
    pub reference: Option<Reference>,
}

/// An invoice that may be reminded of, with the date by which to pay.
#[derive(Clone)]
pub struct Reminder {
    pub(super) invoice: Invoice,
    pub(super) due: Date,
}

impl Reminder {
    /// Checks the invoice against the letter's date, and sets the new due date: `payment_days` (usually 14) after the
    /// letter, moved to the next workday.
    pub fn new(invoice: Invoice, letter: Date, payment_days: u16) -> Result<Self, Error> {
        if invoice.amount <= Decimal::ZERO || invoice.amount.normalize().scale() > 2 {
            return Err(Error::Amount);
        }
        if invoice.date > invoice.due {
            return Err(Error::InvoiceDates);
        }
        // A due date on a day off moves to the next workday, and only the day after that is late.
        if letter <= workdays::next_workday(invoice.due) {
            return Err(Error::NotOverdue);
        }
        if !(1..=365).contains(&payment_days) {
            return Err(Error::PaymentDays);
        }
        let plain = letter.checked_add(i32::from(payment_days).days());
        let due = workdays::next_workday(plain.map_err(|_| Error::PaymentDays)?);
        Ok(Self { invoice, due })
    }

    /// Returns the new due date.
    pub fn due(&self) -> Date {
        self.due
    }
}

#[cfg(test)]
mod tests {
    use super::{Invoice, Reminder};
    use crate::letters::Error;
    use jiff::civil::date;

    fn invoice(amount: &str) -> Invoice {
        Invoice {
            number: "1".into(),
            date: date(2026, 10, 17),
            due: date(2026, 10, 31),
            amount: amount.parse().unwrap(),
            reference: None,
        }
    }

    #[test]
    fn the_new_due_date_avoids_days_off() {
        let reminder = Reminder::new(invoice("310.00"), date(2026, 12, 10), 14).ok();
        assert_eq!(reminder.unwrap().due(), date(2026, 12, 28));
    }

    #[test]
    fn what_is_not_owed_is_refused() {
        let on = |amount: &str, letter| Reminder::new(invoice(amount), letter, 14).err().unwrap();
        let late = date(2026, 11, 24);
        assert!(matches!(on("0", late), Error::Amount));
        assert!(matches!(on("-5", late), Error::Amount));
        assert!(matches!(on("1.005", late), Error::Amount));
        assert!(matches!(on("310", date(2026, 11, 2)), Error::NotOverdue)); // due on a Saturday, so on Monday
        let mut odd = invoice("310.000");
        odd.date = date(2026, 11, 1);
        assert!(matches!(
            Reminder::new(odd, late, 14),
            Err(Error::InvoiceDates)
        ));
        assert!(matches!(
            Reminder::new(invoice("310"), late, 0),
            Err(Error::PaymentDays)
        ));
    }
}
