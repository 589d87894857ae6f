//! One invoice on two rows would be asked for twice, and which row is right cannot be known.
//!
//! Every row counts, whether it is late, undue, paid or cannot be used: the second may say that less is open. A row that takes something off
//! does not, for a credit note may carry the number of the invoice that it reduces.

use std::collections::BTreeMap;

use crate::model::CustomerNumber;
use crate::model::import::ClaimState;
use crate::text;

/// A row by the number of its invoice.
pub(super) struct Numbered {
    /// Where it starts.
    pub(super) line: u64,
    /// The number as it stands there.
    pub(super) invoice: String,
    /// Whose it is, where that can be told.
    pub(super) customer: Option<CustomerNumber>,
    /// What it was counted as.
    pub(super) counted: Counted,
}

/// How a row was counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// As paid.
    Paid,
    /// As a row that its status closes.
    Closed(ClaimState),
    /// As undue, and no claim.
    Undue,
    /// As a claim, or as faulty.
    Otherwise,
}

/// All rows, by the folded number of their invoice.
#[derive(Default)]
pub(super) struct Numbers(BTreeMap<String, Vec<Numbered>>);

impl Numbers {
    pub(super) fn add(&mut self, row: Numbered) {
        let rows = self.0.entry(text::fold(&row.invoice)).or_default();
        rows.push(row);
    }

    /// The rows of every invoice that stands on several, unless all of them are paid: then nothing is asked.
    pub(super) fn twice(self) -> impl Iterator<Item = Numbered> {
        let asked = |row: &Numbered| !matches!(row.counted, Counted::Paid | Counted::Closed(_));
        let several = move |rows: &Vec<Numbered>| rows.len() > 1 && rows.iter().any(asked);
        self.0.into_values().filter(several).flatten()
    }
}
