//! What was done earlier about an invoice: letters already sent. The journal fills it; without one it is empty.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::model::CustomerNumber;
use crate::text;

/// A letter that named an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Earlier {
    /// The letter's date.
    pub date: Date,
    /// Whether it told the rate of late interest and when it begins.
    pub told_interest: bool,
}

/// All earlier letters, by customer and invoice.
#[derive(Clone, Debug, Default)]
pub struct Acts {
    known: HashMap<(CustomerNumber, String), Vec<Earlier>>,
}

impl Acts {
    /// Nothing was done yet.
    pub fn none() -> Self {
        Self::default()
    }

    /// Notes a letter; the order does not matter.
    pub fn add(&mut self, customer: CustomerNumber, invoice: &str, earlier: Earlier) {
        let letters = self
            .known
            .entry((customer, text::fold(invoice)))
            .or_default();
        letters.push(earlier);
        letters.sort_unstable();
    }

    /// The letters about an invoice that are older than `before`, oldest first.
    pub fn about(&self, customer: CustomerNumber, invoice: &str, before: Date) -> Vec<Earlier> {
        let letters = self.known.get(&(customer, text::fold(invoice)));
        let letters = letters.into_iter().flatten();
        letters.filter(|one| one.date <= before).copied().collect()
    }
}
